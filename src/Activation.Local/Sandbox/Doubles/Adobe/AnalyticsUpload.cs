using System.IO.Compression;
using System.Text;

namespace Activation.Local.Sandbox.Doubles.Adobe;

/// <summary>An uploaded file: the part `file` of a form, decompressed and read. Column names are compared without regard to case.</summary>
internal sealed record AnalyticsUpload(bool IsCompressed, IReadOnlyList<string> Columns, IReadOnlyList<Dictionary<string, string>> Hits)
{
    /// <summary>Null if the body is no form with this part.</summary>
    public static AnalyticsUpload? Of(DoubleRequest request)
    {
        var type = request.Http.ContentType ?? "";
        if (!type.StartsWith("multipart/form-data; boundary=", StringComparison.Ordinal))
        {
            return null;
        }

        ReadOnlySpan<byte> body = request.Body;
        var end = body.LastIndexOf(Encoding.ASCII.GetBytes($"\r\n--{type[(type.IndexOf('=', StringComparison.Ordinal) + 1)..].Trim('"')}--"));
        var head = body.IndexOf("\r\n\r\n"u8);
        if (head < 0 || end < head || !Encoding.UTF8.GetString(body[..head]).Contains("; name=file", StringComparison.Ordinal))
        {
            return null;
        }

        return Unpack(body[(head + 4)..end].ToArray()) is { } text ? Read(text) : new AnalyticsUpload(false, [], []);
    }

    private static string? Unpack(byte[] file)
    {
        try
        {
            using var gzip = new GZipStream(new MemoryStream(file), CompressionMode.Decompress);
            using var reader = new StreamReader(gzip, Encoding.UTF8);
            return reader.ReadToEnd();
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>Rows with another number of fields than the header has count as empty.</summary>
    private static AnalyticsUpload Read(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var columns = lines.Length == 0 ? [] : lines[0].Trim('\r').ToLowerInvariant().Split(',');
        return new AnalyticsUpload(true, columns, [.. lines.Skip(1).Select(l => l.Trim('\r').Split(',')).Select(fields =>
            fields.Length == columns.Length ? columns.Zip(fields).ToDictionary(c => c.First, c => c.Second, StringComparer.Ordinal) : [])]);
    }
}
