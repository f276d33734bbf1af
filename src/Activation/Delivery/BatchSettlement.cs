using System.Globalization;
using Activation.Delivery.DeadLetters;
using Activation.Destinations;
using Activation.Monitoring.Metrics;
using Activation.Storage;
using Activation.Sync;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Activation.Delivery;

/// <summary>Writes down what an attempt at a batch came to, and asks for what comes next.</summary>
internal sealed class BatchSettlement(
    BatchStore batches, BatchOutcomes outcomes, DeadLetterStore dead, ActivationMetrics metrics, RunAdvancer advancer, IMessageQueue queue, IOptions<DeliveryOptions> options, TimeProvider time, ILogger<BatchSettlement> logger)
{
    /// <param name="known">With the attempt counted, if one was made.</param>
    public async Task<BatchRecord?> SettleAsync(BatchId id, Versioned<BatchRecord> known, BatchSent sent, CancellationToken cancellationToken)
    {
        var batch = known.Document;
        if (sent.Result is not { } result)
        {
            var going = await batches.UpdateAsync(id, known, b => Unsettled(b, batch with { NextAttemptAt = null }), cancellationToken);
            await queue.SendDeliverAsync(id, string.Create(CultureInfo.InvariantCulture, $"part-{sent.Calls}"), TimeSpan.Zero, time.GetUtcNow(), cancellationToken, after: time.GetUtcNow());
            return going?.Document;
        }

        var next = BatchProgress.After(batch, result.Result, options.Value, time.GetUtcNow(), Random.Shared.NextDouble(), sent.FailingSince);
        await outcomes.WriteAsync(id, [.. result.Rejected, .. result.Candidates.Select(row => new RejectedRow(row, RejectedRow.WithoutName))], cancellationToken);
        if (next.State == BatchState.Delivered)
        {
            next = next with { Rejected = result.Rejected.Count, UnnamedRejections = Math.Min(result.UnnamedRejections, batch.Members - result.Rejected.Count) };
            DeliveryLog.Delivered(logger, id, batch.Operation, batch.Members, result.Rejected.Count, batch.Attempts);
        }
        else
        {
            DeliveryLog.NotDelivered(logger, id, batch.Attempts, next.State, result.Result.Code, result.Result.Message);
        }

        if (next is { State: BatchState.Retrying, NextAttemptAt: { } at })
        {
            // Before it is stored: a host that stops in between has sent a message too many, not one too few.
            var wait = at - time.GetUtcNow();
            await queue.SendDeliverAsync(id, string.Create(CultureInfo.InvariantCulture, $"retry-{next.Attempts}"), wait > TimeSpan.Zero ? wait : TimeSpan.Zero, time.GetUtcNow(), cancellationToken);
        }

        var stored = await batches.UpdateAsync(id, known, b => Unsettled(b, next), cancellationToken);
        metrics.Attempted(next, result.Rejected.Count);
        return stored?.Document;
    }

    /// <summary>The account was found disconnected by the call: the batch stays open, and its run is asked to end as held.</summary>
    /// <param name="known">With the attempt counted.</param>
    /// <param name="after">The same with what its calls came to.</param>
    public async Task HoldAsync(BatchId id, Versioned<BatchRecord> known, BatchRecord after, CancellationToken cancellationToken)
    {
        await batches.UpdateAsync(id, known, b => Unsettled(b, after), cancellationToken);
        await HoldAsync(id, cancellationToken);
    }

    /// <summary>The account is disconnected: the run is asked to end as held.</summary>
    public Task HoldAsync(BatchId id, CancellationToken cancellationToken) =>
        queue.SendEvaluateAsync(id.Run, Messages.Due("disconnected", time.GetUtcNow()), 0, TimeSpan.Zero, cancellationToken);

    /// <summary>After a batch is settled.</summary>
    public async Task NoteAsync(BatchId id, BatchRecord batch, CancellationToken cancellationToken)
    {
        if (batch.State == BatchState.DeadLettered)
        {
            await dead.AddAsync(id, batch, cancellationToken);
        }
    }

    /// <inheritdoc cref="RunAdvancer.FollowAsync"/>
    public Task FollowAsync(RunRecord run, BatchId id, BatchRecord batch, AccountLimits? limits, DateTimeOffset? dueAt, bool mayBeSent, CancellationToken cancellationToken) =>
        advancer.FollowAsync(run, id, batch.Operation, limits, dueAt, mayBeSent, cancellationToken);

    /// <summary>After batches were settled of which this was the last.</summary>
    public Task CarryOnAsync(BatchId id, BatchOperation operation, CancellationToken cancellationToken) => advancer.SettledAsync(id, operation, cancellationToken);

    /// <summary>What another host has settled meanwhile stays so.</summary>
    private static BatchRecord? Unsettled(BatchRecord current, BatchRecord next) => RunPhases.IsSettled(current) ? null : next;
}
