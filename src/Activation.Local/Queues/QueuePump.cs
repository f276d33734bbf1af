using Activation.Storage;
using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Options;

namespace Activation.Local.Queues;

/// <summary>Receives one queue's messages and calls a trigger with each, at most <paramref name="concurrency"/> at a time.</summary>
internal sealed class QueuePump(
    string name, int concurrency, Func<string, CancellationToken, Task> trigger, StorageQueue broker, IOptions<PumpOptions> options, TimeProvider time, ILogger<QueuePump> logger)
    : BackgroundService
{
    private static readonly TimeSpan MinIdle = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan MaxIdle = TimeSpan.FromMilliseconds(500);

    private readonly QueueClient queue = broker.Queue(name);
    private readonly QueueClient poison = broker.Queue(StorageQueue.PoisonOf(name));
    private readonly OutageLog outage = new(logger, $"queue {name}");

    private TimeSpan Visibility => TimeSpan.FromSeconds(options.Value.VisibilitySeconds);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var slots = new SemaphoreSlim(concurrency);
        var running = new HashSet<Task>();
        var idle = MinIdle;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await slots.WaitAsync(stoppingToken);
                var message = await ReceiveAsync(stoppingToken);
                if (message is null)
                {
                    slots.Release();
                    await Task.Delay(idle, time, stoppingToken);
                    idle = idle * 2 < MaxIdle ? idle * 2 : MaxIdle;
                    continue;
                }

                idle = MinIdle;
                running.RemoveWhere(t => t.IsCompleted);
                running.Add(HandleAndReleaseAsync(message, slots, stoppingToken));
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
        }

        await Task.WhenAll(running);
    }

    private async Task<QueueMessage?> ReceiveAsync(CancellationToken cancellationToken)
    {
        try
        {
            var message = await queue.ReceiveMessageAsync(Visibility, cancellationToken);
            outage.Over();
            return message.Value;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            outage.Noticed(e);
            return null;
        }
    }

    private async Task HandleAndReleaseAsync(QueueMessage message, SemaphoreSlim slots, CancellationToken cancellationToken)
    {
        try
        {
            await HandleAsync(message, cancellationToken);
        }
        catch (Exception e)
        {
            // Storage went away while the message was settled: it comes again when its visibility ends.
            PumpLog.NotSettled(logger, e, name);
        }
        finally
        {
            slots.Release();
        }
    }

    private async Task HandleAsync(QueueMessage message, CancellationToken cancellationToken)
    {
        if (message.DequeueCount > options.Value.MaxDequeues)
        {
            await BuryAsync(message, message.PopReceipt, null, cancellationToken);
            return;
        }

        using var hold = new MessageHold(queue, message, Visibility, time, cancellationToken);
        Exception? failure = null;
        try
        {
            await trigger(message.Body.ToString(), hold.Lost);
        }
        catch (Exception e)
        {
            failure = e;
        }

        var receipt = await hold.EndAsync();
        if (failure is null)
        {
            await queue.DeleteMessageAsync(message.MessageId, receipt, CancellationToken.None);
        }
        else if (cancellationToken.IsCancellationRequested)
        {
            await queue.UpdateMessageAsync(message.MessageId, receipt, message.Body, TimeSpan.Zero, CancellationToken.None);
        }
        else if (message.DequeueCount >= options.Value.MaxDequeues)
        {
            await BuryAsync(message, receipt, failure, cancellationToken);
        }
        else
        {
            PumpLog.Failed(logger, failure, name, message.DequeueCount, options.Value.MaxDequeues);
            await queue.UpdateMessageAsync(message.MessageId, receipt, message.Body, TimeSpan.FromSeconds(message.DequeueCount * 2), cancellationToken);
        }
    }

    private async Task BuryAsync(QueueMessage message, string receipt, Exception? failure, CancellationToken cancellationToken)
    {
        await poison.SendMessageAsync(message.Body, timeToLive: TimeSpan.FromSeconds(-1), cancellationToken: cancellationToken);
        await queue.DeleteMessageAsync(message.MessageId, receipt, cancellationToken);
        PumpLog.Buried(logger, failure, name, StorageQueue.PoisonOf(name));
    }
}
