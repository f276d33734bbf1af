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
    private readonly RunDeliveries deliveries;
    private readonly LateDenials denials;
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
        RunStore runs, BatchStore batches, BatchPayloads payloads, RunDeliveries deliveries, LateDenials denials, AccountGate accounts, BatchCall call, BatchSettlement settlement, BlobLeases leases,
        IMessageQueue queue, IOptions<DeliveryOptions> options, ActivationMetrics metrics, TimeProvider time, ILogger<BatchDelivery> logger)
    {
        this.runs = runs;
        this.batches = batches;
        this.payloads = payloads;
        this.deliveries = deliveries;
        this.denials = denials;
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
        await Work.RunAsync(logger, "deliver", WorkTags.Of(id), () => HandleAsync(id, message, cancellationToken), cause: message.TraceParent, kind: ActivityKind.Consumer);
    }

    private async Task HandleAsync(BatchId id, DeliverMessage message, CancellationToken cancellationToken)
    {
        var delivery = deliveries.Enter(id.Run);
        IReadOnlyCollection<KeyValuePair<BatchOperation, BatchId>> settled = [];
        try
        {
            await HandleAsync(id, message, delivery, cancellationToken);
        }
        finally
        {
            // If this fails, its message comes again, and whatever it finds then, the run is looked at.
            settled = delivery.Leave();
        }

        foreach (var (operation, batch) in settled)
        {
            await settlement.CarryOnAsync(batch, operation, cancellationToken);
        }
    }

    private async Task HandleAsync(BatchId id, DeliverMessage message, RunDelivery delivery, CancellationToken cancellationToken)
    {
        if (await batches.FindVersionedAsync(id, cancellationToken) is not { } found)
        {
            return;
        }

        // Settled already: the host stopped before it carried the run on, so do that now.
        var isSettled = RunPhases.IsSettled(found.Document);
        var (after, run) = isSettled ? (found.Document, await runs.FindAsync(id.Run, cancellationToken)) : await SendAsync(id, found, message, delivery, cancellationToken);
        if (after is null)
        {
            return;
        }

        if (run is { State: RunState.Delivering })
        {
            await settlement.FollowAsync(run, id, after, delivery.Limits, message.DueAt, mayBeSent: isSettled || after.Attempts > 1, cancellationToken);
        }

        if (RunPhases.IsSettled(after))
        {
            await settlement.NoteAsync(id, after, cancellationToken);
            delivery.Settle(id, after.Operation);
        }
    }

    /// <summary>The batch as it is after the attempt, settled or to be tried again, and its run; null if none was made, or it goes on.</summary>
    /// <param name="found">From before the lease: what another host has changed since comes out when the attempt is counted.</param>
    private async Task<(BatchRecord? After, RunRecord? Run)> SendAsync(BatchId id, Versioned<BatchRecord> found, DeliverMessage message, RunDelivery delivery, CancellationToken cancellationToken)
    {
        var payload = payloads.Blob(found.Document);
        await using var lease = await leases.TryAcquireAsync(payload, cancellationToken);
        if (lease is null)
        {
            if (await payload.ExistsAsync(cancellationToken))
            {
                // Another host sends it now, or died doing so: look again when its lease must have ended or its outcome is known.
                var wait = Backoff.Next(options, 1, null, Random.Shared.NextDouble());
                await queue.SendDeliverAsync(id, Messages.Due("busy", time.GetUtcNow() + wait), wait, time.GetUtcNow(), cancellationToken, message.After);
            }

            return default;
        }

        // Read after the lease is held: a newer run that takes over first says so, then looks for leases.
        if (await runs.FindAsync(id.Run, cancellationToken) is not { State: RunState.Delivering } run)
        {
            return default;
        }

        using var held = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lease.Lost);
        var after = IsDue(found.Document) ? await AttemptAsync(id, found, message, delivery, run, lease, held.Token) : null;
        return (after is { State: not BatchState.Queued } ? after : null, run);
    }

    private async Task<BatchRecord?> AttemptAsync(BatchId id, Versioned<BatchRecord> batch, DeliverMessage message, RunDelivery delivery, RunRecord run, HeldLease lease, CancellationToken cancellationToken)
    {
        RunContext context;
        try
        {
            context = await delivery.ReadAsync(cancellationToken);
        }
        catch (ProblemException e) when (e.Code == SyncTargets.SyncNotFound)
        {
            // Deleted since the run was looked at: nobody is to be told of its batches any more.
            return null;
        }
        catch (ProblemException e)
        {
            return await settlement.SettleAsync(id, batch, new BatchSent(SendResult.Failure(new DestinationResult(DestinationOutcome.Stop, e.Code, e.Message))), cancellationToken);
        }

        if (await denials.FindAsync(run, batch.Document.Operation, cancellationToken) is { } denied)
        {
            return await settlement.SettleAsync(id, batch, new BatchSent(SendResult.Failure(denied)), cancellationToken);
        }

        await using var entry = await accounts.EnterAsync(AccountRef.Of(context.Target), new AccountTurn(id.Run.Sync, message.After), cancellationToken);
        if (entry.Refusal is { } refusal)
        {
            await (refusal.Outcome == DestinationOutcome.Reconnect ? settlement.HoldAsync(id, cancellationToken) : PostponeAsync(id, batch, message, refusal, cancellationToken));
            return null;
        }

        var now = time.GetUtcNow();
        var isCounted = false;
        var attempted = await batches.UpdateAsync(
            id,
            batch,
            b =>
            {
                isCounted = IsDue(b);
                return isCounted ? b with { Attempts = b.Attempts + 1, FirstAttemptAt = b.FirstAttemptAt ?? now, Destination = context.Target.Definition.Destination } : null;
            },
            cancellationToken);
        if (attempted is null || !isCounted)
        {
            // Another host has had it meanwhile.
            return attempted is { Document: var other } && RunPhases.IsSettled(other) ? other : null;
        }

        var sent = await call.SendAsync(id, attempted.Document, delivery, run, lease, cancellationToken);
        var after = attempted.Document.Received(sent.Awaited) with { Calls = Math.Max(attempted.Document.Calls, sent.Calls), AwaitsRunEnd = attempted.Document.AwaitsRunEnd || sent.AwaitsRunEnd };

        if (sent.Result?.Result.Outcome == DestinationOutcome.Reconnect)
        {
            // Calls of it before the refused one may have been applied, so it counts as an attempt.
            await settlement.HoldAsync(id, attempted, after, cancellationToken);
            return null;
        }

        return await settlement.SettleAsync(id, attempted with { Document = after }, sent, cancellationToken);
    }

    /// <summary>False of a batch that is settled, and of a repeated message that comes early: the batch's own is still on its way.</summary>
    private bool IsDue(BatchRecord batch) => !RunPhases.IsSettled(batch) && !(batch.NextAttemptAt > time.GetUtcNow() + TimeSpan.FromSeconds(1));

    /// <summary>The account may not be called now: that is no attempt.</summary>
    private async Task PostponeAsync(BatchId id, Versioned<BatchRecord> batch, DeliverMessage message, DestinationResult refusal, CancellationToken cancellationToken)
    {
        var wait = refusal.Wait ?? TimeSpan.Zero;
        if (!AccountGate.IsTurn(refusal))
        {
            // Spread, so that not all that wait come back at once. Those that have turns have each one of their own.
            wait += TimeSpan.FromSeconds(Random.Shared.NextDouble() * Math.Min(30, Math.Max(options.BackoffSeconds, wait.TotalSeconds)));
        }

        var at = time.GetUtcNow() + wait;
        DeliveryLog.Postponed(logger, id, at, refusal.Code);

        // Its message first, as after an attempt.
        await queue.SendDeliverAsync(id, Messages.Due("wait", at), wait, time.GetUtcNow(), cancellationToken, message.After);
        await batches.UpdateAsync(id, batch, b => RunPhases.IsSettled(b) ? null : b with { NextAttemptAt = at }, cancellationToken);
    }
}
