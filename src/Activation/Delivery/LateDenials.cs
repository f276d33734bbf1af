using System.Collections.Concurrent;
using Activation.Destinations;
using Activation.Sync;
using Activation.Sync.Planning;

namespace Activation.Delivery;

/// <summary>
/// Holds adds against the policies once more where their run was planned a while ago: they may be tried for a day, and meanwhile an import may have brought a trait from a
/// further source, or somebody a control on a source whose identifiers they have. Looks once a minute. Thread-safe.
/// </summary>
internal sealed class LateDenials(PlanScopes scopes, TimeProvider time)
{
    /// <summary>What a plan or an earlier look found is believed for so long.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<SyncId, (DateTimeOffset At, string? Blocked, IReadOnlyCollection<string> Barred)> looks = new();

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
            var scope = await scopes.GetAsync(sync, cancellationToken);
            looks[sync] = look = (now, scope.Blocked, scope.BarredSources);
        }

        return (look.Blocked ?? Withheld(look.Barred.Except(run.BarredSources, StringComparer.Ordinal))) is { } why
            ? new DestinationResult(DestinationOutcome.Stop, ExclusionReason.BlockedByExportControl, why)
            : null;
    }

    /// <param name="sources">Barred since the run was planned: which of its rows have their identifiers, the payload does not say.</param>
    private static string? Withheld(IEnumerable<string> sources)
    {
        var names = string.Join(", ", sources.Select(s => $"source/{s}").Order(StringComparer.Ordinal));
        return names.Length == 0 ? null : $"A policy that was not broken when the run was planned forbids to send the identifiers of {names}. The next run sends its people without them.";
    }
}
