using System.Text;

namespace Activation.Benchmarks;

/// <summary>
/// A file of a given size, written as it is made: rows of <see cref="CrmRows"/> with one more column, a text that the source ignores. It goes round a window of people
/// that moves on a little each time: so whom the import has met grows with the file, and what is stored does not grow so much that the storage emulator is measured.
/// </summary>
internal static class WideRows
{
    public const string IgnoredColumn = "remarks";

    /// <summary>What a file of 50 MB holds: two of the chunks in which rows are imported.</summary>
    private const int Window = 100_000;
    private const int NewEachRound = 2_000;
    private const int ChangedOneIn = 100;
    private const int FlushCharacters = 1024 * 1024;
    private static readonly string Remark = string.Concat(Enumerable.Repeat("prefers the aisle and an early flight; ", 10));

    /// <returns>How many rows it has.</returns>
    public static async Task<long> WriteAsync(Stream stream, long bytes, CancellationToken cancellationToken)
    {
        await using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: FlushCharacters, leaveOpen: true);
        var text = new StringBuilder(CrmRows.Header.TrimEnd() + $",{IgnoredColumn}\n");
        var rows = 0L;
        for (var written = 0L; written < bytes; rows++)
        {
            var round = (int)(rows / Window);
            var person = (int)(rows % Window) + (round * NewEachRound);
            CrmRows.Append(text, person, person % ChangedOneIn == 0 ? round : 0);
            text.Length--;
            text.Append(',').Append(Remark).Append('\n');
            if (text.Length >= FlushCharacters)
            {
                // Nearly all of it is ASCII.
                written += text.Length;
                await writer.WriteAsync(text, cancellationToken);
                text.Clear();
            }
        }

        await writer.WriteAsync(text, cancellationToken);
        return rows;
    }
}
