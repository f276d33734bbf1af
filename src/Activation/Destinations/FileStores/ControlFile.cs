using System.Text.Json;

namespace Activation.Destinations.FileStores;

/// <summary>
/// The transfer-control file of a run, as JSON: bytes, lines and MD5 of each file as it was transferred, and the totals without the control file itself. Unlike Adobe's it is
/// always written last, so that who sees it can fetch the whole run. It is the same for the same files.
/// </summary>
/// <remarks>https://experienceleague.adobe.com/en/docs/audience-manager/user-guide/implementation-integration-guides/receiving-audience-data/batch-outbound-data-transfers/transfer-control-files</remarks>
internal static class ControlFile
{
    public const string Extension = ".info";

    /// <summary>One for each folder that the run has put files into, thus one unless names of folders tell kinds of ids apart. It is named after the first file's sequence.</summary>
    /// <param name="records">Of <see cref="FileRecord.Write"/>, in the order of the run's batches.</param>
    public static IReadOnlyList<DataFile> OfRun(IEnumerable<string> records) =>
        [.. records.SelectMany(FileRecord.Read).GroupBy(f => f.Folder, StringComparer.Ordinal).Select(g => Of([.. g]))];

    private static DataFile Of(IReadOnlyList<FileRecord> files)
    {
        var sequence = files[0].Sequence;
        using var content = new MemoryStream();
        using (var json = new Utf8JsonWriter(content, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteStartArray("Files");
            foreach (var (index, file) in files.Index())
            {
                json.WriteStartObject();
                json.WriteNumber("FileByteSize", file.Bytes);
                json.WriteNumber("FileLineCount", file.Lines);
                json.WriteString("FileName", file.Name);
                json.WriteNumber("FileSequenceNumber", index + 1);
                json.WriteString("md5", file.Md5);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartObject("Totals");
            json.WriteString("FileName", sequence[files[0].Folder.Length..]);
            json.WriteNumber("TotalByteSize", files.Sum(f => f.Bytes));
            json.WriteNumber("TotalNumberFiles", files.Count);
            json.WriteNumber("TotalNumberLines", files.Sum(f => f.Lines));
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return new DataFile($"{sequence[..sequence.LastIndexOf('.')]}{Extension}", "", content.ToArray(), 0);
    }
}
