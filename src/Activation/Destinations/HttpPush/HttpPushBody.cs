using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Activation.Delivery;
using Activation.Profiles;

namespace Activation.Destinations.HttpPush;

/// <summary>
/// A request as Audience Manager sends it, all values as text as in its example: `{ProcessTime, User_DPID, Client_ID, AAM_Destination_Id, User_count, Users: [{AAM_UUID,
/// DataPartner_UUID, Segments: [{Segment_ID, Status, DateTime}]}]}`. Status is 1 for who enters and 0 for who leaves.
/// </summary>
/// <remarks>https://experienceleague.adobe.com/en/docs/audience-manager/user-guide/implementation-integration-guides/receiving-audience-data/real-time-outbound-transfers/real-time-outbound-transfers</remarks>
internal static class HttpPushBody
{
    /// <summary>`Wed Jul 27 16:17:42 UTC 2016`.</summary>
    private const string TimeFormat = "ddd MMM dd HH:mm:ss 'UTC' yyyy";

    public static byte[] Of(HttpPushSettings settings, HttpPushUserGroup users, DestinationBatch batch)
    {
        var status = batch.Operation == BatchOperation.Add ? "1" : "0";
        return Write(settings, users.Dpid, users.Ids, users.Identifier == Identifiers.Ecid, settings.SegmentOf(batch.AudienceId), status, batch.At, batch.Id.Run.Time ?? batch.At);
    }

    /// <summary>A request without users: it only asks whether the receiver takes the credentials.</summary>
    public static byte[] Check(HttpPushSettings settings, DateTimeOffset now) => Write(settings, "0", [], false, "", "", now, now);

    private static byte[] Write(
        HttpPushSettings settings, string dpid, IReadOnlyList<string> ids, bool areAdobeIds, string segment, string status, DateTimeOffset processed, DateTimeOffset qualified)
    {
        var buffer = new ArrayBufferWriter<byte>(256 + (ids.Count * 200));
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("ProcessTime", Text(processed));
        json.WriteString("User_DPID", dpid);
        json.WriteString("Client_ID", settings.ClientId);
        json.WriteString("AAM_Destination_Id", settings.DestinationId);
        json.WriteString("User_count", ids.Count.ToString(CultureInfo.InvariantCulture));
        json.WriteStartArray("Users");
        foreach (var id in ids)
        {
            json.WriteStartObject();
            json.WriteString("AAM_UUID", areAdobeIds ? id : "");
            json.WriteString("DataPartner_UUID", areAdobeIds ? "" : id);
            json.WriteStartArray("Segments");
            json.WriteStartObject();
            json.WriteString("Segment_ID", segment);
            json.WriteString("Status", status);
            json.WriteString("DateTime", Text(qualified));
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);
}
