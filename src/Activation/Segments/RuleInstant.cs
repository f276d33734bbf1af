using System.Globalization;

namespace Activation.Segments;

/// <summary>Dates and instants as rules write them: ISO 8601, an instant without an offset in UTC.</summary>
internal static class RuleInstant
{
    private static readonly string[] InstantFormats =
        ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mmK"];

    /// <summary>A `DateOnly`, or a `DateTime` in UTC to the microsecond (the precision of a stored instant is coarser); null if it is neither.</summary>
    public static object? Parse(string text)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        return DateTimeOffset.TryParseExact(text, InstantFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? ToMicroseconds(instant.UtcDateTime)
            : null;
    }

    public static DateTime Midnight(DateOnly day) => day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);

    public static DateTime ToMicroseconds(DateTime instant) => instant.AddTicks(-(instant.Ticks % TimeSpan.TicksPerMicrosecond));
}
