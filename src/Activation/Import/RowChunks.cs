using System.Runtime.CompilerServices;
using Activation.Import.Apply;
using Activation.Import.Rows;

namespace Activation.Import;

/// <summary>
/// The accepted rows of a file, in chunks of bounded memory; the next one is read while one is worked on. Where the file begins anew, its chunks end at the same rows.
/// </summary>
/// <param name="parsers">As many rows are parsed at the same time; they are disposed of with the chunks.</param>
internal sealed class RowChunks(FileReader reader, IReadOnlyList<BlockParser> parsers, UpdateLimits limits) : IDisposable
{
    private readonly RowBlocks blocks = new(reader, parsers, Math.Min(RecordBlock.Records, limits.Rows));

    /// <summary>Goes over records that an attempt before this one has done.</summary>
    public async Task SkipAsync(long records, CancellationToken cancellationToken)
    {
        for (var i = 0L; i < records && await reader.ReadAsync(cancellationToken) is not null; i++)
        {
        }
    }

    /// <summary>The last chunk may be empty.</summary>
    public async IAsyncEnumerable<RowChunk> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var next = StartNext();
        try
        {
            while (true)
            {
                var chunk = await next;
                if (chunk.IsLast)
                {
                    yield return chunk;
                    yield break;
                }

                next = StartNext();
                yield return chunk;
            }
        }
        finally
        {
            // Whoever stops before the end closes the file: nothing may read it then.
            await stop.CancelAsync();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await blocks.SettleAsync();
        }

        Task<RowChunk> StartNext() => Task.Run(() => ReadChunkAsync(stop.Token), stop.Token);
    }

    public void Dispose()
    {
        foreach (var parser in parsers)
        {
            parser.Dispose();
        }
    }

    private async Task<RowChunk> ReadChunkAsync(CancellationToken cancellationToken)
    {
        var (rows, suppressed, counts) = (new List<ParsedRow>(), new List<ProfileId>(), new ImportTally(reader.Plan));
        var characters = 0L;
        while (await blocks.ReadAsync(cancellationToken) is { } block)
        {
            rows.AddRange(block.Rows);
            suppressed.AddRange(block.Suppressed);
            counts.Add(block.Counts);
            characters += block.Characters;
            if (rows.Count >= limits.Rows || characters >= limits.Characters)
            {
                return new RowChunk(rows, counts, suppressed, IsLast: false);
            }
        }

        return new RowChunk(rows, counts, suppressed, IsLast: true);
    }
}

/// <param name="Counts">What became of the chunk's records when they were read.</param>
/// <param name="Suppressed">See <see cref="RowParser.TakeSuppressed"/>.</param>
internal sealed record RowChunk(List<ParsedRow> Rows, ImportTally Counts, IReadOnlyList<ProfileId> Suppressed, bool IsLast);
