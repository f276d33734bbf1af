using System.Text.Json;

namespace Activation.Destinations.FileStores;

/// <summary>
/// The transfer-control file of a sequence of files, as JSON: bytes, lines and MD5 of each as it is transferred, and the totals without the control file itself. Unlike
/// Adobe's it is always written last, so that who sees it can fetch the whole sequence.
/// </summary>
/// <remarks>https://experienceleague.adobe.com/en/docs/audience-manager/user-guide/implementation-integration-guides/receiving-audience-data/batch-outbound-data-transfers/transfer-control-files</remarks>
internal static class ControlFile
{
    public const string Extension = ".info";

    /// <param name="root">The path that the sequence's files have without split number and compression.</param>
    public static DataFile Of(string root, string extension, IReadOnlyList<DataFile> files)
    {
        using var content = new MemoryStream();
        using (var json = new Utf8JsonWriter(content, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteStartArray("Files");
            foreach (var (index, file) in files.Index())
            {
                json.WriteStartObject();
                json.WriteNumber("FileByteSize", file.Content.Length);
                json.WriteNumber("FileLineCount", file.Lines);
                json.WriteString("FileName", file.Name);
                json.WriteNumber("FileSequenceNumber", index + 1);
                json.WriteString("md5", file.Md5);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartObject("Totals");
            json.WriteString("FileName", $"{root[(root.LastIndexOf('/') + 1)..]}{extension}");
            json.WriteNumber("TotalByteSize", files.Sum(f => (long)f.Content.Length));
            json.WriteNumber("TotalNumberFiles", files.Count);
            json.WriteNumber("TotalNumberLines", files.Sum(f => (long)f.Lines));
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return new DataFile($"{root}{Extension}", content.ToArray(), 0);
    }
}
