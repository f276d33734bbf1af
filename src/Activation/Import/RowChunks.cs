using System.Runtime.CompilerServices;
using Activation.Import.Apply;
using Activation.Import.Rows;

namespace Activation.Import;

/// <summary>The accepted rows of a file, in chunks of bounded memory. Where the file begins anew, its chunks end at the same rows.</summary>
internal sealed class RowChunks(FileReader reader, RowParser parser, UpdateLimits limits)
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
    public async IAsyncEnumerable<(List<ParsedRow> Rows, bool IsLast)> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var chunk = new List<ParsedRow>();
        var characters = 0L;
        while (await reader.ReadAsync(cancellationToken) is { } record)
        {
            if (parser.Parse(record) is { } row)
            {
                chunk.Add(row);
                characters += row.Characters;
            }

            if (chunk.Count >= limits.Rows || characters >= limits.Characters)
            {
                yield return (chunk, false);
                chunk = [];
                characters = 0;
            }
        }

        yield return (chunk, true);
    }
}
