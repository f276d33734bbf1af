using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Activation.Delivery;

namespace Activation.Destinations.AzureMessaging;

/// <summary>
/// The message about one member: `{batchId, sequence, at, operation, audience: {id, name}, member: {id, identifiers: {email: […], …}, value, traits: {…}}}`. Whoever reads
/// messages out of order, or twice, keeps the one with the highest `sequence` of each member and audience.
/// </summary>
internal static class MemberMessage
{
    public static string OperationOf(DestinationBatch batch) => batch.Operation == BatchOperation.Add ? "add" : "remove";

    /// <summary>The same in every attempt and part of the batch; within the 128 characters of Service Bus.</summary>
    public static string IdOf(DestinationBatch batch, MemberRow member) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{batch.Id}\n{member.Profile}")));

    public static string Write(DestinationBatch batch, MemberRow member)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("batchId", batch.Id.ToString());
        json.WriteString("sequence", batch.Sequence);
        json.WriteString("at", batch.At.UtcDateTime);
        json.WriteString("operation", OperationOf(batch));
        json.WriteStartObject("audience");
        json.WriteString("id", batch.AudienceId);
        json.WriteString("name", batch.AudienceName);
        json.WriteEndObject();
        json.WriteStartObject("member");
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
        json.WriteEndObject();
        json.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
