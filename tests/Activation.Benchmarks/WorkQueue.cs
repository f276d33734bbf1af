using System.Diagnostics;
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

    /// <summary>Handles a sync's messages until `isDone`; answers how long it was from the first delivery's begin to the last one's end.</summary>
    /// <param name="delivering">Before the first delivery.</param>
    public async Task<TimeSpan> RunAsync(
        Func<Task> begin, SyncEvaluator evaluator, BatchDelivery delivery, Func<Task<bool>> isDone, Action delivering, CancellationToken cancellationToken)
    {
        isOpen = true;
        var (first, last) = (0L, 0L);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await begin();
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => WorkAsync()));
        isOpen = false;
        return Stopwatch.GetElapsedTime(first, last);

        async Task WorkAsync()
        {
            try
            {
                await foreach (var (queue, body) in messages.Reader.ReadAllAsync(end.Token))
                {
                    if (queue == StorageNames.DeliverQueue)
                    {
                        if (Interlocked.CompareExchange(ref first, Stopwatch.GetTimestamp(), 0) == 0)
                        {
                            delivering();
                        }

                        await delivery.HandleAsync(Messages.ReadDeliver(body), cancellationToken);
                        Interlocked.Exchange(ref last, Stopwatch.GetTimestamp());
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
                // Everything is done, or another worker failed, which its own task tells.
            }
            finally
            {
                await end.CancelAsync();
            }
        }
    }

    private async Task DelayedAsync(string queue, string body, TimeSpan delay, CancellationToken cancellationToken)
    {
        await Task.Delay(delay, cancellationToken);
        messages.Writer.TryWrite((queue, body));
    }
}
