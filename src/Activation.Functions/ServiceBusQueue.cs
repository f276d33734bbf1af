#if WORKER_SDK
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Activation.Storage;
using Azure.Identity;
using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Activation.Functions;

/// <summary>Sends to Service Bus: a delay is a scheduled enqueue time, the message id is what duplicate detection goes by.</summary>
internal sealed class ServiceBusQueue(ServiceBusClient client, TimeProvider time) : IMessageQueue
{
    // https://learn.microsoft.com/azure/service-bus-messaging/service-bus-quotas
    private const int MaxMessageIdLength = 128;

    private readonly ConcurrentDictionary<string, ServiceBusSender> senders = new(StringComparer.Ordinal);

    public Task SendAsync(string queue, string messageId, string body, TimeSpan delay, CancellationToken cancellationToken)
    {
        var message = new ServiceBusMessage(body) { MessageId = Shorten(messageId), ContentType = "application/json" };
        if (delay > TimeSpan.Zero)
        {
            message.ScheduledEnqueueTime = time.GetUtcNow() + delay;
        }

        return Sender(queue).SendMessageAsync(message, cancellationToken);
    }

    public async Task PingAsync(CancellationToken cancellationToken)
    {
        // Opens the link to the queue, which needs the namespace, the queue and the right to send; sends nothing.
        using var batch = await Sender(StorageNames.ImportQueue).CreateMessageBatchAsync(cancellationToken);
    }

    private ServiceBusSender Sender(string queue) => senders.GetOrAdd(queue, static (name, bus) => bus.CreateSender(name), client);

    private static string Shorten(string messageId) =>
        messageId.Length <= MaxMessageIdLength ? messageId : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(messageId)));
}

internal static class ServiceBusQueueServices
{
    public static IServiceCollection AddServiceBusQueue(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(_ => Client(configuration))
        .AddSingleton<IMessageQueue, ServiceBusQueue>();

    // AppSettings has made sure that one of the two is there.
    private static ServiceBusClient Client(IConfiguration configuration) => configuration[Connections.ServiceBus] is { Length: > 0 } connection
        ? new ServiceBusClient(connection)
        : new ServiceBusClient(configuration[$"{Connections.ServiceBus}:fullyQualifiedNamespace"] ?? "", new DefaultAzureCredential());
}
#endif
