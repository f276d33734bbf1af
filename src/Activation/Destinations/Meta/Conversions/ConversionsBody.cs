using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Activation.Delivery;

namespace Activation.Destinations.Meta.Conversions;

/// <summary>
/// The body of `/{pixel}/events`: an event `AudienceEntered` or `AudienceExited` for each member, with the audience in its custom data. An event that is sent again keeps
/// its id, by which Meta drops it for two days.
/// </summary>
/// <remarks>https://developers.facebook.com/docs/marketing-api/conversions-api/parameters/server-event</remarks>
internal static partial class ConversionsBody
{
    public const string Entered = "AudienceEntered";
    public const string Exited = "AudienceExited";

    private const string AudienceId = "audience_id";
    private const string AudienceName = "audience_name";

    public static byte[] Write(DestinationBatch batch, ConversionsSettings settings)
    {
        var buffer = new ArrayBufferWriter<byte>(256 + (batch.Rows.Count * 512));
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteStartArray("data");
        foreach (var row in batch.Rows)
        {
            Write(json, batch, row, settings);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, DestinationBatch batch, MemberRow row, ConversionsSettings settings)
    {
        json.WriteStartObject();
        json.WriteString("event_name", batch.Operation == BatchOperation.Add ? Entered : Exited);
        json.WriteNumber("event_time", batch.At.ToUnixTimeSeconds());
        json.WriteString("event_id", EventId(batch, row));
        json.WriteString("action_source", settings.ActionSource);
        json.WriteStartObject("user_data");
        foreach (var (identifier, values) in row.Values)
        {
            var parameter = ConversionsType.Parameters[identifier];
            WriteValues(json, parameter, parameter == ConversionsType.ExternalIdParameter && settings.HashesExternalIds ? [.. values.Select(Hash)] : values);
        }

        foreach (var name in ConversionsType.BrowserIds)
        {
            WriteBrowserId(json, name, row.Enrichment);
        }

        json.WriteEndObject();
        json.WriteStartObject("custom_data");
        json.WriteString(AudienceId, batch.AudienceId);
        json.WriteString(AudienceName, batch.AudienceName);
        foreach (var (name, value) in row.Enrichment.Traits.Where(t => !ConversionsType.BrowserIds.Contains(t.Key, StringComparer.OrdinalIgnoreCase) && t.Key is not (AudienceId or AudienceName)))
        {
            json.WritePropertyName(name);
            value.WriteTo(json);
        }

        json.WriteEndObject();
        foreach (var (name, value) in settings.DataUse.Parameters)
        {
            json.WritePropertyName(name);
            json.WriteRawValue(value);
        }

        json.WriteEndObject();
    }

    /// <summary>Nothing where the trait is missing or has not the form of such an id: a value that is not valid would have the whole call refused.</summary>
    private static void WriteBrowserId(Utf8JsonWriter json, string name, Enrichment enrichment)
    {
        var trait = enrichment.Traits.FirstOrDefault(t => t.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
        if (trait.ValueKind == JsonValueKind.String && trait.GetString() is { } id && BrowserId().IsMatch(id))
        {
            json.WriteString(name, id);
        }
    }

    private static void WriteValues(Utf8JsonWriter json, string parameter, IReadOnlyList<string> values)
    {
        json.WriteStartArray(parameter);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    /// <summary>An id that is a hash already is not hashed again.</summary>
    private static string Hash(string id) => Sha256().IsMatch(id) ? id : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)));

    /// <summary>The same in every attempt, also where the batch is sent in parts.</summary>
    private static string EventId(DestinationBatch batch, MemberRow row) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{batch.Id}/{row.Profile}/{row.Digest()}"))))[..32];

    [GeneratedRegex(@"^[0-9a-f]{64}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Sha256();

    /// <summary>Version, index of the domain, time of creation in milliseconds, and a number or the click's id.</summary>
    [GeneratedRegex(@"^fb\.[0-9]\.[0-9]{13}\.[\x21-\x7e]{1,600}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex BrowserId();
}
