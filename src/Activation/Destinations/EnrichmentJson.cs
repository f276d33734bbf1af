using System.Text.Json;

namespace Activation.Destinations;

/// <summary>An enrichment as JSON: `"value": 9.5, "traits": {"tier": "Gold"}, "consents": ["ad_user_data"]`, each only if there is one.</summary>
internal static class EnrichmentJson
{
    public static void WriteProperties(Utf8JsonWriter writer, Enrichment enrichment)
    {
        if (enrichment.Value is { } value)
        {
            writer.WriteNumber("value", value);
        }

        if (enrichment.Traits.Count > 0)
        {
            writer.WriteStartObject("traits");
            foreach (var (name, trait) in enrichment.Traits)
            {
                writer.WritePropertyName(name);
                trait.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        if (enrichment.Consents.Count > 0)
        {
            writer.WriteStartArray("consents");
            foreach (var consent in enrichment.Consents)
            {
                writer.WriteStringValue(consent);
            }

            writer.WriteEndArray();
        }
    }

    public static Enrichment Read(JsonElement json) => new(
        json.TryGetProperty("value", out var value) ? value.GetDouble() : null,
        json.TryGetProperty("traits", out var traits) ? [.. traits.EnumerateObject().Select(t => KeyValuePair.Create(t.Name, t.Value.Clone()))] : [])
    {
        Consents = json.TryGetProperty("consents", out var consents) ? [.. consents.EnumerateArray().Select(c => c.GetString() ?? "")] : [],
    };
}
