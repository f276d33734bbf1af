using System.Buffers;
using System.Text;
using System.Text.Json;
using Activation.Destinations;
using Activation.Profiles;

namespace Activation.Sync.Planning;

/// <summary>A row's identifiers as the ledger keeps them: `{"email":["…"],"phone":["…"]}`, in the row's order; what is sent along as `"+":{"value":9.5,"traits":{"tier":"Gold"}}`.</summary>
internal static class MemberRowJson
{
    /// <summary>No identifier's name.</summary>
    private const string EnrichmentName = "+";

    /// <summary>A plan writes and reads each row of an audience: what that takes is there once a thread.</summary>
    [ThreadStatic]
    private static (ArrayBufferWriter<byte> Text, Utf8JsonWriter Json)? writers;

    public static string Write(MemberRow row)
    {
        var (text, json) = writers ??= Writers();
        text.ResetWrittenCount();
        json.Reset();
        WriteValues(json, row);
        json.Flush();
        return Encoding.UTF8.GetString(text.WrittenSpan);
    }

    private static (ArrayBufferWriter<byte> Text, Utf8JsonWriter Json) Writers()
    {
        var text = new ArrayBufferWriter<byte>();
        return (text, new Utf8JsonWriter(text));
    }

    private static void WriteValues(Utf8JsonWriter writer, MemberRow row)
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
        var utf8 = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(json.Length));
        try
        {
            var reader = new Utf8JsonReader(utf8.AsSpan(0, Encoding.UTF8.GetBytes(json, utf8)));
            reader.Read();
            return Read(profile, ref reader);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(utf8);
        }
    }

    /// <param name="json">At the beginning of the object; afterwards at its end.</param>
    public static MemberRow Read(ProfileId profile, ref Utf8JsonReader json)
    {
        var identifiers = new List<KeyValuePair<string, IReadOnlyList<string>>>();
        var enrichment = Enrichment.None;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = Name(ref json);
            json.Read();
            if (name == EnrichmentName)
            {
                using var document = JsonDocument.ParseValue(ref json);
                enrichment = EnrichmentJson.Read(document.RootElement);
            }
            else
            {
                identifiers.Add(new(name, Values(ref json)));
            }
        }

        return new MemberRow(profile, identifiers) { Enrichment = enrichment };
    }

    /// <summary>A name that every row has is one string for all of them.</summary>
    private static string Name(ref Utf8JsonReader json)
    {
        foreach (var name in Identifiers.Names)
        {
            if (json.ValueTextEquals(name))
            {
                return name;
            }
        }

        return json.GetString() ?? "";
    }

    private static List<string> Values(ref Utf8JsonReader json)
    {
        var values = new List<string>(1);
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            values.Add(json.GetString() ?? "");
        }

        return values;
    }
}
