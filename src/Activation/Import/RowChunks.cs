using System.Runtime.CompilerServices;
using Activation.Import.Apply;
using Activation.Import.Rows;

namespace Activation.Import;

/// <summary>
/// The accepted rows of a file, in chunks of bounded memory; the next one is read while one is worked on. Where the file begins anew, its chunks end at the same rows.
/// </summary>
/// <param name="parser">Counts into `counts`.</param>
internal sealed class RowChunks(FileReader reader, RowParser parser, ImportTally counts, UpdateLimits limits)
{
    /// <summary>Goes over records that an attempt before this one has done.</summary>
    public async Task SkipAsync(long records, CancellationToken cancellationToken)
    {
        for (var i = 0L; i < records && await reader.ReadAsync(cancellationToken) is not null; i++)
        {
        }
    }

    /// <summary>See <see cref="RowParser.TakeSuppressed"/>.</summary>
    public IReadOnlyList<ProfileId> TakeSuppressed() => parser.TakeSuppressed();

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
        }

        Task<RowChunk> StartNext() => Task.Run(() => ReadChunkAsync(stop.Token), stop.Token);
    }

    private async Task<RowChunk> ReadChunkAsync(CancellationToken cancellationToken)
    {
        var rows = new List<ParsedRow>();
        var characters = 0L;
        while (await reader.ReadAsync(cancellationToken) is { } record)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (parser.Parse(record) is { } row)
            {
                rows.Add(row);
                characters += row.Characters;
            }

            if (rows.Count >= limits.Rows || characters >= limits.Characters)
            {
                return Chunk(isLast: false);
            }
        }

        return Chunk(isLast: true);

        RowChunk Chunk(bool isLast) => new(rows, counts.Take(), parser.TakeSuppressed(), isLast);
    }
}

/// <param name="Counts">What became of the chunk's records when they were read.</param>
/// <param name="Suppressed">See <see cref="RowParser.TakeSuppressed"/>.</param>
internal sealed record RowChunk(List<ParsedRow> Rows, ImportTally Counts, IReadOnlyList<ProfileId> Suppressed, bool IsLast);
