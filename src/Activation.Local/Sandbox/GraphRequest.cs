using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Activation.Local.Sandbox;

/// <summary>A call to the Graph API after routing. Not a record: the body holds values.</summary>
/// <param name="operation">As in <see cref="SandboxCall.Operation"/>.</param>
/// <param name="node">The ad account's number or the audience's id.</param>
/// <param name="body">Undefined if there was none, or none that is JSON.</param>
internal sealed class GraphRequest(string operation, string node, JsonElement body, IQueryCollection query)
{
    public string Operation => operation;

    public string Node => node;

    public JsonElement Body => body;

    public IQueryCollection Query => query;

    /// <summary>Rows in the body, for the log of calls.</summary>
    public int RowCount =>
        Property(body, "payload") is { } payload && Property(payload, "data") is { ValueKind: JsonValueKind.Array } data ? data.GetArrayLength() : 0;

    public string? Text(string name) =>
        Property(body, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    public bool Flag(string name) => Property(body, name) is { ValueKind: JsonValueKind.True };

    private static JsonElement? Property(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : null;
}
