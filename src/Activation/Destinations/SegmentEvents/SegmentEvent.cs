using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Activation.Delivery;
using Activation.Profiles;

namespace Activation.Destinations.SegmentEvents;

/// <summary>
/// One call of a batch: `track` with the event `Audience Entered` or `Audience Exited`, or `identify` with the audience's key as a boolean trait. A member has one for each
/// identifier, as Engage has: the external id is the `userId`, a hashed email and a device id are ids of somebody without one.
/// </summary>
/// <remarks>
/// https://segment.com/docs/engage/using-engage-data/#audience-generated-events, https://segment.com/docs/engage/event-mapping-configuration/#engage-event-types-and-structure and
/// https://segment.com/docs/unify/identity-resolution/externalids/
/// </remarks>
internal static class SegmentEvent
{
    private const string KeyProperty = "audience_key";

    public static byte[] Write(DestinationBatch batch, string identifier, string id, Enrichment enrichment, bool isTrack)
    {
        var isIn = batch.Operation == BatchOperation.Add;
        var buffer = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("type", isTrack ? "track" : "identify");
        json.WriteString("messageId", MessageId(batch, identifier, id, isTrack));
        json.WriteString(identifier == Identifiers.ExternalId ? "userId" : "anonymousId", id);
        if (isTrack)
        {
            json.WriteString("event", isIn ? "Audience Entered" : "Audience Exited");
            json.WriteStartObject("properties");
            json.WriteString(KeyProperty, batch.AudienceId);
            json.WriteBoolean(batch.AudienceId, isIn);
            WriteTraits(json, enrichment, batch.AudienceId, KeyProperty);
            json.WriteEndObject();
        }
        else
        {
            json.WriteStartObject("traits");
            WriteTraits(json, enrichment, batch.AudienceId);
            json.WriteBoolean(batch.AudienceId, isIn);
            json.WriteEndObject();
        }

        WriteContext(json, identifier, id);
        json.WriteString("timestamp", batch.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture));
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The same in every attempt and every part of the batch: Segment drops what it has had already.</summary>
    private static string MessageId(DestinationBatch batch, string identifier, string id, bool isTrack) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{batch.Id}\n{identifier}\n{id}\n{isTrack}")));

    private static void WriteContext(Utf8JsonWriter json, string identifier, string id)
    {
        if (identifier == Identifiers.ExternalId)
        {
            return;
        }

        json.WriteStartObject("context");
        switch (identifier)
        {
            case Identifiers.Email:
                json.WriteStartArray("externalIds");
                json.WriteStartObject();
                json.WriteString("id", id);
                json.WriteString("type", "email_sha256");
                json.WriteString("collection", "users");
                json.WriteString("encoding", "none");
                json.WriteEndObject();
                json.WriteEndArray();
                break;
            case Identifiers.Gaid or Identifiers.Idfa:
                json.WriteStartObject("device");
                json.WriteString("type", identifier == Identifiers.Gaid ? "android" : "ios");
                json.WriteString("advertisingId", id);
                json.WriteBoolean("adTrackingEnabled", true);
                json.WriteEndObject();
                break;
        }

        json.WriteEndObject();
    }

    /// <param name="except">What says who is in which audience, and is no trait's.</param>
    private static void WriteTraits(Utf8JsonWriter json, Enrichment enrichment, params ReadOnlySpan<string> except)
    {
        foreach (var (name, value) in enrichment.Traits)
        {
            if (!except.Contains(name))
            {
                json.WritePropertyName(name);
                value.WriteTo(json);
            }
        }
    }
}
