namespace Activation.Storage;

/// <summary>
/// The broker: Service Bus in Azure, Storage queues on a laptop. At least once, in no order. Bodies are small JSON
/// (claim check): payloads are blobs.
/// </summary>
public interface IMessageQueue
{
    /// <param name="queue">One of <see cref="StorageNames.Queues"/>.</param>
    /// <param name="messageId">Deterministic; a duplicate within the broker's window may be dropped, so a retry carries its attempt in the id.</param>
    /// <param name="body">UTF-8 JSON of one of the message records.</param>
    /// <param name="delay">How long the message stays invisible; zero for at once.</param>
    Task SendAsync(string queue, string messageId, string body, TimeSpan delay, CancellationToken cancellationToken);

    /// <summary>Throws if the broker cannot be reached.</summary>
    Task PingAsync(CancellationToken cancellationToken);
}
