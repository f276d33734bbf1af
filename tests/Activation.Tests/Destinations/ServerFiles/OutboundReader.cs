using System.Globalization;
using System.Text.RegularExpressions;
using Activation.Tests.Destinations.FileStores;

namespace Activation.Tests.Destinations.ServerFiles;

/// <summary>
/// A partner who reads outbound files of Audience Manager as its documentation says and knows nothing else of them:
/// https://experienceleague.adobe.com/en/docs/audience-manager/user-guide/implementation-integration-guides/receiving-audience-data/batch-outbound-data-transfers/outbound-file-name-contents
/// for names and rows, `…/transfer-control-files` for control files. Files that no control file lists are not whole yet, and left alone.
/// </summary>
internal static partial class OutboundReader
{
    /// <summary>Who is in which segment after all transfers in the order of their timestamps: `{segment} {data source}:{user}`, sorted.</summary>
    public static IReadOnlyList<string> Read(IReadOnlyDictionary<string, byte[]> store, int headers = 0)
    {
        var read = new HashSet<string>(StringComparer.Ordinal);
        var members = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var control in store.Keys.Where(k => k.EndsWith(".info", StringComparison.Ordinal)).OrderBy(c => TimeOf(NameOf(c, ControlName()))))
        {
            var root = NameOf(control, ControlName());
            var files = ControlReader.Read(store, control, headers);
            NameOf(files[0].Path, FileName()).Groups["root"].Value.ShouldBe(root.Groups["root"].Value, "it is named after the first file");
            foreach (var (path, lines) in files)
            {
                read.Add(path).ShouldBeTrue("no file is in two transfers");
                var name = NameOf(path, FileName());
                (name.Groups["mode"].Value, TimeOf(name)).ShouldBe((root.Groups["mode"].Value, TimeOf(root)), "a transfer is one run");
                foreach (var line in lines)
                {
                    Apply(line, name.Groups["user"].Value, name.Groups["mode"].Value == "full", members);
                }
            }

            ShouldBeInOrder(files.Select(f => NameOf(f.Path, FileName())));
        }

        return [.. members];
    }

    /// <summary>Files that are in no control file.</summary>
    public static IReadOnlyList<string> Unlisted(IReadOnlyDictionary<string, byte[]> store) =>
        [.. store.Keys.Where(k => !k.EndsWith(".info", StringComparison.Ordinal)).Except(store.Keys.Where(k => k.EndsWith(".info", StringComparison.Ordinal)).SelectMany(c => ControlReader.Read(store, c).Select(f => f.Path)))];

    /// <summary>Of each kind of id, the numbers of splits rise.</summary>
    private static void ShouldBeInOrder(IEnumerable<Match> names)
    {
        foreach (var kind in names.GroupBy(n => n.Groups["user"].Value))
        {
            var splits = kind.Select(n => n.Groups["split"].Value is { Length: > 0 } split ? int.Parse(split, CultureInfo.InvariantCulture) : 0).ToList();
            splits.ShouldBe(splits.Distinct().Order());
        }
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

    private static Match NameOf(string path, Regex form)
    {
        var name = form.Match(path[(path.LastIndexOf('/') + 1)..]);
        name.Success.ShouldBeTrue($"{path} is no name of the documentation");
        return name;
    }

    private static long TimeOf(Match name) => long.Parse(name.Groups["time"].Value, CultureInfo.InvariantCulture);

    /// <summary>`[SYNC_TYPE][_DID][_MASTER_DPID][_PID_ALIAS][_SYNC-MODE][_TIMESTAMP]`; the data source is a word where it has no number.</summary>
    [GeneratedRegex(@"^(?<root>(ftp|s3|http)(_(?<order>\d+))?_(?<user>\w+?)(_(?<alias>[A-Za-z0-9.-]+))?_(?<mode>full|iter)_(?<time>\d{13}))\.info\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ControlName();

    /// <summary>The same, then `SPLITNUM.sync[.gz]`.</summary>
    [GeneratedRegex(@"^(?<root>(ftp|s3|http)(_(?<order>\d+))?_(?<user>\w+?)(_(?<alias>[A-Za-z0-9.-]+))?_(?<mode>full|iter)_(?<time>\d{13}))(?<split>\d{3,})?\.sync(\.gz)?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FileName();
}
