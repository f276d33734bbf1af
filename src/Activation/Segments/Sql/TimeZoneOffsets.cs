using System.Collections.Concurrent;

namespace Activation.Segments.Sql;

/// <summary>
/// How far a time zone is from UTC, and since when: so that the database needs no knowledge of time zones, and a day is the same one everywhere
/// in the product.
/// </summary>
/// <param name="Changes">Newest first: most events are recent.</param>
/// <param name="Earliest">Before the first change.</param>
internal sealed record TimeZoneOffsets(IReadOnlyList<(DateTime At, TimeSpan Offset)> Changes, TimeSpan Earliest)
{
    private static readonly DateTime First = new(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime Last = new(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private static readonly ConcurrentDictionary<string, TimeZoneOffsets> Known = new(StringComparer.Ordinal);

    /// <param name="zone">An IANA name.</param>
    /// <param name="start">Changes before this do not matter; null: they all do (from 1970; earlier times count as then).</param>
    public static TimeZoneOffsets Of(string zone, DateTime? start)
    {
        var all = Known.GetOrAdd(zone, static name => Find(TimeZoneInfo.FindSystemTimeZoneById(name)));
        var later = all.Changes.TakeWhile(c => start is null || c.At > start).ToList();
        return later.Count < all.Changes.Count ? new TimeZoneOffsets(later, all.Changes[later.Count].Offset) : all;
    }

    /// <summary>No zone changes back within a day, so a day's two ends tell whether there is a change in it.</summary>
    private static TimeZoneOffsets Find(TimeZoneInfo zone)
    {
        var changes = new List<(DateTime, TimeSpan)>();
        var offset = zone.GetUtcOffset(First);
        for (var day = First; day < Last; day = day.AddDays(1))
        {
            var next = zone.GetUtcOffset(day.AddDays(1));
            if (next != offset)
            {
                changes.Insert(0, (Change(zone, day, offset), next));
                offset = next;
            }
        }

        return new TimeZoneOffsets(changes, zone.GetUtcOffset(First));
    }

    /// <summary>To the second, in the day that begins here.</summary>
    private static DateTime Change(TimeZoneInfo zone, DateTime day, TimeSpan before)
    {
        var (low, high) = (0, 86_400);
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            (low, high) = zone.GetUtcOffset(day.AddSeconds(middle)) == before ? (middle, high) : (low, middle);
        }

        return day.AddSeconds(high);
    }
}
