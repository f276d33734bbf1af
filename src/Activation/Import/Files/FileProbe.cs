using System.Text;

namespace Activation.Import.Files;

/// <summary>Tells by its first bytes whether a file is text, and in which encoding. Pure.</summary>
internal static class FileProbe
{
    /// <summary>Bytes that are looked at.</summary>
    public const int HeadBytes = 64 * 1024;

    private const int PatternBytes = 1024;

    /// <summary>The encoding (a byte order mark goes before what is declared), or why the file cannot be read.</summary>
    /// <param name="declared">One of <see cref="FileEncodings.Names"/>; null for UTF-8, or UTF-16 if it shows.</param>
    public static (Encoding? Encoding, ImportFailure? Failure) Inspect(ReadOnlySpan<byte> head, string? declared = null)
    {
        if (head.IsEmpty)
        {
            return (null, new ImportFailure("emptyFile", "The file is empty: drop a CSV file with a header line."));
        }

        if (head is [0xEF, 0xBB, 0xBF, ..])
        {
            return (FileEncodings.PlainUtf8, null);
        }

        if (head is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            return (head[0] == 0xFF ? Encoding.Unicode : Encoding.BigEndianUnicode, null);
        }

        var pattern = Utf16Pattern(head[..Math.Min(head.Length, PatternBytes)]);
        if (declared == FileEncodings.Utf16)
        {
            return (pattern ?? Encoding.Unicode, null);
        }

        if (pattern is not null)
        {
            return (pattern, null);
        }

        return IsBinary(head)
            ? (null, new ImportFailure("binaryFile", "The file is not text: drop it as CSV, NDJSON or Parquet; text in UTF-8, UTF-16, or the encoding that its source declares."))
            : (declared == FileEncodings.Windows1252 ? FileEncodings.WindowsLatin : FileEncodings.PlainUtf8, null);
    }

    /// <summary>Column names are Latin for the most part, and their delimiters always: every second byte is NUL, and the others never.</summary>
    private static Encoding? Utf16Pattern(ReadOnlySpan<byte> head)
    {
        Span<int> nuls = stackalloc int[2];
        for (var i = 0; i < head.Length; i++)
        {
            nuls[i & 1] += head[i] == 0 ? 1 : 0;
        }

        var enough = Math.Max(2, head.Length / 8);
        return nuls[0] == 0 && nuls[1] >= enough ? Encoding.Unicode
            : nuls[1] == 0 && nuls[0] >= enough ? Encoding.BigEndianUnicode
            : null;
    }

    /// <summary>Text has no NUL; a damaged cell may, but neither the header nor a tenth of the file.</summary>
    private static bool IsBinary(ReadOnlySpan<byte> head)
    {
        var end = head.IndexOfAny((byte)'\n', (byte)'\r');
        var firstLine = end < 0 ? head : head[..end];
        return firstLine.Contains((byte)0) || head.Count((byte)0) > head.Length / 10
            || head.StartsWith("PK\u0003\u0004"u8) || head is [0x1F, 0x8B, ..] || head.StartsWith("%PDF-"u8);
    }
}
