using System.Text;
using System.Text.Json;
using Activation.Destinations;

namespace Activation.Sync.Planning;

/// <summary>A row's identifiers as the ledger and the batch payloads keep them: `{"email":["…"],"phone":["…"]}`, in the row's order.</summary>
internal static class MemberRowJson
{
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

        writer.WriteEndObject();
    }

    public static MemberRow Read(ProfileId profile, string json)
    {
        using var document = JsonDocument.Parse(json);
        return Read(profile, document.RootElement);
    }

    public static MemberRow Read(ProfileId profile, JsonElement values) =>
        new(profile, [.. values.EnumerateObject().Select(p =>
            new KeyValuePair<string, IReadOnlyList<string>>(p.Name, [.. p.Value.EnumerateArray().Select(v => v.GetString() ?? "")]))]);
}
