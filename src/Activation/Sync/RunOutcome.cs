using Activation.Delivery;
using Activation.Destinations;
using Activation.Sync.Ledger;
using Activation.Sync.Processing;

namespace Activation.Sync;

/// <summary>What a batch's end means for its members and for the run. Pure.</summary>
internal static class RunOutcome
{
    /// <summary>Of a row that is to be sent again, the reason why: everything was asked for, and it did not arrive. Runs that only take people out leave that to others.</summary>
    public const string NotInFull = "notInFull";

    /// <summary>The reason that a settled row has in the ledger.</summary>
    /// <param name="prior">Whoever was to be sent again before has been marked by a plan: since a remove may have taken them along, which any run makes up for.</param>
    /// <param name="rejected">As of <see cref="LedgerState"/>.</param>
    public static string? ReasonOf(LedgerState state, LedgerState prior, string? rejected) =>
        state == Ledger.LedgerState.Resend && prior == Ledger.LedgerState.Confirmed ? NotInFull : rejected;

    /// <summary>The state that settles a member's ledger row; null leaves the row as the plan wrote it.</summary>
    /// <param name="rejected">The destination's reason, if it refused the row.</param>
    public static LedgerState? LedgerState(BatchRecord batch, LedgerState prior, string? rejected) => batch switch
    {
        // Whoever was never taken is not in. Else a refused remove leaves the row as one whose remove is planned: it is removed again, or sent again if it is wanted by then.
        { State: BatchState.Delivered, Operation: BatchOperation.Remove } => IsRemoved(batch, rejected) || prior == Ledger.LedgerState.Rejected ? Ledger.LedgerState.Gone : null,

        // Nor are they in because an attempt to remove them failed: else they would be removed, and refused, again and again.
        { Operation: BatchOperation.Remove } when prior == Ledger.LedgerState.Rejected => prior,
        { Operation: BatchOperation.Add } when rejected is not null => Ledger.LedgerState.Rejected,
        { State: BatchState.Delivered } => Ledger.LedgerState.Confirmed,

        // Sent again in full, and not arrived: they are in, and still to be sent again.
        { Operation: BatchOperation.Add } when prior == Ledger.LedgerState.Confirmed && (batch.State == BatchState.DeadLettered || batch.AwaitsRunEnd) => Ledger.LedgerState.Resend,

        // Never tried: as if it had not been planned.
        { Attempts: 0 } => prior,
        _ => null,
    };

    /// <summary>Whether the destination has taken every member of every batch, and nobody was to be removed. False also where an earlier version did not write down how many it refused.</summary>
    public static bool AreConfirmed(IReadOnlyList<BatchRecord> batches) =>
        batches.Count > 0 && batches.All(b => b is { Operation: BatchOperation.Add, State: BatchState.Delivered, Rejected: 0, UnnamedRejections: 0 });

    /// <summary>Why a member that should be in the audience is not; null if it is, or was to be removed.</summary>
    /// <param name="prior">Who was in before is in still, unless a remove may have taken it along or the whole audience is gone.</param>
    public static string? FailureReason(BatchRecord batch, LedgerState prior, string? rejected) => batch switch
    {
        { Operation: BatchOperation.Remove } => null,
        { State: BatchState.Delivered } => rejected,
        _ when rejected is not null => rejected,
        _ when batch.ErrorCode != RunCloser.AudienceMissing && IsIn(prior, batch) => null,
        _ => NotDelivered(batch),
    };

    /// <summary>Why a member that was to be removed may be in the audience still; null if it is not, is not known by name, or the next run goes on with it anyway.</summary>
    public static string? RemovalFailure(BatchRecord batch, LedgerState prior, string? rejected) => batch switch
    {
        { Operation: BatchOperation.Add } or { ErrorCode: RunCloser.AudienceMissing } => null,
        { State: BatchState.Delivered } => prior == Ledger.LedgerState.Rejected ? null : rejected,
        { State: BatchState.DeadLettered } => rejected ?? NotDelivered(batch),
        _ => null,
    };

    /// <summary>Since when the sync's calls fail, over its runs; as before if none was tried, unless there was nothing to try. While a destination is disconnected or a sync paused, nothing is tried that could fail.</summary>
    /// <param name="run">With its final state; null: it is not known.</param>
    public static DateTimeOffset? FailingSince(RunRecord? run, IReadOnlyList<BatchRecord> batches, DateTimeOffset? before)
    {
        var tried = batches.Where(b => b.Attempts > 0).ToList();
        return run is { Code: RunEnd.Disconnected or RunEnd.Paused } ? null
            : tried.Count > 0 ? tried.Where(b => b.State != BatchState.Delivered).Min(b => b.FailingSince)
            : batches.Count == 0 && run is { State: RunState.Completed, Mode: RunMode.Delta or RunMode.Full } ? null
            : before;
    }

