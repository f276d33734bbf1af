using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Activation.Tests.Destinations.FileStores;

/// <summary>
/// A partner who checks a transfer by its control file as
/// https://experienceleague.adobe.com/en/docs/audience-manager/user-guide/implementation-integration-guides/receiving-audience-data/batch-outbound-data-transfers/transfer-control-files
/// says, and knows nothing else of it.
/// </summary>
internal static class ControlReader
{
    /// <summary>The files that a control file lists, in their order: their paths, and their lines without headers. Fails where anything does not balance.</summary>
    /// <param name="extension">Of the sequence.</param>
    public static IReadOnlyList<(string Path, IReadOnlyList<string> Lines)> Read(IReadOnlyDictionary<string, byte[]> store, string control, int headers = 0, string extension = ".sync")
    {
        var folder = control[..(control.LastIndexOf('/') + 1)];
        using var json = JsonDocument.Parse(store[control]);
        json.RootElement.EnumerateObject().Select(p => p.Name).ShouldBe(["Files", "Totals"]);
        var files = new List<(string Path, IReadOnlyList<string> Lines)>();
        var (bytes, lines) = (0L, 0L);
        foreach (var (index, file) in json.RootElement.GetProperty("Files").EnumerateArray().Index())
        {
            file.EnumerateObject().Select(p => p.Name).ShouldBe(["FileByteSize", "FileLineCount", "FileName", "FileSequenceNumber", "md5"]);
            var path = $"{folder}{file.GetProperty("FileName").GetString()}";
            store.Keys.ShouldContain(path, "what is listed is there");
            var content = store[path];
            file.GetProperty("FileSequenceNumber").GetInt32().ShouldBe(index + 1);
            file.GetProperty("FileByteSize").GetInt64().ShouldBe(content.Length);
            file.GetProperty("md5").GetString().ShouldBe(Convert.ToHexStringLower(CryptographicOperations.HashData(HashAlgorithmName.MD5, content)));
            var text = Text(path, content);
            text.ShouldEndWith("\n");
            var own = text[..^1].Split('\n');
            file.GetProperty("FileLineCount").GetInt64().ShouldBe(own.Length);
            files.Add((path, own[headers..]));
            (bytes, lines) = (bytes + content.Length, lines + own.Length);
        }

        files.ShouldNotBeEmpty();
        files.Select(f => f.Path).ShouldBeUnique();
        var totals = json.RootElement.GetProperty("Totals");
        totals.EnumerateObject().Select(p => p.Name).ShouldBe(["FileName", "TotalByteSize", "TotalNumberFiles", "TotalNumberLines"]);
        totals.GetProperty("FileName").GetString().ShouldBe($"{control[folder.Length..^".info".Length]}{extension}");
        totals.GetProperty("TotalNumberFiles").GetInt32().ShouldBe(files.Count);
        totals.GetProperty("TotalByteSize").GetInt64().ShouldBe(bytes);
        totals.GetProperty("TotalNumberLines").GetInt64().ShouldBe(lines);
        return files;
    }

    private static string Text(string path, byte[] content)
    {
        if (!path.EndsWith(".gz", StringComparison.Ordinal))
        {
            return Encoding.UTF8.GetString(content);
        }

        using var zip = new GZipStream(new MemoryStream(content), CompressionMode.Decompress);
        using var reader = new StreamReader(zip, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
