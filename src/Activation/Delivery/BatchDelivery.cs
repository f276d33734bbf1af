using System.Globalization;
using Activation.Storage;
using Activation.Sync;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Activation.Delivery;

/// <summary>
/// Handles `deliver` messages: sends one batch in one attempt, under a lease on its payload that outlives the HTTP timeout, and only while its run
/// is delivering. Whatever happens is written down before the message is completed.
/// </summary>
public sealed class BatchDelivery
{
    private readonly RunStore runs;
    private readonly BatchStore batches;
    private readonly BatchPayloads payloads;
    private readonly BatchOutcomes outcomes;
    private readonly BatchCall call;
    private readonly RunAdvancer advancer;
    private readonly BlobLeases leases;
    private readonly IMessageQueue queue;
    private readonly DeliveryOptions options;
    private readonly TimeProvider time;
    private readonly ILogger<BatchDelivery> logger;

    internal BatchDelivery(
        RunStore runs, BatchStore batches, BatchPayloads payloads, BatchOutcomes outcomes, BatchCall call, RunAdvancer advancer, BlobLeases leases, IMessageQueue queue, IOptions<DeliveryOptions> options, TimeProvider time, ILogger<BatchDelivery> logger)
    {
        this.runs = runs;
        this.batches = batches;
        this.payloads = payloads;
        this.outcomes = outcomes;
        this.call = call;
        this.advancer = advancer;
        this.leases = leases;
        this.queue = queue;
        this.options = options.Value;
        this.time = time;
        this.logger = logger;
    }

    public async Task HandleAsync(DeliverMessage message, CancellationToken cancellationToken)
    {
        if (!RunId.TryParse(message.RunId, out var run) || message.Batch < 1)
        {
            return;
        }

        var id = new BatchId(run, message.Batch);
        if (await batches.FindAsync(id, cancellationToken) is not { } batch)
        {
            return;
        }

        // Settled already: the host stopped before it carried the run on, so do that now.
        var after = RunPhases.IsSettled(batch) ? batch : await SendAsync(id, cancellationToken);
        if (after is not null && RunPhases.IsSettled(after))
        {
            await advancer.SettledAsync(id, after.Operation, cancellationToken);
        }
    }

    /// <summary>The batch as it is after the attempt; null if none was made.</summary>
    private async Task<BatchRecord?> SendAsync(BatchId id, CancellationToken cancellationToken)
    {
        var payload = payloads.Blob(id);
        await using var lease = await leases.TryAcquireAsync(payload, cancellationToken);
        if (lease is null)
        {
            if (await payload.ExistsAsync(cancellationToken))
            {
                // Another host sends it now, or died doing so: look again when its lease must have ended or its outcome is known.
                var wait = Backoff.Next(options, 1, null, Random.Shared.NextDouble());
                await queue.SendDeliverAsync(id, Messages.Due("busy", time.GetUtcNow() + wait), wait, cancellationToken);
            }

            return null;
        }

        // Read after the lease is held: a newer run that takes over first says so, then looks for leases.
        if (await runs.FindAsync(id.Run, cancellationToken) is not { State: RunState.Delivering }
            || await batches.FindAsync(id, cancellationToken) is not { } batch)
        {
            return null;
        }

        if (RunPhases.IsSettled(batch))
        {
            return batch;
        }

        if (batch.NextAttemptAt > time.GetUtcNow() + TimeSpan.FromSeconds(1))
        {
            // A repeated message that comes early; the batch's own is still on its way.
            return batch;
        }

        using var held = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lease.Lost);
        return await AttemptAsync(id, batch, held.Token);
    }

    private async Task<BatchRecord?> AttemptAsync(BatchId id, BatchRecord batch, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var attempted = await batches.UpdateAsync(id, b => b with { Attempts = b.Attempts + 1, FirstAttemptAt = b.FirstAttemptAt ?? now }, cancellationToken) ?? batch;
        var sent = await call.SendAsync(id, attempted, cancellationToken);
        attempted = attempted with { Calls = Math.Max(attempted.Calls, sent.Calls) };
        if (sent.Result is not { } result)
        {
            var going = await batches.UpdateAsync(id, _ => attempted with { NextAttemptAt = null }, cancellationToken);
            await queue.SendDeliverAsync(id, string.Create(CultureInfo.InvariantCulture, $"part-{sent.Calls}"), TimeSpan.Zero, cancellationToken);
            return going;
        }

        var next = BatchProgress.After(attempted, result.Result, options, time.GetUtcNow(), Random.Shared.NextDouble());
        await outcomes.WriteAsync(id, result.Rejected, cancellationToken);
        if (next.State == BatchState.Delivered)
        {
            next = next with { UnnamedRejections = Math.Min(result.UnnamedRejections, attempted.Members - result.Rejected.Count) };
            DeliveryLog.Delivered(logger, id, attempted.Operation, attempted.Members, result.Rejected.Count, attempted.Attempts);
        }
        else
        {
            DeliveryLog.NotDelivered(logger, id, attempted.Attempts, next.State, result.Result.Code, result.Result.Message);
        }

        var stored = await batches.UpdateAsync(id, _ => next, cancellationToken);
        if (next is { State: BatchState.Retrying, NextAttemptAt: { } at })
        {
            var wait = at - time.GetUtcNow();
            await queue.SendDeliverAsync(id, string.Create(CultureInfo.InvariantCulture, $"retry-{next.Attempts}"), wait > TimeSpan.Zero ? wait : TimeSpan.Zero, cancellationToken);
        }

        return stored;
    }
}
