using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Activation.Local.Sandbox;

namespace Activation.IntegrationTests.Support;

/// <summary>Whom the platforms hold, looked at from their side: the values that they know people by, without what they call them.</summary>
internal static partial class PlatformAudiences
{
    /// <summary>Of a platform that keeps audiences.</summary>
    /// <param name="audience">As the sync knows it.</param>
    public static async Task<IReadOnlyCollection<string>> ValuesAsync(SandboxPlatform sandbox, Uri baseUrl, PlatformSample platform, string? audience)
    {
        var type = platform.Type;
        var found = sandbox.Audiences.Where(a => a.Id == audience || a.Id == $"{type}.{audience}" || a.Name == audience || (a.Description == audience && audience?.Length > 0)).ShouldHaveSingleItem();
        return platform.Reads is { } read ? await read(baseUrl, found.Id) : [.. (sandbox.Keys(found.Id) ?? []).Select(k => k[(k.LastIndexOf(':') + 1)..])];
    }

    /// <summary>Of a storage for files, by a reader who applies them in the order of their times.</summary>
    /// <param name="type">Its stand-in's path.</param>
    public static IReadOnlyCollection<string> FromFiles(SandboxPlatform sandbox, string type)
    {
        var held = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (path, content) in sandbox.Files.Where(f => f.Key.StartsWith($"/{type}/", StringComparison.Ordinal) && f.Key.EndsWith(".gz", StringComparison.Ordinal)).OrderBy(f => OrderOf(f.Key)))
        {
            foreach (var line in Text(content).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                var (id, isIn) = Read(line);
                _ = isIn ? held.Add(id) : held.Remove(id);
            }
        }

        return held;
    }

    /// <summary>`{id}&lt;TAB&gt;d_sid={trait}` or `d_unsid=` of inbound files, `{id} {segments} {removed segments}` of outbound ones.</summary>
    private static (string Id, bool IsIn) Read(string line) => line.Split('\t', ' ') switch
    {
        [var id, var item] => (id, item.StartsWith("d_sid=", StringComparison.Ordinal)),
        [var id, var joined, var left] when (joined.Length > 0) != (left.Length > 0) => (id, joined.Length > 0),
        _ => throw new InvalidOperationException("A line is not as documented."),
    };

    private static string Text(byte[] content)
    {
        using var zip = new GZipStream(new MemoryStream(content), CompressionMode.Decompress);
        using var reader = new StreamReader(zip, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static (long Time, long Split) OrderOf(string path)
    {
        var name = Name().Match(path);
        name.Success.ShouldBeTrue(path);
        return (Number(name.Groups["time"]), Number(name.Groups["split"]));
    }

    private static long Number(Group digits) => digits.Success ? long.Parse(digits.ValueSpan, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"_(?<time>\d{13}|\d{10})(?<split>\d{3,})?\.sync(\.(?<split>\d+))?\.gz\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();
}
