#if WORKER_SDK
using System.Collections.Concurrent;
using Activation.Storage;
using Azure.Identity;
using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Activation.Functions;

/// <summary>The real client: one connection, one link a queue, opened when first needed.</summary>
internal sealed class ServiceBusSenders(ServiceBusClient client) : IServiceBusSender
{
    private readonly ConcurrentDictionary<string, ServiceBusSender> senders = new(StringComparer.Ordinal);

    public Task SendAsync(string queue, OutgoingMessage message, CancellationToken cancellationToken)
    {
        var sent = new ServiceBusMessage(message.Body) { MessageId = message.MessageId, ContentType = message.ContentType };
        if (message.ScheduledEnqueueTime is { } at)
        {
            sent.ScheduledEnqueueTime = at;
        }

        return Sender(queue).SendMessageAsync(sent, cancellationToken);
    }

    public async Task OpenAsync(string queue, CancellationToken cancellationToken)
    {
        using var batch = await Sender(queue).CreateMessageBatchAsync(cancellationToken);
    }

    private ServiceBusSender Sender(string queue) => senders.GetOrAdd(queue, static (name, bus) => bus.CreateSender(name), client);
}

internal static class ServiceBusQueueServices
{
    public static IServiceCollection AddServiceBusQueue(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(_ => Client(configuration))
        .AddSingleton<IServiceBusSender, ServiceBusSenders>()
        .AddSingleton<IMessageQueue, ServiceBusQueue>();

    // AppSettings has made sure that one of the two is there.
    private static ServiceBusClient Client(IConfiguration configuration) => configuration[Connections.ServiceBus] is { Length: > 0 } connection
        ? new ServiceBusClient(connection)
        : new ServiceBusClient(configuration[$"{Connections.ServiceBus}:fullyQualifiedNamespace"] ?? "", new DefaultAzureCredential());
}
#endif
