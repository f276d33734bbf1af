using System.Text;
using System.Text.Json;
using Activation.Destinations;

namespace Activation.Sync.Planning;

/// <summary>A row's identifiers as the ledger and the batch payloads keep them: `{"email":["…"],"phone":["…"]}`, in the row's order; what is sent along as `"+":{"value":9.5,"traits":{"tier":"Gold"}}`.</summary>
internal static class MemberRowJson
{
    /// <summary>No identifier's name.</summary>
    private const string EnrichmentName = "+";

    public static string Write(MemberRow row)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            WriteValues(writer, row);
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    public static void WriteValues(Utf8JsonWriter writer, MemberRow row)
    {
        writer.WriteStartObject();
        foreach (var (name, values) in row.Values)
        {
            writer.WriteStartArray(name);
            foreach (var value in values)
            {
                writer.WriteStringValue(value);
            }

            writer.WriteEndArray();
        }

        if (!row.Enrichment.IsEmpty)
        {
            writer.WriteStartObject(EnrichmentName);
            EnrichmentJson.WriteProperties(writer, row.Enrichment);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    public static MemberRow Read(ProfileId profile, string json)
    {
        using var document = JsonDocument.Parse(json);
        return Read(profile, document.RootElement);
    }

    public static MemberRow Read(ProfileId profile, JsonElement values)
    {
        var identifiers = new List<KeyValuePair<string, IReadOnlyList<string>>>();
        var enrichment = Enrichment.None;
        foreach (var property in values.EnumerateObject())
        {
            if (property.NameEquals(EnrichmentName))
            {
                enrichment = EnrichmentJson.Read(property.Value);
            }
            else
            {
                identifiers.Add(new(property.Name, [.. property.Value.EnumerateArray().Select(v => v.GetString() ?? "")]));
            }
        }

        return new MemberRow(profile, identifiers) { Enrichment = enrichment };
    }
}
