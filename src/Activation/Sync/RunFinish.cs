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

    private static readonly DestinationResult Unfinished = new(DestinationOutcome.Stop, NotFinished, "The run was ended before it was whole; the next one sends everything of it again.");

    /// <summary>A success also where there is nothing to finish; anything else leaves the run as it is.</summary>
    public async Task<DestinationResult> FinishAsync(RunId run, CancellationToken cancellationToken)
    {
        var all = await batches.ListAsync(run, cancellationToken);
        return all.All(b => b.State == BatchState.Delivered) ? await FinishAsync(run, [.. all.Where(b => b.AwaitsRunEnd)], cancellationToken) : DestinationResult.Success;
    }

    /// <summary>
    /// Finishes a run that a newer one takes over: over what was delivered by then, so that it need not be sent again and every run comes on, however short its time is.
    /// Called when nothing more of the run is sent.
    /// </summary>
    /// <returns>A failure that is not to be tried again where what was delivered cannot count.</returns>
    public async Task<DestinationResult> FinishEarlyAsync(RunRecord run, CancellationToken cancellationToken)
    {
        var id = new RunId(run.RunId);
        var all = await batches.ListAsync(id, cancellationToken);
        return CanEndEarly(run.Mode, all) ? await FinishAsync(id, [.. all.Where(b => b is { State: BatchState.Delivered, AwaitsRunEnd: true })], cancellationToken) : Unfinished;
    }

    /// <summary>Whether something was delivered of a run that counts once it is finished, and can be finished as it is.</summary>
    public async Task<bool> AwaitsAsync(RunRecord run, CancellationToken cancellationToken)
    {
        var all = await batches.ListAsync(new RunId(run.RunId), cancellationToken);
        return all.Any(b => b is { State: BatchState.Delivered, AwaitsRunEnd: true }) && CanEndEarly(run.Mode, all);
    }

    /// <summary>
    /// Whether what was delivered of a run may stand without the rest. Changes may; everybody may not, since a receiver can take a full set as all that there is; and of a run with
    /// a batch that was given up, nothing does. Pure.
    /// </summary>
    public static bool CanEndEarly(RunMode mode, IReadOnlyList<BatchRecord> batches) =>
        batches.All(b => b.State == BatchState.Delivered) || (mode != RunMode.Full && !batches.Any(b => b.State == BatchState.DeadLettered));

    /// <param name="finished">The batches over which the run is finished.</param>
    private async Task<DestinationResult> FinishAsync(RunId run, IReadOnlyList<BatchRecord> finished, CancellationToken cancellationToken)
    {
        if (finished.Count == 0)
        {
            return DestinationResult.Success;
        }

        var target = await targets.GetAsync(run.Sync, cancellationToken);
        var account = AccountRef.Of(target);
        await using var entry = await accounts.EnterAsync(account, new AccountTurn(run.Sync), cancellationToken);
        if (entry.Refusal is { } refusal)
        {
            return refusal;
        }

        if (await records.ReadAsync(run, [.. finished.Select(BatchStore.Id)], cancellationToken) is not { } left)
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
        end is { IsFinished: true } || (end is null && batches.All(b => b.State == BatchState.Delivered))
            ? batches
            : [.. batches.Select(b => b is { State: BatchState.Delivered, AwaitsRunEnd: true } ? b with { State = BatchState.Retrying, ErrorCode = NotFinished, FailingSince = failingSince } : b)];
}
