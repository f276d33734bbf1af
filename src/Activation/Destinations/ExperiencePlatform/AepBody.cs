using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Activation.Delivery;
using Activation.Destinations.Adobe;
using Activation.Profiles;

namespace Activation.Destinations.ExperiencePlatform;

/// <summary>
/// The body of a call with several messages: one profile record for each identity, which is its primary one, so that the record that says `exited` replaces
/// the record that said `realized`.
/// </summary>
/// <remarks>
/// https://experienceleague.adobe.com/en/docs/experience-platform/ingestion/tutorials/streaming-multiple-messages and, for the record,
/// https://experienceleague.adobe.com/en/docs/experience-platform/xdm/field-groups/profile/segmentation
/// </remarks>
internal static class AepBody
{
    public static byte[] Write(AepSettings settings, DestinationBatch batch, IReadOnlyList<MemberIdentity> identities)
    {
        var buffer = new ArrayBufferWriter<byte>(256 + (identities.Count * 1100));
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteStartArray("messages");
        foreach (var identity in identities)
        {
            json.WriteStartObject();
            json.WriteStartObject("header");
            WriteSchema(json, settings);
            json.WriteString("imsOrgId", settings.Organization);
            json.WriteString("datasetId", settings.DatasetId);
            if (settings.FlowId is { } flow)
            {
                json.WriteString("flowId", flow);
            }

            json.WriteNumber("createdAt", batch.At.ToUnixTimeMilliseconds());
            json.WriteEndObject();
            json.WriteStartObject("body");
            json.WriteStartObject("xdmMeta");
            WriteSchema(json, settings);
            json.WriteEndObject();
            WriteEntity(json, settings, batch, identity);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteSchema(Utf8JsonWriter json, AepSettings settings)
    {
        json.WriteStartObject("schemaRef");
        json.WriteString("id", settings.SchemaId);
        json.WriteString("contentType", settings.ContentType);
        json.WriteEndObject();
    }

    private static void WriteEntity(Utf8JsonWriter json, AepSettings settings, DestinationBatch batch, MemberIdentity identity)
    {
        json.WriteStartObject("xdmEntity");
        json.WriteStartObject("identityMap");
        json.WriteStartArray(AepType.Namespaces[identity.Identifier]);
        json.WriteStartObject();
        json.WriteString("id", identity.Identifier == Identifiers.Idfa ? identity.Value.ToUpperInvariant() : identity.Value);
        json.WriteBoolean("primary", true);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartObject("segmentMembership");
        json.WriteStartObject(settings.AudienceNamespace);
        json.WriteStartObject(batch.AudienceId);
        json.WriteString("lastQualificationTime", Time(batch.At));
        if (batch.Operation == BatchOperation.Add)
        {
            json.WriteString("validUntil", Time(batch.At + settings.Validity));
        }

        json.WriteString("status", batch.Operation == BatchOperation.Add ? "realized" : "exited");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
