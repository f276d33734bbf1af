using System.Text.Json;
using System.Text.Json.Nodes;

namespace Activation.Tests.Infrastructure;

/// <summary>What a deployment of `infra/main.bicepparam` would make, as Bicep works it out of the compiled template.</summary>
public sealed class Deployment
{
    private const string Subscription = "00000000-0000-0000-0000-000000000001";

    private Deployment(IReadOnlyList<JsonObject> resources) => Resources = resources;

    public IReadOnlyList<JsonObject> Resources { get; }

    internal static Deployment Of(params (string Name, string Value)[] environment)
    {
        var folder = Directory.CreateTempSubdirectory("activation-infra-");
        try
        {
            // The snapshot is written beside the parameters.
            Copy(Bicep.Infra, folder.FullName);
            var parameters = Path.Combine(folder.FullName, "main.bicepparam");
            var (exitCode, _, messages) = Bicep.Run(
                environment.ToDictionary(e => e.Name, e => e.Value, StringComparer.Ordinal),
                "snapshot", parameters, "--mode", "overwrite", "--subscription-id", Subscription, "--tenant-id", Subscription, "--location", "westeurope");
            exitCode.ShouldBe(0, messages);
            var snapshot = JsonNode.Parse(File.ReadAllText(Path.ChangeExtension(parameters, ".snapshot.json")));
            snapshot.ShouldNotBeNull();
            snapshot["diagnostics"]?.AsArray().ShouldBeEmpty();
            return new Deployment([.. snapshot["predictedResources"].ShouldNotBeNull().AsArray().Select(r => r.ShouldNotBeNull().AsObject())]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public IReadOnlyList<JsonObject> All(string type) => [.. Resources.Where(r => Text(r, "type").Equals(type, StringComparison.OrdinalIgnoreCase))];

    public JsonObject The(string type) => All(type).ShouldHaveSingleItem();

    /// <summary>The last parts of the names: of a queue `import`.</summary>
    public IReadOnlyList<string> Names(string type) => [.. All(type).Select(r => Text(r, "name").Split('/')[^1])];

    /// <summary>The app's settings.</summary>
    public IReadOnlyDictionary<string, string> Settings() => The("Microsoft.Web/sites")["properties"]?["siteConfig"]?["appSettings"].ShouldNotBeNull().AsArray()
        .ToDictionary(s => Text(s, "name"), s => Text(s, "value"), StringComparer.Ordinal) ?? [];

    public static string Text(JsonNode? node, params string[] path) => path.Aggregate(node, (n, name) => n?[name])?.ToString() ?? "";

    public static bool? Flag(JsonNode? node, params string[] path) =>
        path.Aggregate(node, (n, name) => n?[name]) is { } value && value.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? value.GetValue<bool>() : null;

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy) ?? to);
            File.Copy(file, copy);
        }
    }
}
