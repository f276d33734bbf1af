using System.Text.Json.Nodes;
using Activation.Api.Json;
using Activation.Profiles;
using Activation.Profiles.Events;
using Activation.Segments.Computed;

namespace Activation.Api.Traits;

/// <summary>Traits as the API answers them: with their name, `kind` (imported or computed), and type.</summary>
internal static class TraitDocument
{
    public static JsonObject Of(Trait trait)
    {
        var document = new JsonObject
        {
            ["name"] = trait.Name,
            ["kind"] = "imported",
            ["type"] = trait.Type.Name(),
            ["sources"] = new JsonArray([.. trait.Sources.Order(StringComparer.Ordinal).Select(s => JsonValue.Create(s))]),
        };
        if (trait.Expiry is { } expiry)
        {
            document["expiresAfter"] = expiry.After;
            document["expiry"] = expiry.Mode == ExpiryMode.AdobeDays ? "adobeDays" : "exact";
        }

        if (trait.Labels.Count > 0)
        {
            document["labels"] = new JsonArray([.. trait.Labels.Select(l => JsonValue.Create(l))]);
        }

        return document;
    }

    public static JsonObject Of(ComputedTrait trait, EventSchema schema)
    {
        var (type, isList) = TraitService.TypeOf(trait, schema);
        var document = new JsonObject { ["name"] = trait.Name, ["kind"] = "computed" };
        if (type is { } known)
        {
            document["type"] = isList ? $"list of {known.Name()}" : known.Name();
        }

        foreach (var (name, value) in Documents.Of("", trait.Definition, ApiJson.Default.TraitDefinition).Where(f => f.Key != "id"))
        {
            document[name] = value?.DeepClone();
        }

        return document;
    }

    /// <summary>Whether two definitions compute the same; what describes and labels them does not matter.</summary>
    public static bool SaysTheSame(TraitDefinition a, TraitDefinition b) => JsonNode.DeepEquals(Computation(a), Computation(b));

    private static JsonObject Computation(TraitDefinition definition) => Documents.Of("", definition with { Description = null, Labels = null }, ApiJson.Default.TraitDefinition);

    public static string NameOf(JsonObject document) => document["name"]?.GetValue<string>() ?? "";
}
