using Cronos;

namespace Activation.Sync;

/// <summary>Whether a sync is due at a tick. Pure.</summary>
internal static class SyncScheduleRule
{
    /// <summary>A sync's own cron (five fields, or six with seconds first) runs in UTC, at most as often as the host ticks.</summary>
    /// <exception cref="CronFormatException">The cron cannot be read.</exception>
    public static bool IsDue(SyncDefinition sync, SyncState state, DateTimeOffset tick)
    {
        if (state.Deleting)
        {
            return true;
        }

        if (sync.Paused || sync.StartsAt > tick)
        {
            return false;
        }

        if (sync.Schedule is not { Length: > 0 } cron || state.ScheduledAt is not { } last)
        {
            return true;
        }

        var format = cron.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length == 6 ? CronFormat.IncludeSeconds : CronFormat.Standard;
        return CronExpression.Parse(cron, format).GetNextOccurrence(last, TimeZoneInfo.Utc) <= tick;
    }
}
