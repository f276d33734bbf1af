using System.Threading.Channels;
using Activation.Delivery;
using Activation.Storage;
using Activation.Sync;

namespace Activation.Benchmarks;

/// <summary>A broker in memory, so that a benchmark measures the stages and no queue. What no benchmark works on is dropped.</summary>
internal sealed class WorkQueue : IMessageQueue
{
    /// <summary>As many deliveries at a time as a host has.</summary>
    private const int Workers = 4;

    private readonly Channel<(string Queue, string Body)> messages = Channel.CreateUnbounded<(string, string)>();
    private bool isOpen;

    public Task SendAsync(string queue, string messageId, string body, TimeSpan delay, CancellationToken cancellationToken)
    {
        if (isOpen)
        {
            _ = DelayedAsync(queue, body, delay, cancellationToken);
        }

        return Task.CompletedTask;
    }

    public Task PingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Handles a sync's messages until `isDone`; answers when the first delivery began.</summary>
    public async Task<long> RunAsync(Func<Task> begin, SyncEvaluator evaluator, BatchDelivery delivery, Func<Task<bool>> isDone, Func<long> now, CancellationToken cancellationToken)
    {
        isOpen = true;
        long first = 0;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await begin();
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => WorkAsync()));
        isOpen = false;
        return first;

        async Task WorkAsync()
        {
            try
            {
                await foreach (var (queue, body) in messages.Reader.ReadAllAsync(end.Token))
                {
                    if (queue == StorageNames.DeliverQueue)
                    {
                        Interlocked.CompareExchange(ref first, now(), 0);
                        await delivery.HandleAsync(Messages.ReadDeliver(body), cancellationToken);
                    }
                    else if (queue == StorageNames.EvaluateQueue)
                    {
                        await evaluator.HandleAsync(Messages.ReadEvaluate(body), cancellationToken);
                        if (await isDone())
                        {
                            await end.CancelAsync();
                        }
                    }
                }
            }
            catch (OperationCanceledException) when (end.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                // Everything is done.
            }
        }
    }

    private async Task DelayedAsync(string queue, string body, TimeSpan delay, CancellationToken cancellationToken)
    {
        await Task.Delay(delay, cancellationToken);
        messages.Writer.TryWrite((queue, body));
    }
}
