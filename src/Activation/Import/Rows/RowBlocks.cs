namespace Activation.Import.Rows;

/// <summary>
/// The records of a file, block by block in the file's order. While one block is awaited, the next are read and parsed, as many as there are parsers. Where the file begins
/// anew, its blocks end at the same records.
/// </summary>
/// <param name="maxRecords">Of a block.</param>
internal sealed class RowBlocks(FileReader reader, IReadOnlyList<BlockParser> parsers, int maxRecords)
{
    private readonly Queue<(Task<ParsedBlock> Parsed, RecordBlock Block)> ahead = new();
    private readonly Stack<RecordBlock> spare = new();
    private int started;
    private bool isRead;

    /// <summary>The next block; null after the last.</summary>
    public async Task<ParsedBlock?> ReadAsync(CancellationToken cancellationToken)
    {
        while (!isRead && ahead.Count < parsers.Count)
        {
            await ReadAheadAsync(cancellationToken);
        }

        if (!ahead.TryDequeue(out var next))
        {
            return null;
        }

        var parsed = await next.Parsed;
        next.Block.Clear();
        spare.Push(next.Block);
        return parsed;
    }

    /// <summary>Waits, after a failure or a stop, until nothing is parsed any more; what fails meanwhile adds nothing to it.</summary>
    public async Task SettleAsync()
    {
        while (ahead.TryDequeue(out var next))
        {
            await ((Task)next.Parsed).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ReadAheadAsync(CancellationToken cancellationToken)
    {
        var block = spare.TryPop(out var used) ? used : new RecordBlock(reader.ColumnCount, maxRecords);
        while (!block.IsFull && await reader.ReadAsync(cancellationToken) is { } record)
        {
            cancellationToken.ThrowIfCancellationRequested();
            block.Add(record);
        }

        isRead = !block.IsFull;
        if (!block.IsEmpty)
        {
            // In turn: the block that this parser had before was awaited already.
            var parser = parsers[started++ % parsers.Count];
            ahead.Enqueue((Task.Run(() => parser.Parse(block, cancellationToken), cancellationToken), block));
        }
    }
}
