using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Activation.Profiles;

/// <summary>Trait values by name as one JSON object, as the profile table stores them; ordinals belong to the snapshot alone.</summary>
internal static class TraitJsonText
{
    private const string TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public static ReadOnlySpan<byte> WriteValues(SnapshotRow row, TraitSchema schema)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        foreach (var (ordinal, value) in row.Traits)
        {
            json.WritePropertyName(schema.Traits[ordinal].Name);
            WriteValue(json, value);
        }

        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan;
    }

    /// <summary>Unix milliseconds by name.</summary>
    public static ReadOnlySpan<byte> WriteTimes(SnapshotRow row, TraitSchema schema)
    {
        var buffer = new ArrayBufferWriter<byte>(128);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        foreach (var (ordinal, time) in row.ObservedTimes)
        {
            json.WriteNumber(schema.Traits[ordinal].Name, time.ToUnixTimeMilliseconds());
        }

        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan;
    }

    public static Dictionary<int, object> ReadValues(ReadOnlyMemory<byte> json, TraitSchema schema)
    {
        var values = new Dictionary<int, object>();
        foreach (var (trait, element) in Properties(json, schema))
        {
            values[trait.Ordinal] = trait.Type switch
            {
                TraitType.Number => element.GetDouble(),
                TraitType.Boolean => element.GetBoolean(),
                TraitType.Date => DateOnly.ParseExact(element.GetString() ?? "", "yyyy-MM-dd", CultureInfo.InvariantCulture),
                TraitType.Timestamp => DateTime.ParseExact(element.GetString() ?? "", TimestampFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal),
                _ => element.GetString() ?? "",
            };
        }

        return values;
    }

    public static Dictionary<int, DateTimeOffset> ReadTimes(ReadOnlyMemory<byte> json, TraitSchema schema) =>
        Properties(json, schema).ToDictionary(p => p.Trait.Ordinal, p => DateTimeOffset.FromUnixTimeMilliseconds(p.Value.GetInt64()));

    private static void WriteValue(Utf8JsonWriter json, object value)
    {
        switch (value)
        {
            case double number: json.WriteNumberValue(number); break;
            case bool flag: json.WriteBooleanValue(flag); break;
            case DateOnly day: json.WriteStringValue(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)); break;
            case DateTime instant: json.WriteStringValue(instant.ToString(TimestampFormat, CultureInfo.InvariantCulture)); break;
            default: json.WriteStringValue((string)value); break;
        }
    }

    private static List<(Trait Trait, JsonElement Value)> Properties(ReadOnlyMemory<byte> json, TraitSchema schema)
    {
        if (json.IsEmpty)
        {
            return [];
        }

        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.EnumerateObject()
            .Select(p => (Trait: schema.Find(p.Name), p.Value))
            .Where(p => p.Trait is not null)
            .Select(p => (p.Trait ?? throw new InvalidOperationException(), p.Value.Clone()))];
    }
}
