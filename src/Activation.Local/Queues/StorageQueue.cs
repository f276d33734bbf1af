using Activation.Storage;
using Azure.Storage.Queues;

namespace Activation.Local.Queues;

/// <summary>The broker on a laptop: Storage queues, with a poison queue beside each.</summary>
internal sealed class StorageQueue(QueueServiceClient service) : IMessageQueue
{
    private static readonly TimeSpan Forever = TimeSpan.FromSeconds(-1);
    private static readonly TimeSpan MaxDelay = TimeSpan.FromDays(7);

    public static string PoisonOf(string queue) => queue + "-poison";

    public QueueClient Queue(string name) => service.GetQueueClient(name);

    public async Task CreateMissingAsync(CancellationToken cancellationToken)
    {
        foreach (var name in StorageNames.Queues)
        {
            await Queue(name).CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            await Queue(PoisonOf(name)).CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        }
    }

    // Storage queues know no message id of the sender's: what is sent twice is handled twice, which every stage bears.
    public Task SendAsync(string queue, string messageId, string body, TimeSpan delay, CancellationToken cancellationToken) =>
        Queue(queue).SendMessageAsync(body, delay > MaxDelay ? MaxDelay : delay, Forever, cancellationToken);

    public Task PingAsync(CancellationToken cancellationToken) => Queue(StorageNames.ImportQueue).GetPropertiesAsync(cancellationToken);
}
