using Activation.Delivery;
using Activation.Delivery.Accounts;
using Activation.Destinations;
using Activation.Monitoring.Metrics;

namespace Activation.Sync;

/// <summary>
/// Has the destination finish a run, where it has something left to do once every batch is delivered. Called under the sync's lease, before the run is closed. If the host
/// stops in between, it is done again; so a destination's part must be the same each time.
/// </summary>
internal sealed class RunFinish(BatchStore batches, CallRecords records, AccountGate accounts, LastingFailures failures, SyncTargets targets, ActivationMetrics metrics, TimeProvider time)
{
    /// <summary>Code of the failure of members who were delivered in a run that was not finished.</summary>
    public const string NotFinished = "runNotFinished";

    /// <summary>A success also where there is nothing to finish; anything else leaves the run as it is.</summary>
    public async Task<DestinationResult> FinishAsync(RunId run, CancellationToken cancellationToken)
    {
        var all = await batches.ListAsync(run, cancellationToken);
        if (!all.Any(b => b.AwaitsRunEnd) || !all.All(b => b.State == BatchState.Delivered))
        {
            return DestinationResult.Success;
        }

        var target = await targets.GetAsync(run.Sync, cancellationToken);
        var account = AccountRef.Of(target);
        await using var entry = await accounts.EnterAsync(account, cancellationToken);
        if (entry.Refusal is { } refusal)
        {
            return refusal;
        }

        if (await records.ReadAsync(run, [.. all.Where(b => b.AwaitsRunEnd).Select(BatchStore.Id)], cancellationToken) is not { } left)
        {
            return new DestinationResult(DestinationOutcome.Retry, "recordsMissing", "What the run's calls left for its end is not all there. If this lasts, the next run sends everything of this one again.");
        }

        var began = time.GetTimestamp();
        var result = await target.Destination.FinishRunAsync(target.Account, run, left, cancellationToken);
        metrics.Called(target.Account.Id, "finish", result, time.GetElapsedTime(began));
        await accounts.ReportAsync(account, result, cancellationToken);
        return await failures.HeedAsync(run.Sync, result, "The run could not be finished", cancellationToken);
    }

    /// <summary>
    /// The batches as they count when the run is closed: where it was not finished, none of those that await its end is delivered, and what they hold is sent again. Pure.
    /// </summary>
    /// <param name="end">As of <see cref="RunCloser.CloseAsync"/>.</param>
    /// <param name="failingSince">Of the sync.</param>
    public static IReadOnlyList<BatchRecord> Counted(IReadOnlyList<BatchRecord> batches, RunEnd? end, DateTimeOffset? failingSince) =>
        end is null && batches.All(b => b.State == BatchState.Delivered)
            ? batches
            : [.. batches.Select(b => b is { State: BatchState.Delivered, AwaitsRunEnd: true } ? b with { State = BatchState.Retrying, ErrorCode = NotFinished, FailingSince = failingSince } : b)];
}
