using System.Security.Cryptography;
using System.Text;
using Activation.Storage;

namespace Activation.Functions;

/// <summary>The broker in Azure: a delay is a scheduled enqueue time, the message id is what duplicate detection goes by.</summary>
internal sealed class ServiceBusQueue(IServiceBusSender sender, TimeProvider time) : IMessageQueue
{
    // https://learn.microsoft.com/azure/service-bus-messaging/service-bus-quotas
    private const int MaxMessageIdLength = 128;

    public Task SendAsync(string queue, string messageId, string body, TimeSpan delay, CancellationToken cancellationToken)
    {
        var message = new OutgoingMessage
        {
            MessageId = Shorten(messageId),
            Body = body,
            ScheduledEnqueueTime = delay > TimeSpan.Zero ? time.GetUtcNow() + delay : null,
        };
        return sender.SendAsync(queue, message, cancellationToken);
    }

    /// <summary>Of one queue: all of them are in the same namespace, with the same rights.</summary>
    public Task PingAsync(CancellationToken cancellationToken) => sender.OpenAsync(StorageNames.ImportQueue, cancellationToken);

    // Different ids stay different, and the same one stays the same.
    private static string Shorten(string messageId) =>
        messageId.Length <= MaxMessageIdLength ? messageId : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(messageId)));
}
