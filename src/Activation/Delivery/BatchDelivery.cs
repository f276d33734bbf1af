using System.Diagnostics;
using Activation.Delivery.Accounts;
using Activation.Destinations;
using Activation.Monitoring.Metrics;
using Activation.Monitoring.Tracing;
using Activation.Storage;
using Activation.Sync;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Activation.Delivery;

/// <summary>
/// Handles `deliver` messages: sends one batch in one attempt, under a lease on its payload that outlives the HTTP timeout, and only while its run
/// is delivering and its account may be called. Whatever happens is written down before the message is completed.
/// </summary>
public sealed class BatchDelivery
{
    private readonly RunStore runs;
    private readonly BatchStore batches;
    private readonly BatchPayloads payloads;
    private readonly SyncTargets targets;
    private readonly AccountGate accounts;
    private readonly BatchCall call;
    private readonly BatchSettlement settlement;
    private readonly BlobLeases leases;
    private readonly IMessageQueue queue;
    private readonly DeliveryOptions options;
    private readonly ActivationMetrics metrics;
    private readonly TimeProvider time;
    private readonly ILogger<BatchDelivery> logger;

    internal BatchDelivery(
        RunStore runs, BatchStore batches, BatchPayloads payloads, SyncTargets targets, AccountGate accounts, BatchCall call, BatchSettlement settlement, BlobLeases leases,
        IMessageQueue queue, IOptions<DeliveryOptions> options, ActivationMetrics metrics, TimeProvider time, ILogger<BatchDelivery> logger)
    {
        this.runs = runs;
        this.batches = batches;
        this.payloads = payloads;
        this.targets = targets;
        this.accounts = accounts;
        this.call = call;
        this.settlement = settlement;
        this.leases = leases;
        this.queue = queue;
        this.options = options.Value;
        this.metrics = metrics;
        this.time = time;
        this.logger = logger;
    }

    public async Task HandleAsync(DeliverMessage message, CancellationToken cancellationToken)
    {
        if (!RunId.TryParse(message.RunId, out var run) || message.Batch < 1)
        {
            return;
        }

        metrics.Begun(StorageNames.DeliverQueue, message.DueAt, time.GetUtcNow());
        var id = new BatchId(run, message.Batch);
        await Work.RunAsync(logger, "deliver", WorkTags.Of(id), () => HandleAsync(id, cancellationToken), cause: message.TraceParent, kind: ActivityKind.Consumer);
    }

    private async Task HandleAsync(BatchId id, CancellationToken cancellationToken)
    {
        if (await batches.FindAsync(id, cancellationToken) is not { } batch)
        {
            return;
        }

        // Settled already: the host stopped before it carried the run on, so do that now.
        var after = RunPhases.IsSettled(batch) ? batch : await SendAsync(id, payloads.Blob(batch), cancellationToken);
        if (after is not null && RunPhases.IsSettled(after))
        {
            await settlement.CarryOnAsync(id, after, cancellationToken);
        }
    }

    /// <summary>The batch as it is after the attempt; null if none was made.</summary>
    private async Task<BatchRecord?> SendAsync(BatchId id, BlobClient payload, CancellationToken cancellationToken)
    {
        await using var lease = await leases.TryAcquireAsync(payload, cancellationToken);
        if (lease is null)
        {
            if (await payload.ExistsAsync(cancellationToken))
            {
                // Another host sends it now, or died doing so: look again when its lease must have ended or its outcome is known.
                var wait = Backoff.Next(options, 1, null, Random.Shared.NextDouble());
                await queue.SendDeliverAsync(id, Messages.Due("busy", time.GetUtcNow() + wait), wait, time.GetUtcNow(), cancellationToken);
            }

            return null;
        }

        // Read after the lease is held: a newer run that takes over first says so, then looks for leases.
        if (await runs.FindAsync(id.Run, cancellationToken) is not { State: RunState.Delivering } run
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
        return await AttemptAsync(id, batch, run, held.Token);
    }

    private async Task<BatchRecord?> AttemptAsync(BatchId id, BatchRecord batch, RunRecord run, CancellationToken cancellationToken)
    {
        SyncTarget target;
        try
        {
            target = await targets.GetAsync(id.Run.Sync, cancellationToken);
        }
        catch (ProblemException e)
        {
            return await settlement.SettleAsync(id, batch, new BatchSent(SendResult.Failure(new DestinationResult(DestinationOutcome.Stop, e.Code, e.Message))), cancellationToken);
        }

        await using var entry = await accounts.EnterAsync(AccountRef.Of(target), cancellationToken);
        if (entry.Refusal is { } refusal)
        {
            return refusal.Outcome == DestinationOutcome.Reconnect
                ? await settlement.HoldAsync(id, batch, cancellationToken)
                : await PostponeAsync(id, refusal, cancellationToken);
        }

        var now = time.GetUtcNow();
        var attempted = await batches.UpdateAsync(id, b => b with { Attempts = b.Attempts + 1, FirstAttemptAt = b.FirstAttemptAt ?? now, Destination = target.Definition.Destination }, cancellationToken) ?? batch;
        var sent = await call.SendAsync(id, attempted, target, run, cancellationToken);
        attempted = attempted.Received(sent.Receipts) with { Calls = Math.Max(attempted.Calls, sent.Calls), AwaitsRunEnd = attempted.AwaitsRunEnd || sent.AwaitsRunEnd };

        // Nothing of a refused credential's call was applied, so it counts as no attempt.
        return sent.Result?.Result.Outcome == DestinationOutcome.Reconnect
            ? await settlement.HoldAsync(id, batch with { Calls = attempted.Calls, Receipts = attempted.Receipts, AwaitsRunEnd = attempted.AwaitsRunEnd }, cancellationToken)
            : await settlement.SettleAsync(id, attempted, sent, cancellationToken);
    }

    /// <summary>The account may not be called now: that is no attempt.</summary>
    private async Task<BatchRecord?> PostponeAsync(BatchId id, DestinationResult refusal, CancellationToken cancellationToken)
    {
        // Spread, so that not all that wait come back at once.
        var wait = refusal.Wait ?? TimeSpan.Zero;
        wait += TimeSpan.FromSeconds(Random.Shared.NextDouble() * Math.Min(30, Math.Max(options.BackoffSeconds, wait.TotalSeconds)));
        var at = time.GetUtcNow() + wait;
        DeliveryLog.Postponed(logger, id, at, refusal.Code);
        var postponed = await batches.UpdateAsync(id, b => b with { NextAttemptAt = at }, cancellationToken);
        await queue.SendDeliverAsync(id, Messages.Due("wait", at), wait, time.GetUtcNow(), cancellationToken);
        return postponed;
    }
}
