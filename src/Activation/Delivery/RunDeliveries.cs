using Activation.Sync;

namespace Activation.Delivery;

/// <summary>
/// What deliveries of a run share that are under way at the same time on this host: what they read of the sync, and the look at whether anything is left to deliver, which the
/// last of them takes. A delivery alone reads and looks for itself. Thread-safe.
/// </summary>
internal sealed class RunDeliveries(SyncTargets targets, SyncStateStore states, TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly Dictionary<RunId, Group> groups = [];

    /// <summary>Begins a delivery; it ends with <see cref="RunDelivery.Leave"/>, however it went.</summary>
    public RunDelivery Enter(RunId run)
    {
        lock (gate)
        {
            if (!groups.TryGetValue(run, out var group))
            {
                groups[run] = group = new Group();
            }

            group.UnderWay++;
            return new RunDelivery(this, run, group);
        }
    }

    /// <returns>What was settled since the last look and nobody else looks after: the last batch of each operation.</returns>
    internal IReadOnlyCollection<KeyValuePair<BatchOperation, BatchId>> Leave(RunId run, Group group, KeyValuePair<BatchOperation, BatchId>? settled)
    {
        lock (gate)
        {
            if (settled is { } batch)
            {
                group.Settled[batch.Key] = batch.Value;
            }

            if (--group.UnderWay > 0)
            {
                return [];
            }

            groups.Remove(run);
            return group.Settled;
        }
    }

    /// <param name="isShared">Whether another delivery may have read it.</param>
    internal async Task<RunContext> ReadAsync(RunId run, Group group, bool isShared, CancellationToken cancellationToken)
    {
        if (isShared && group.Context is { } known && time.GetElapsedTime(known.ReadAt) < RunContext.Life)
        {
            return known;
        }

        var readAt = time.GetTimestamp();
        var context = new RunContext(await targets.GetAsync(run.Sync, cancellationToken), await states.GetAsync(run.Sync, cancellationToken), readAt);
        group.Context = context;
        return context;
    }

    /// <summary>Deliveries of one run, from when the first begins until none is under way.</summary>
    internal sealed class Group
    {
        private volatile RunContext? context;

        public int UnderWay { get; set; }

        public Dictionary<BatchOperation, BatchId> Settled { get; } = [];

        public RunContext? Context
        {
            get => context;
            set => context = value;
        }
    }
}
