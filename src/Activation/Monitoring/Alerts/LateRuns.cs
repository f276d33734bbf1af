using Activation.Sync;

namespace Activation.Monitoring.Alerts;

/// <summary>Whether a sync that is due has come to no end. Pure.</summary>
internal static class LateRuns
{
    /// <summary>
    /// When the sync's next run is or was wanted: as its own schedule says; after an import, where those are followed; else after as long as between two ticks at most. A run that is
    /// under way is waited for in any case, as one that takes somebody out of an audience that is otherwise left as it is.
    /// </summary>
    /// <param name="runs">The sync's latest, in any order.</param>
    /// <param name="imported">When the last import came to its end; null: none did lately.</param>
    /// <returns>Null: that is not known, or none is, since the sync is being deleted, paused or not in force.</returns>
    public static DateTimeOffset? Due(SyncDefinition sync, SyncState state, IReadOnlyList<RunRecord> runs, DateTimeOffset? imported, DateTimeOffset now)
    {
        if (state.Deleting || !SyncScheduleRule.IsExpected(sync, now))
        {
            return null;
        }

        var own = sync.Schedule is { Length: > 0 } ? SyncScheduleRule.NextOwn(sync, state) : sync.AfterImport ? null : NextTick(state, runs);
        var follows = sync.AfterImport ? Unfollowed(state, runs, imported) : null;
        return own < follows ? own : follows ?? own;
    }

    /// <param name="runs">The sync's latest, in any order.</param>
    /// <param name="due">See <see cref="Due"/>.</param>
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

    /// <summary>A sync that has done nothing yet may be newer than the import.</summary>
    private static DateTimeOffset? Unfollowed(SyncState state, IReadOnlyList<RunRecord> runs, DateTimeOffset? imported) =>
        (runs.Count > 0 || state.AudienceId is not null) && !runs.Any(r => r.Mode is RunMode.Delta or RunMode.Full && (r.StartedAt ?? r.RequestedAt) >= imported) ? imported : null;

    private static DateTimeOffset? NextTick(SyncState state, IReadOnlyList<RunRecord> runs)
    {
        var ticks = runs.Select(r => new RunId(r.RunId).Tick).OfType<DateTimeOffset>().Append(state.ScheduledAt ?? DateTimeOffset.MinValue).Where(t => t > DateTimeOffset.MinValue).Distinct().Order().ToList();
        return ticks.Count < 2 ? null : ticks[^1] + ticks.Zip(ticks.Skip(1), (one, next) => next - one).Max();
    }

    /// <summary>One that was held, or ended for a reason, and was taken over after that had its end too: only one that was under way had none.</summary>
    private static bool IsEnd(RunRecord run) =>
        run.State is RunState.Completed or RunState.CompletedWithErrors or RunState.Failed or RunState.Held || run is { State: RunState.Superseded, Code: not null };
}
