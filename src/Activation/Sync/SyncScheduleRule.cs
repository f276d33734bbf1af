using Activation.Sync.Processing;
using Cronos;

namespace Activation.Sync;

/// <summary>What a sync does when. Pure.</summary>
internal static class SyncScheduleRule
{
    // A run ends some time after its tick; without it, each full run would be a tick later than the one before.
    private static readonly TimeSpan Slack = TimeSpan.FromHours(1);

    /// <exception cref="ProblemException">409: the sync's time zone is not known here.</exception>
    public static SyncPhase Phase(SyncDefinition sync, DateTimeOffset now)
    {
        var zone = Zone(sync);
        if (sync.EndsAt is { } end && now >= end.End(zone))
        {
            // That the audience is empty from then on is promised: to pause a sync takes nothing back.
            return sync.AtEnd == AtEnd.Freeze ? SyncPhase.Still : SyncPhase.Ended;
        }

        return sync.Paused || now < sync.StartsAt?.Start(zone) ? SyncPhase.Still : SyncPhase.Running;
    }

    /// <summary>The run that is due at a tick; null: none. A sync's own cron (five fields, or six with seconds first) runs at most as often as the host ticks.</summary>
    /// <exception cref="CronFormatException">The cron cannot be read.</exception>
    /// <exception cref="ProblemException">409: the sync's time zone is not known here.</exception>
    public static RunMode? Due(SyncDefinition sync, SyncState state, DateTimeOffset tick)
    {
        if (state.Deleting)
        {
            return RunMode.Empty;
        }

        return Phase(sync, tick) switch
        {
            SyncPhase.Running => IsScheduled(sync, state, tick) || state.Missed || (sync.AfterImport && IsFullDue(sync, state, tick)) ? Mode(sync, state, tick) : null,

            // An audience that was emptied stays so, unless the platform did not apply that.
            SyncPhase.Ended => state.AudienceId is null || (state.Rows == 0 && FailedProcessing.Due(state.FailedProcessing, tick).Count == 0) ? null : RunMode.Delta,
            _ => null,
        };
    }

    /// <summary>Everything, if that is due; else what changed.</summary>
    public static RunMode Mode(SyncDefinition sync, SyncState state, DateTimeOffset now) => IsFullDue(sync, state, now) ? RunMode.Full : RunMode.Delta;

    /// <summary>Whether runs of the sync are to be expected; what cannot be read says so in its runs.</summary>
    public static bool IsExpected(SyncDefinition sync, DateTimeOffset now) => FindPhase(sync, now) == SyncPhase.Running;

    /// <summary>As <see cref="Phase"/>; null where the sync's time zone is not known here. For what is done in any phase.</summary>
    public static SyncPhase? FindPhase(SyncDefinition sync, DateTimeOffset now)
    {
        try
        {
            return Phase(sync, now);
        }
        catch (ProblemException)
        {
            return null;
        }
    }

    /// <summary>When the sync's own schedule wants the next run; null: it has none that can be read, or has never run.</summary>
    public static DateTimeOffset? NextOwn(SyncDefinition sync, SyncState state)
    {
        try
        {
            return sync.Schedule is { Length: > 0 } cron && state.ScheduledAt is { } last ? Next(cron, last, sync) : null;
        }
        catch (Exception e) when (e is CronFormatException or ProblemException)
        {
            return null;
        }
    }

    private static bool IsFullDue(SyncDefinition sync, SyncState state, DateTimeOffset now) =>
        sync.FullEveryDays is { } days && state.Activated && !(state.FullAt > now.AddDays(-days) + Slack);

    private static bool IsScheduled(SyncDefinition sync, SyncState state, DateTimeOffset tick)
    {
        if (sync.Schedule is not { Length: > 0 } cron)
        {
            return !sync.AfterImport;
        }

        return state.ScheduledAt is not { } last || Next(cron, last, sync) <= tick;
    }

    private static DateTimeOffset? Next(string cron, DateTimeOffset last, SyncDefinition sync)
    {
        var format = cron.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length == 6 ? CronFormat.IncludeSeconds : CronFormat.Standard;
        return CronExpression.Parse(cron, format).GetNextOccurrence(last, Zone(sync));
    }

    private static TimeZoneInfo Zone(SyncDefinition sync) => sync.TimeZone is { Length: > 0 } name ? Find(name) : TimeZoneInfo.Utc;

    private static TimeZoneInfo Find(string name) => TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)
        ? zone
        : throw ProblemException.Conflict("unknownTimeZone", "The sync's timeZone is not known to this host: install its time zone data (tzdata), or set another one.");
}
