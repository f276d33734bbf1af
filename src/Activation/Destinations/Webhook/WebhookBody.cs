using System.Buffers;
using System.Text.Json;
using Activation.Delivery;

namespace Activation.Destinations.Webhook;

/// <summary>The body: `{batchId, attempt, audience: {id, name}, operation, members: [{id, identifiers: {email: […], …}, value, traits: {…}}]}`, the last two only where the sync sends them.</summary>
internal static class WebhookBody
{
    public static byte[] Of(DestinationBatch batch) =>
        Write(batch.Key, batch.Attempt, batch.AudienceId, batch.AudienceName, batch.Operation == BatchOperation.Add ? "add" : "remove", batch.Rows);

    /// <summary>An operation of its own that changes nothing: it only asks whether the receiver takes the signature.</summary>
    public static byte[] Check() => Write("check", 1, "", "", "check", []);

    private static byte[] Write(string batchId, int attempt, string audienceId, string audienceName, string operation, IReadOnlyList<MemberRow> members)
    {
        var buffer = new ArrayBufferWriter<byte>(256 + (members.Count * 256));
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("batchId", batchId);
        json.WriteNumber("attempt", attempt);
        json.WriteStartObject("audience");
        json.WriteString("id", audienceId);
        json.WriteString("name", audienceName);
        json.WriteEndObject();
        json.WriteString("operation", operation);
        json.WriteStartArray("members");
        foreach (var member in members)
        {
            Write(json, member);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, MemberRow member)
    {
        json.WriteStartObject();
        json.WriteString("id", member.Profile.ToString());
        json.WriteStartObject("identifiers");
        foreach (var (name, values) in member.Values)
        {
            json.WriteStartArray(name);
            foreach (var value in values)
            {
                json.WriteStringValue(value);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
        EnrichmentJson.WriteProperties(json, member.Enrichment);
        json.WriteEndObject();
    }
}
