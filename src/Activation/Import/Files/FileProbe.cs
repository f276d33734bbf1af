using System.Text;

namespace Activation.Import.Files;

/// <summary>Tells by its first bytes whether a file is text, and in which encoding. Pure.</summary>
internal static class FileProbe
{
    /// <summary>Bytes that are looked at.</summary>
    public const int HeadBytes = 64 * 1024;

    /// <summary>The encoding, or why the file cannot be read.</summary>
    public static (Encoding? Encoding, ImportFailure? Failure) Inspect(ReadOnlySpan<byte> head)
    {
        if (head.IsEmpty)
        {
            return (null, new ImportFailure("emptyFile", "The file is empty: drop a CSV file with a header line."));
        }

        if (head is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            return (head[0] == 0xFF ? Encoding.Unicode : Encoding.BigEndianUnicode, null);
        }

        // Text holds no NUL; archives, spreadsheets and Parquet files all do within their first pages, and so does UTF-16 without its mark.
        return head.Contains((byte)0) || head.StartsWith("PK\u0003\u0004"u8) || head.StartsWith("PAR1"u8) || head is [0x1F, 0x8B, ..]
            ? (null, new ImportFailure("binaryFile", "The file is not text: drop it as CSV, in UTF-8 (or UTF-16 with a byte order mark), not compressed."))
            : (new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: false), null);
    }
}
