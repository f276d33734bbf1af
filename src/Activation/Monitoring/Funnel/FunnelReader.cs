using Activation.Delivery;
using Activation.Import;
using Activation.Sync;

namespace Activation.Monitoring.Funnel;

/// <summary>Gathers what a sync's funnel is made of.</summary>
public sealed class FunnelReader(Definitions definitions, RunStore runs, BatchStore batches, ImportStore imports)
{
    /// <summary>A run that ends in a range was asked for so long before at most.</summary>
    private static readonly TimeSpan LongestRun = TimeSpan.FromHours(50);

    /// <summary>The latest run that is neither a trial nor was taken over by another.</summary>
    /// <exception cref="ProblemException">404: there is none, or no such sync.</exception>
    public async Task<SyncFunnel> OfLatestAsync(SyncId sync, CancellationToken cancellationToken)
    {
        var all = await runs.ListAsync(sync, cancellationToken);
        if (all.Count == 0 && await definitions.Syncs.FindAsync(sync.Value, cancellationToken) is null)
        {
            throw ProblemException.NotFound("sync", sync.Value);
        }

        var latest = all.FirstOrDefault(r => Counts(r) && r.EvaluatedAt is not null) ?? throw new ProblemException(404, "noRun", "The sync has not run yet: ask for a run, or wait for the next one.");
        return await OfRunAsync(sync, latest, all, cancellationToken);
    }

    /// <exception cref="ProblemException">404 no such run of the sync.</exception>
    public async Task<SyncFunnel> OfRunAsync(SyncId sync, RunId run, CancellationToken cancellationToken)
    {
        var all = await runs.ListAsync(sync, cancellationToken);
        return await OfRunAsync(sync, all.FirstOrDefault(r => r.RunId == run.Value) ?? throw ProblemException.NotFound("run", run.Value), all, cancellationToken);
    }

    /// <summary>Of all runs that ended in the range, but for those that were only tried or were taken over by others.</summary>
    /// <exception cref="ProblemException">404 no such sync.</exception>
    public async Task<SyncFunnel> OfRangeAsync(SyncId sync, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var ended = (await runs.ListSinceAsync(sync, from - DateTimeOffset.MinValue > LongestRun ? from - LongestRun : DateTimeOffset.MinValue, cancellationToken)).Where(r => Counts(r) && r.EndedAt >= from && r.EndedAt < to).ToList();
        if (ended.Count == 0 && await definitions.Syncs.FindAsync(sync.Value, cancellationToken) is null)
        {
            throw ProblemException.NotFound("sync", sync.Value);
        }

        return FunnelSum.Of(sync, ended, await ImportsAsync(sync, i => i.EndedAt >= from && i.EndedAt < to, cancellationToken), pending: 0) with { From = from, To = to };
    }

    /// <param name="all">Newest first.</param>
    private async Task<SyncFunnel> OfRunAsync(SyncId sync, RunRecord run, IReadOnlyList<RunRecord> all, CancellationToken cancellationToken)
    {
        var before = all.FirstOrDefault(r => string.CompareOrdinal(r.RunId, run.RunId) < 0 && Counts(r) && r.EndedAt is not null)?.EvaluatedAt;
        var pending = run.EndedAt is not null ? 0
            : (await batches.ListAsync(new RunId(run.RunId), cancellationToken)).Where(b => b.Operation == BatchOperation.Add && !RunPhases.IsSettled(b)).Sum(b => (long)b.Members);
        var since = await ImportsAsync(sync, i => (before is null || i.EndedAt > before) && i.EndedAt <= run.EvaluatedAt, cancellationToken);
        return FunnelSum.Of(sync, [run], since, pending) with { Run = run.RunId };
    }

    private async Task<IReadOnlyList<ImportRecord>> ImportsAsync(SyncId sync, Func<ImportRecord, bool> isIn, CancellationToken cancellationToken)
    {
        var segment = await definitions.Syncs.FindAsync(sync.Value, cancellationToken) is { } definition ? await definitions.Segments.FindAsync(definition.Segment, cancellationToken) : null;
        return [.. (await imports.ListAsync(null, null, cancellationToken)).Where(i => isIn(i) && (segment is not { Sources.Count: > 0 } || segment.Sources.Contains(i.Source, StringComparer.Ordinal)))];
    }

    private static bool Counts(RunRecord run) => run.Mode != RunMode.Dry && run.State != RunState.Superseded;
}
