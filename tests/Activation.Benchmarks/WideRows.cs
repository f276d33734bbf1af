using System.Text;

namespace Activation.Benchmarks;

/// <summary>
/// A file of a given size, written as it is made: rows of <see cref="CrmRows"/> with one more column, a text that the source ignores. First come new people; the rest goes
/// round those whom the source knows, some of them changed each time. So the work on a row of each kind is in a small file too, and the tables stay
/// so small that the storage emulator keeps up.
/// </summary>
internal static class WideRows
{
    public const string IgnoredColumn = "remarks";

    /// <summary>People whom the source knows before.</summary>
    private const int Known = 50_000;

    /// <summary>A whole chunk of an import.</summary>
    private const int New = 50_000;
    private const int ChangedOneIn = 500;
    private const int FlushCharacters = 1024 * 1024;
    private static readonly string Remark = string.Concat(Enumerable.Repeat("prefers the aisle and an early flight; ", 10));

    /// <summary>The file that made the source know people.</summary>
    public static string Earlier()
    {
        var text = new StringBuilder(Header);
        for (var person = 0; person < Known; person++)
        {
            Append(text, person, revision: 0);
        }

        return text.ToString();
    }

    /// <returns>How many rows it has.</returns>
    public static async Task<long> WriteAsync(Stream stream, long bytes, CancellationToken cancellationToken)
    {
        await using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: FlushCharacters, leaveOpen: true);
        var text = new StringBuilder(Header);
        var rows = 0L;
        for (var written = 0L; written < bytes; rows++)
        {
            var person = (int)(rows < New ? Known + rows : (rows - New) % Known);
            Append(text, person, revision: person % ChangedOneIn == 0 ? (int)(rows / Known) : 0);
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

    private static string Header => CrmRows.Header.TrimEnd() + $",{IgnoredColumn}\n";

    private static void Append(StringBuilder text, int person, int revision)
    {
        CrmRows.Append(text, person, revision);
        text.Length--;
        text.Append(',').Append(Remark).Append('\n');
    }
}
