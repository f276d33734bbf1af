namespace Activation.Profiles.Events;

/// <summary>For how long a source's events are kept. Pure.</summary>
internal static class EventRetention
{
    /// <summary>The first day whose events are kept: the day before it ended `days` days ago or earlier. Null: all are kept.</summary>
    public static DateOnly? FirstKept(int? days, DateTimeOffset now) =>
        days is { } kept ? DateOnly.FromDateTime(now.UtcDateTime).AddDays(-kept) : null;
}