    /// <summary>The run with its final counts; they balance by construction.</summary>
    /// <param name="failed">People who should be in the audience and are not, by reason.</param>
    /// <param name="notRemoved">People who should not be in the audience and may be, by reason.</param>
    public static RunRecord Finish(
        RunRecord run, IReadOnlyList<BatchRecord> batches, IReadOnlyDictionary<string, long> failed, IReadOnlyDictionary<string, long> notRemoved, RunEnd? end, DateTimeOffset now)
    {
        var reasons = new Dictionary<string, long>(run.Reasons, StringComparer.Ordinal);
        var newlyFailed = 0L;
        foreach (var (reason, count) in failed)
        {
            reasons[reason] = reasons.GetValueOrDefault(reason) + count;
            newlyFailed += count;
        }

        // Which members these are is not known, so the ledger has those who were added as confirmed; the count is the platform's.
        newlyFailed += AddUnnamed(reasons, batches, BatchOperation.Add);
        var stayed = new Dictionary<string, long>(notRemoved, StringComparer.Ordinal);
        AddUnnamed(stayed, batches, BatchOperation.Remove);

        var dead = batches.FirstOrDefault(b => b.State == BatchState.DeadLettered);
        var total = run.Failed + newlyFailed;
        return run with
        {
            State = end?.State ?? State(batches, total + stayed.Values.Sum()),
            Failed = total,
            NotRemoved = stayed.Values.Sum(),
            NotRemovedReasons = stayed,
            Activated = run.Received - run.Excluded - total,
            Reasons = reasons,
            Processing = RunProcessing.Of(batches, run.Processing, now),
            EndedAt = now,
            Code = end?.Code ?? dead?.ErrorCode ?? run.Code,
            Message = end?.Message ?? dead?.ErrorMessage ?? run.Message,
        };
    }

    /// <summary>The run with counts for when nobody looks any more at what became of each member: whoever is not known to have arrived has failed.</summary>
    public static RunRecord Abandoned(RunRecord run, IReadOnlyList<BatchRecord> batches, string reason, DateTimeOffset now)
    {
        var refused = batches.Where(b => b is { Operation: BatchOperation.Add, State: BatchState.Delivered }).Sum(b => (long)(b.Rejected ?? 0) + b.UnnamedRejections);
        var open = batches.Where(b => b is { Operation: BatchOperation.Add, State: not BatchState.Delivered }).Sum(b => (long)b.Members);
        var failed = Math.Min(run.Activated, refused + open);
        var reasons = failed == 0 ? run.Reasons : new Dictionary<string, long>(run.Reasons, StringComparer.Ordinal) { [reason] = run.Reasons.GetValueOrDefault(reason) + failed };
        return run with { EndedAt = now, Activated = run.Activated - failed, Failed = run.Failed + failed, Reasons = reasons };
    }

    private static bool IsIn(LedgerState prior, BatchRecord batch) =>
        prior == Ledger.LedgerState.Confirmed || (prior == Ledger.LedgerState.Resend && batch.Attempts == 0);

    /// <summary>False also of every row of a call that refused some without a name: they are not known.</summary>
    private static bool IsRemoved(BatchRecord batch, string? rejected) => rejected is null && batch.UnnamedRejections == 0;

    private static string NotDelivered(BatchRecord batch) => batch.ErrorCode is { Length: > 0 } code ? $"notDelivered:{code}" : "notDelivered";

    private static long AddUnnamed(Dictionary<string, long> reasons, IReadOnlyList<BatchRecord> batches, BatchOperation operation)
    {
        var unnamed = batches.Where(b => b.Operation == operation && b.State == BatchState.Delivered).Sum(b => (long)b.UnnamedRejections);
        if (unnamed > 0)
        {
            reasons[RejectedRow.WithoutName] = reasons.GetValueOrDefault(RejectedRow.WithoutName) + unnamed;
        }

        return unnamed;
    }

    private static RunState State(IReadOnlyList<BatchRecord> batches, long failed)
    {
        var dead = batches.Count(b => b.State == BatchState.DeadLettered);
        return dead > 0 && dead == batches.Count ? RunState.Failed
            : dead > 0 || failed > 0 ? RunState.CompletedWithErrors
            : RunState.Completed;
    }
}
