using Activation.Import;
using Activation.Import.Adobe;
using Activation.Tests.Import.Files;

namespace Activation.Tests.Destinations.AudienceManagerFiles;

/// <summary>Reads inbound files as an import of them does, which was written from Adobe's documentation before any were written here.</summary>
internal static class InboundReader
{
    /// <summary>Who has the traits after all files in the order of their names: `{trait} {data source}:{user}`, sorted.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(IEnumerable<KeyValuePair<string, byte[]>> store)
    {
        var held = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (path, content) in store.Where(f => !f.Key.EndsWith(".info", StringComparison.Ordinal)).OrderBy(f => OrderOf(f.Key)))
        {
            var name = AdobeFileNames.Parse(path).Name.ShouldNotBeNull();
            var (rows, file) = (await TestFile.ReadAsync(content, path[(path.LastIndexOf('/') + 1)..], kind: SourceKind.Adobe)).Read.ShouldNotBeNull();
            rows.ShouldNotBeEmpty("an empty file is invalid");
            var trait = file.Header.ShouldHaveSingleTrait();
            foreach (var row in rows)
            {
                var cells = row[(row.IndexOf(' ') + 1)..].Split('|');
                var member = $"{trait} {name.DataProviders[0]}:{cells[0]}";
                _ = cells[1] switch { "true" => held.Add(member), @"\N" => held.Remove(member), _ => throw new InvalidOperationException($"Not a row of the documentation: {row}") };
            }
        }

        return [.. held];
    }

    private static string ShouldHaveSingleTrait(this IReadOnlyList<string> header)
    {
        header.Count.ShouldBe(2);
        header[1].ShouldStartWith("sid:");
        return header[1]["sid:".Length..];
    }

    private static (DateTimeOffset Time, int Split) OrderOf(string path)
    {
        var name = AdobeFileNames.Parse(path).Name.ShouldNotBeNull();
        return (name.Timestamp, name.Split ?? 0);
    }
}
