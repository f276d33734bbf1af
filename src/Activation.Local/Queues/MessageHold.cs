using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace Activation.Local.Queues;

/// <summary>Keeps a message invisible to others while it is handled.</summary>
internal sealed class MessageHold : IDisposable
{
    private readonly QueueClient queue;
    private readonly QueueMessage message;
    private readonly CancellationTokenSource lost;
    private readonly CancellationTokenSource ended = new();
    private readonly Task<string> renewal;

    public MessageHold(QueueClient queue, QueueMessage message, TimeSpan visibility, TimeProvider time, CancellationToken stopping)
    {
        this.queue = queue;
        this.message = message;
        lost = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        renewal = RenewAsync(visibility, time);
    }

    /// <summary>Cancelled when the host stops, or when the message may be with somebody else.</summary>
    public CancellationToken Lost => lost.Token;

    /// <returns>The receipt to settle the message with.</returns>
    public async Task<string> EndAsync()
    {
        await ended.CancelAsync();
        return await renewal;
    }

    public void Dispose()
    {
        ended.Dispose();
        lost.Dispose();
    }

    private async Task<string> RenewAsync(TimeSpan visibility, TimeProvider time)
    {
        var receipt = message.PopReceipt;
        var renewedAt = time.GetTimestamp();
        while (true)
        {
            try
            {
                await Task.Delay(visibility / 3, time, ended.Token);
                var renewed = await queue.UpdateMessageAsync(message.MessageId, receipt, message.Body, visibility, CancellationToken.None);
                receipt = renewed.Value.PopReceipt;
                renewedAt = time.GetTimestamp();
            }
            catch (OperationCanceledException)
            {
                return receipt;
            }
            catch (Exception e) when (e is RequestFailedException or AggregateException)
            {
                if (e is RequestFailedException { Status: 404 or 400 } || time.GetElapsedTime(renewedAt) >= visibility)
                {
                    await lost.CancelAsync();
                    return receipt;
                }
            }
        }
    }
}
