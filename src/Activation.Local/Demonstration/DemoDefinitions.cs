using System.Text.Json.Nodes;
using Activation.Local.Demo;

namespace Activation.Local.Demonstration;

/// <summary>What the demo airline defines.</summary>
internal static class DemoDefinitions
{
    public const string Destination = "sandbox-meta";

    /// <summary>Segments in the order in which they are shown: id, name, rule.</summary>
    public static readonly IReadOnlyList<(string Id, string Name, string Rule)> Segments =
    [
        ("bronze-members", "Bronze members", """{"trait":"tier","op":"eq","value":"Bronze"}"""),
        ("silver-members", "Silver members", """{"trait":"tier","op":"eq","value":"Silver"}"""),
        ("gold-members", "Gold members", """{"trait":"tier","op":"eq","value":"Gold"}"""),
        ("gold-without-login", "Gold members without a web login", """{"all":[{"segment":"gold-members"},{"trait":"web_login","op":"eq","value":false}]}"""),
    ];

    public static string SyncOf(string segment) => $"{segment}-meta";

    public static JsonObject Source() => new() { ["name"] = "The airline's CRM", ["defaultCountry"] = DemoFiles.DefaultCountry };

    public static JsonObject EventSource() => new() { ["name"] = "The airline's web site", ["kind"] = "events" };

    public static JsonObject Segment(string name, string rule) => new() { ["name"] = name, ["rule"] = JsonNode.Parse(rule) };

    public static JsonObject Meta(Uri sandbox, string accessToken) => new()
    {
        ["type"] = "meta",
        ["name"] = "Sandbox ad account",
        ["settings"] = new JsonObject { ["adAccountId"] = "1234567890", ["apiBaseUrl"] = sandbox.ToString() },
        ["secret"] = new JsonObject { ["accessToken"] = accessToken },
    };

    public static JsonObject Sync(string segment) => new() { ["segment"] = segment, ["destination"] = Destination, ["minimumSize"] = 0 };
}
