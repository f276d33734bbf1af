using System.Buffers;
using System.Text.Json;

namespace Activation.Destinations.AzureMessaging;

/// <summary>The bodies in which the messages of a batch go, each within the service's limit: `[{"Body": "…", "BrokerProperties": {…}, "UserProperties": {…}}, …]`.</summary>
/// <remarks>https://learn.microsoft.com/en-us/rest/api/servicebus/send-message-batch and https://learn.microsoft.com/en-us/rest/api/eventhub/send-batch-events</remarks>
internal sealed class MessageBatches
{
    public const string TooLarge = "messageTooLarge";

    private readonly List<byte[]> bodies = [];
    private readonly List<RejectedRow> rejected = [];

    public IReadOnlyList<byte[]> Bodies => bodies;

    /// <summary>Members whose message is larger than a request may be.</summary>
    public IReadOnlyList<RejectedRow> Rejected => rejected;

    /// <param name="maxBytes">Of a body.</param>
    public static MessageBatches Of(DestinationBatch batch, MessagingKind kind, int maxBytes)
    {
        var batches = new MessageBatches();
        var body = new ArrayBufferWriter<byte>();
        foreach (var (index, row) in batch.Rows.Index())
        {
            var message = Write(batch, row, kind);
            if (message.Length + 2 > maxBytes)
            {
                batches.rejected.Add(new RejectedRow(index, TooLarge));
                continue;
            }

            if (body.WrittenCount + message.Length + 2 > maxBytes)
            {
                batches.Close(body);
                body = new ArrayBufferWriter<byte>();
            }

            body.Write(body.WrittenCount == 0 ? "["u8 : ","u8);
            body.Write(message);
        }

        batches.Close(body);
        return batches;
    }

    private void Close(ArrayBufferWriter<byte> body)
    {
        if (body.WrittenCount > 0)
        {
            body.Write("]"u8);
            bodies.Add(body.WrittenSpan.ToArray());
        }
    }

    private static byte[] Write(DestinationBatch batch, MemberRow member, MessagingKind kind)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("Body", MemberMessage.Write(batch, member));
        if (kind.HasMessageIds)
        {
            json.WriteStartObject("BrokerProperties");
            json.WriteString("MessageId", MemberMessage.IdOf(batch, member));
            json.WriteString("ContentType", "application/json");
            json.WriteEndObject();
        }

        json.WriteStartObject("UserProperties");
        json.WriteString("audience", batch.AudienceId);
        json.WriteString("operation", MemberMessage.OperationOf(batch));
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
