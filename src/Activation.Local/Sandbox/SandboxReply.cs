using System.Text.Json.Nodes;

namespace Activation.Local.Sandbox;

/// <summary>What a stand-in answers.</summary>
internal sealed record SandboxReply(int Status, JsonNode? Body)
{
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>A body that is no JSON; used where <see cref="Body"/> is null.</summary>
    public string Text { get; init; } = "";

    public string ContentType { get; init; } = "application/json";

    public static SandboxReply Ok(JsonNode? body) => new(200, body);

    public static SandboxReply Page(int status) =>
        new(status, null) { Text = "<!DOCTYPE html><html><body>Sorry, something went wrong.</body></html>", ContentType = "text/html" };

    public string Write() => Body?.ToJsonString() ?? Text;
}
