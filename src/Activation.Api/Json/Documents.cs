using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Activation.Api.Json;

/// <summary>Definitions as the API answers them: with their id.</summary>
internal static class Documents
{
    public static JsonObject Of<T>(string id, T definition, JsonTypeInfo<T> type)
    {
        var document = new JsonObject { ["id"] = id };
        var node = JsonSerializer.SerializeToNode(definition, type)?.AsObject() ?? [];
        foreach (var (name, value) in node.ToList())
        {
            node.Remove(name);
            document[name] = value;
        }

        return document;
    }

    public static string IdOf(JsonObject document) => document["id"]?.GetValue<string>() ?? "";
}
