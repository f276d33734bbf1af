using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Activation.Delivery;

namespace Activation.Destinations.Meta.Conversions;

/// <summary>
/// The body of `/{pixel}/events`: an event `AudienceEntered` or `AudienceExited` for each member, with the audience in its custom data. An event that is sent again keeps
/// its id, by which Meta drops it for two days.
/// </summary>
/// <remarks>https://developers.facebook.com/docs/marketing-api/conversions-api/parameters/server-event</remarks>
internal static class ConversionsBody
{
    public const string Entered = "AudienceEntered";
    public const string Exited = "AudienceExited";

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
            WriteValues(json, ConversionsType.Parameters[identifier], values);
        }

        json.WriteEndObject();
        json.WriteStartObject("custom_data");
        json.WriteString("audience_id", batch.AudienceId);
        json.WriteString("audience_name", batch.AudienceName);
        json.WriteEndObject();
        foreach (var (name, value) in settings.DataUse.Parameters)
        {
            json.WritePropertyName(name);
            json.WriteRawValue(value);
        }

        json.WriteEndObject();
    }

    /// <summary>All parameters may have several values but the mobile advertiser id, of which the first is sent.</summary>
    private static void WriteValues(Utf8JsonWriter json, string parameter, IReadOnlyList<string> values)
    {
        if (parameter == "madid")
        {
            json.WriteString(parameter, values[0]);
            return;
        }

        json.WriteStartArray(parameter);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    /// <summary>The same in every attempt, also where the batch is sent in parts.</summary>
    private static string EventId(DestinationBatch batch, MemberRow row) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{batch.Id}/{row.Profile}/{row.Digest()}"))))[..32];
}
