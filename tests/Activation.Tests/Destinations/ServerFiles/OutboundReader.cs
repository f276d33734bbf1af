using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Activation.Tests.Destinations.ServerFiles;

/// <summary>
/// A partner who reads outbound files of Audience Manager as its documentation says and knows nothing else of them:
/// https://experienceleague.adobe.com/en/docs/audience-manager/user-guide/implementation-integration-guides/receiving-audience-data/batch-outbound-data-transfers/outbound-file-name-contents
/// for names and rows, `…/transfer-control-files` for control files.
/// </summary>
internal static partial class OutboundReader
{
    /// <summary>Who is in which segment after all sequences in the order of their timestamps: `{segment} {data source}:{user}`, sorted.</summary>
    public static IReadOnlyList<string> Read(IEnumerable<KeyValuePair<string, byte[]>> store, int headers = 0)
    {
        var files = store.ToDictionary(f => f.Key, f => f.Value, StringComparer.Ordinal);
        var read = new HashSet<string>(StringComparer.Ordinal);
        var members = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var control in files.Keys.Where(k => k.EndsWith(".info", StringComparison.Ordinal)).OrderBy(TimestampOf))
        {
            read.Add(control);
            var name = RootName().Match(control[(control.LastIndexOf('/') + 1)..]);
            name.Success.ShouldBeTrue($"{control} is no name of the documentation");
            foreach (var line in ReadSequence(files, control, read, headers))
            {
                Apply(line, name.Groups["user"].Value, name.Groups["mode"].Value == "full", members);
            }
        }

        files.Keys.ShouldBe(read, ignoreOrder: true, "every file is in exactly one control file");
        return [.. members];
    }

    private static List<string> ReadSequence(Dictionary<string, byte[]> files, string control, HashSet<string> read, int headers)
    {
        var folder = control[..(control.LastIndexOf('/') + 1)];
        var root = control[folder.Length..^".info".Length];
        using var json = JsonDocument.Parse(files[control]);
        var (lines, bytes, count) = (new List<string>(), 0L, 0L);
        var listed = json.RootElement.GetProperty("Files").EnumerateArray().ToList();
        foreach (var (index, file) in listed.Index())
        {
            var name = file.GetProperty("FileName").GetString().ShouldNotBeNull();
            var split = index == 0 ? "" : index.ToString("D3", CultureInfo.InvariantCulture);
            name.ShouldBeOneOf($"{root}{split}.sync", $"{root}{split}.sync.gz");
            read.Add($"{folder}{name}").ShouldBeTrue("no file is in two sequences");
            var content = files[$"{folder}{name}"];
            file.GetProperty("FileSequenceNumber").GetInt32().ShouldBe(index + 1);
            file.GetProperty("FileByteSize").GetInt64().ShouldBe(content.Length);
            file.GetProperty("md5").GetString().ShouldBe(Convert.ToHexStringLower(CryptographicOperations.HashData(HashAlgorithmName.MD5, content)));
            var text = Text(name, content);
            text.ShouldEndWith("\n");
            var own = text[..^1].Split('\n');
            file.GetProperty("FileLineCount").GetInt64().ShouldBe(own.Length);
            lines.AddRange(own.Skip(headers));
            (bytes, count) = (bytes + content.Length, count + own.Length);
        }

        var totals = json.RootElement.GetProperty("Totals");
        totals.GetProperty("FileName").GetString().ShouldBe($"{root}.sync");
        totals.GetProperty("TotalNumberFiles").GetInt32().ShouldBe(listed.Count);
        totals.GetProperty("TotalByteSize").GetInt64().ShouldBe(bytes);
        totals.GetProperty("TotalNumberLines").GetInt64().ShouldBe(count);
        return lines;
    }

    /// <summary>`UUID&lt;SPACE&gt;SEGMENT_1,SEGMENT_2&lt;SPACE&gt;REMOVED_SEGMENT_,…`.</summary>
    private static void Apply(string line, string user, bool isFull, SortedSet<string> members)
    {
        var fields = line.Split(' ');
        fields.Length.ShouldBe(3);
        fields[0].ShouldNotBeEmpty();
        members.UnionWith(fields[1].Split(',', StringSplitOptions.RemoveEmptyEntries).Select(s => $"{s} {user}:{fields[0]}"));
        if (!isFull)
        {
            members.ExceptWith(fields[2].Split(',', StringSplitOptions.RemoveEmptyEntries).Select(s => $"{s} {user}:{fields[0]}"));
        }
    }

    private static string Text(string name, byte[] content)
    {
        if (!name.EndsWith(".gz", StringComparison.Ordinal))
        {
            return Encoding.UTF8.GetString(content);
        }

        using var zip = new GZipStream(new MemoryStream(content), CompressionMode.Decompress);
        using var reader = new StreamReader(zip, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static long TimestampOf(string control) => long.Parse(RootName().Match(control[(control.LastIndexOf('/') + 1)..]).Groups["time"].Value, CultureInfo.InvariantCulture);

    /// <summary>`[SYNC_TYPE][_DID][_MASTER_DPID][_PID_ALIAS][_SYNC-MODE][_TIMESTAMP]`; the data source is a word where it has no number.</summary>
    [GeneratedRegex(@"^(ftp|s3|http)(_(?<order>\d+))?_(?<user>\w+?)(_(?<alias>[A-Za-z0-9.-]+))?_(?<mode>full|iter)_(?<time>\d{13})\.info\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RootName();
}
