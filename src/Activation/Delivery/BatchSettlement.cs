using System.Globalization;
using Activation.Delivery.DeadLetters;
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
    /// <param name="batch">With the attempt counted, if one was made.</param>
    public async Task<BatchRecord?> SettleAsync(BatchId id, BatchRecord batch, BatchSent sent, CancellationToken cancellationToken)
    {
        if (sent.Result is not { } result)
        {
            var going = await batches.UpdateAsync(id, _ => batch with { NextAttemptAt = null }, cancellationToken);
            await queue.SendDeliverAsync(id, string.Create(CultureInfo.InvariantCulture, $"part-{sent.Calls}"), TimeSpan.Zero, time.GetUtcNow(), cancellationToken);
            return going;
        }

        var next = BatchProgress.After(batch, result.Result, options.Value, time.GetUtcNow(), Random.Shared.NextDouble(), sent.FailingSince);
        await outcomes.WriteAsync(id, result.Rejected, cancellationToken);
        if (next.State == BatchState.Delivered)
        {
            next = next with { UnnamedRejections = Math.Min(result.UnnamedRejections, batch.Members - result.Rejected.Count) };
            DeliveryLog.Delivered(logger, id, batch.Operation, batch.Members, result.Rejected.Count, batch.Attempts);
        }
        else
        {
            DeliveryLog.NotDelivered(logger, id, batch.Attempts, next.State, result.Result.Code, result.Result.Message);
        }

        var stored = await batches.UpdateAsync(id, _ => next, cancellationToken);
        metrics.Attempted(next, result.Rejected.Count);
        if (next is { State: BatchState.Retrying, NextAttemptAt: { } at })
        {
            var wait = at - time.GetUtcNow();
            await queue.SendDeliverAsync(id, string.Create(CultureInfo.InvariantCulture, $"retry-{next.Attempts}"), wait > TimeSpan.Zero ? wait : TimeSpan.Zero, time.GetUtcNow(), cancellationToken);
        }

        return stored;
    }

    /// <summary>The account is disconnected: the batch stays as it was, and its run is asked to end as held.</summary>
    public async Task<BatchRecord?> HoldAsync(BatchId id, BatchRecord before, CancellationToken cancellationToken)
    {
        var stored = await batches.UpdateAsync(id, _ => before, cancellationToken);
        await queue.SendEvaluateAsync(id.Run, Messages.Due("disconnected", time.GetUtcNow()), 0, TimeSpan.Zero, cancellationToken);
        return stored;
    }

    /// <summary>After a batch is settled.</summary>
    public async Task CarryOnAsync(BatchId id, BatchRecord batch, CancellationToken cancellationToken)
    {
        if (batch.State == BatchState.DeadLettered)
        {
            await dead.AddAsync(id, batch, cancellationToken);
        }

        await advancer.SettledAsync(id, batch.Operation, cancellationToken);
    }
}
