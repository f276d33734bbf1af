using Activation.Sync;

namespace Activation.Monitoring.Alerts;

/// <summary>Whether a sync that is due has come to no end. Pure.</summary>
internal static class LateRuns
{
    /// <param name="runs">The sync's latest, in any order.</param>
    /// <param name="due">When its own schedule wants the next run; null: it has no schedule of its own.</param>
    /// <returns>Null: nothing is waited for.</returns>
    public static AlertFinding? Find(SyncId sync, IReadOnlyList<RunRecord> runs, DateTimeOffset? due, DateTimeOffset now)
    {
        // A run that was taken over by the next one has not come to an end: it counts from the first that was asked for since the last end.
        var waiting = runs.Where(r => r.Mode != RunMode.Dry).OrderByDescending(r => r.RunId, StringComparer.Ordinal).TakeWhile(r => !IsEnd(r)).LastOrDefault();
        var unfinished = waiting is not null && runs.Any(r => !RunPhases.IsFinal(r.State) && r.Mode != RunMode.Dry);
        var (since, instance) = unfinished && waiting is not null ? (waiting.RequestedAt, waiting.RunId)
            : due is { } at && at < now ? (at, RunId.Scheduled(sync, at).Value)
            : (now, "");
        return since == now ? null : new AlertFinding(AlertKind.RunLate, sync.Value, instance, now, IsBad: true, (now - since).TotalMinutes, Values: new Dictionary<string, double>(StringComparer.Ordinal)
        {
            ["minutes"] = Math.Floor((now - since).TotalMinutes),
        });
    }

    /// <summary>One that was held, or ended for a reason, and was taken over after that had its end too: only one that was under way had none.</summary>
    private static bool IsEnd(RunRecord run) =>
        run.State is RunState.Completed or RunState.CompletedWithErrors or RunState.Failed or RunState.Held || run is { State: RunState.Superseded, Code: not null };
}
