using System.Text.Json;
using System.Text.Json.Serialization;

namespace Activation.Destinations.FileStores;

/// <summary>A file that was put, as the control file of its run lists it.</summary>
/// <param name="Path">Folders and name.</param>
/// <param name="Sequence">The path that the file's sequence has without split number and compression.</param>
/// <param name="Bytes">Of what was transferred.</param>
/// <param name="Lines">A header included.</param>
/// <param name="Md5">As <see cref="DataFile.Md5"/>.</param>
internal sealed record FileRecord(string Path, string Sequence, long Bytes, long Lines, string Md5)
{
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    public string Folder => Path[..(Path.LastIndexOf('/') + 1)];

    /// <summary>As <see cref="SendResult.Record"/> of a call; null if it put no file.</summary>
    public static string? Write(IReadOnlyList<DataFile> files) => files.Count == 0 ? null : JsonSerializer.Serialize(
        [.. files.Select(f => new FileRecord(f.Path, f.Sequence, f.Content.Length, f.Lines, f.Md5))], FileRecordJson.Default.ListFileRecord);

    public static IReadOnlyList<FileRecord> Read(string record) => JsonSerializer.Deserialize(record, FileRecordJson.Default.ListFileRecord) ?? [];
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(List<FileRecord>))]
internal sealed partial class FileRecordJson : JsonSerializerContext;
