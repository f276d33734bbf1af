using Activation.Delivery;

namespace Activation.Sync;

/// <summary>How far a run's delivery is. Pure.</summary>
internal static class RunPhases
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    public static bool IsSettled(BatchRecord batch) => batch.State is BatchState.Delivered or BatchState.DeadLettered;

    /// <summary>The batches whose messages should be on their way now: adds wait until every remove is settled, and each batch for the one that it follows.</summary>
    /// <param name="batches">Of the run, in the order of their numbers.</param>
    /// <param name="atOnce">As of <see cref="RunBatches"/>; null: none waits for another.</param>
    public static IReadOnlyList<BatchRecord> Due(IReadOnlyList<BatchRecord> batches, int? atOnce, DateTimeOffset now)
    {
        var removing = batches.Any(b => b.Operation == BatchOperation.Remove && !IsSettled(b));
        var phase = removing ? BatchOperation.Remove : BatchOperation.Add;
        var due = batches.Where(b => b.Operation == phase && !IsSettled(b) && (b.NextAttemptAt is not { } at || at <= now));
        return [.. atOnce is { } many ? due.DistinctBy(b => BatchStore.Id(b).Number % many) : due];
    }

    public static bool IsOver(IReadOnlyList<BatchRecord> batches) => batches.All(IsSettled);

    /// <summary>
    /// A full run of which something was delivered that counts only with all of the rest. If each newer run took over from it, it would never end where it takes longer than from
    /// tick to tick, and nobody would leave either: the removals would be in runs that do not end. So all wait for it, however long it takes, but for those that stop the sync.
    /// </summary>
    public static bool IsIndivisible(RunMode mode, IReadOnlyList<BatchRecord> batches) =>
        batches.Any(b => b.AwaitsRunEnd) && !RunFinish.CanEndEarly(mode, batches) && !batches.Any(b => b.State == BatchState.DeadLettered);

    /// <summary>
    /// Any other full run that has delivered some of its adds, and of which nothing fails for long. Whoever took over from it would send everybody from the beginning, and never get
    /// to those who come last where that takes longer than from tick to tick. So changes wait for its end; who must leave whatever the segment says does not.
    /// </summary>
    public static bool IsGettingOn(RunMode mode, IReadOnlyList<BatchRecord> batches, DateTimeOffset now) =>
        mode == RunMode.Full
        && batches.Any(b => b is { Operation: BatchOperation.Add, State: BatchState.Delivered })
        && !batches.Any(b => b.State == BatchState.DeadLettered || (!IsSettled(b) && now - b.FailingSince > Patience));

    public static bool IsBeingPlanned(RunState state) => state is RunState.Planned or RunState.Evaluating;

    public static bool IsFinal(RunState state) =>
        state is RunState.Completed or RunState.CompletedWithErrors or RunState.Failed or RunState.Superseded or RunState.Held;
}
