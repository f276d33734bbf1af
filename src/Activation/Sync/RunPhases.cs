using Activation.Delivery;

namespace Activation.Sync;

/// <summary>How far a run's delivery is. Pure.</summary>
internal static class RunPhases
{
    public static bool IsSettled(BatchRecord batch) => batch.State is BatchState.Delivered or BatchState.DeadLettered;

    /// <summary>The batches whose messages should be on their way now: adds wait until every remove is settled.</summary>
    public static IReadOnlyList<BatchRecord> Due(IReadOnlyList<BatchRecord> batches, DateTimeOffset now)
    {
        var removing = batches.Any(b => b.Operation == BatchOperation.Remove && !IsSettled(b));
        var phase = removing ? BatchOperation.Remove : BatchOperation.Add;
        return [.. batches.Where(b => b.Operation == phase && !IsSettled(b) && (b.NextAttemptAt is not { } at || at <= now))];
    }

    public static bool IsOver(IReadOnlyList<BatchRecord> batches) => batches.All(IsSettled);

    public static bool IsBeingPlanned(RunState state) => state is RunState.Planned or RunState.Evaluating;

    public static bool IsFinal(RunState state) =>
        state is RunState.Completed or RunState.CompletedWithErrors or RunState.Failed or RunState.Superseded or RunState.Held;
}
