using Activation.Delivery;

namespace Activation.Sync;

/// <summary>How far a run's delivery is. Pure.</summary>
internal static class RunPhases
{
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

    public static bool IsBeingPlanned(RunState state) => state is RunState.Planned or RunState.Evaluating;

    public static bool IsFinal(RunState state) =>
        state is RunState.Completed or RunState.CompletedWithErrors or RunState.Failed or RunState.Superseded or RunState.Held;
}
