using Activation.Import.Adobe;

namespace Activation.Import.Files;

/// <summary>Opens a file as what it is: unpacks it, then tells Parquet, NDJSON and CSV by the first bytes, and by the name where those leave it open.</summary>
internal static class RecordFile
{
    /// <param name="content">Seekable, at its beginning.</param>
    /// <returns>The file with its columns known, or why it cannot be read.</returns>
    public static async Task<(IRecordFile? File, ImportFailure? Failure)> OpenAsync(Stream content, FileInput input, CancellationToken cancellationToken)
    {
        try
        {
            if (input.Kind == SourceKind.Adobe)
            {
                return await AdobeFile.OpenAsync(content, input, cancellationToken);
            }

            var unpacked = await Unpacking.OpenAsync(content, input, cancellationToken);
            var format = new ImportFormat { Kind = "", Compression = unpacked.Compression };
            if (unpacked.Content.Head.StartsWith("PAR1"u8) || HasExtension(unpacked.Name, ".parquet"))
            {
                return await ParquetFile.OpenAsync(unpacked.Content, input, format, cancellationToken);
            }

            var (encoding, failure) = FileProbe.Inspect(unpacked.Content.Head, input.Encoding);
            if (encoding is null)
            {
                return (null, failure);
            }

            format = format with { Encoding = FileEncodings.NameOf(encoding) };
            return IsJson(unpacked.Name, encoding.GetString(unpacked.Content.Head).AsSpan().Trim().TrimStart('\uFEFF').TrimStart())
                ? await NdjsonFile.OpenAsync(unpacked.Content, encoding, input, format, cancellationToken)
                : await CsvFile.OpenAsync(unpacked.Content, encoding, format, cancellationToken);
        }
        catch (Exception e) when (ReadFailures.Of(e) is { } failure)
        {
            return (null, failure);
        }
    }

    private static bool IsJson(string name, ReadOnlySpan<char> head) =>
        HasExtension(name, ".ndjson", ".jsonl", ".json")
        || (!HasExtension(name, ".csv", ".tsv", ".txt") && (head.StartsWith('{') || (head.StartsWith('[') && head[1..].TrimStart().StartsWith('{'))));

    private static bool HasExtension(string name, params ReadOnlySpan<string> extensions)
    {
        foreach (var extension in extensions)
        {
            if (name.EndsWith(extension, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
