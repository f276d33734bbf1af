using System.Collections.Concurrent;
using Activation.Destinations;
using Activation.Sync;
using Activation.Sync.Planning;

namespace Activation.Delivery;

/// <summary>
/// Holds adds against the policies once more where their run was planned a while ago: they may be tried for a day, and meanwhile an import may have brought a trait from a
/// further source. Looks once a minute. Thread-safe.
/// </summary>
internal sealed class LateDenials(PlanScopes scopes, TimeProvider time)
{
    /// <summary>What a plan or an earlier look found is believed for so long.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<SyncId, (DateTimeOffset At, string? Blocked)> looks = new();

    /// <summary>Why the batch may not be sent; null if it may. Whoever must leave may always.</summary>
    public async Task<DestinationResult?> FindAsync(RunRecord run, BatchOperation operation, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (operation == BatchOperation.Remove || run.StartedAt > now - Life)
        {
            return null;
        }

        var sync = new SyncId(run.Sync);
        if (!looks.TryGetValue(sync, out var look) || look.At <= now - Life)
        {
            looks[sync] = look = (now, (await scopes.GetAsync(sync, cancellationToken)).Blocked);
        }

        return look.Blocked is { } why ? new DestinationResult(DestinationOutcome.Stop, ExclusionReason.BlockedByExportControl, why) : null;
    }
}
