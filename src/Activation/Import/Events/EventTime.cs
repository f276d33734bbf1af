using System.Globalization;
using Activation.Import.Rows;

namespace Activation.Import.Events;

/// <summary>
/// When an event happened, to the millisecond: ISO 8601 with an offset, or in UTC without one; or seconds or milliseconds since 1970. Pure.
/// </summary>
internal static class EventTime
{
    /// <summary>What is earlier was not tracked by anybody: it is a wrong unit or an empty clock.</summary>
    public static readonly DateTime Earliest = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Clocks go wrong by this much, and time zones too.</summary>
    public static readonly TimeSpan MaxAhead = TimeSpan.FromDays(1);

    /// <summary>Seconds have not so many digits for 3,000 years.</summary>
    private const decimal FirstMilliseconds = 100_000_000_000m;

    private static readonly string[] Formats =
    [
        "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss.FFFFFFF",
    ];

    /// <returns>UTC; null if the text is no time since <see cref="Earliest"/>.</returns>
    public static DateTime? Parse(ReadOnlySpan<char> text)
    {
        var time = TraitText.ParseTimestamp(text) ?? ParseWithoutOffset(text) ?? ParseUnix(text);
        return time is { } found && found >= Earliest ? new DateTime(found.Ticks - (found.Ticks % TimeSpan.TicksPerMillisecond), DateTimeKind.Utc) : null;
    }

    private static DateTime? ParseWithoutOffset(ReadOnlySpan<char> text) =>
        // More digits of a second than seven are cut off.
        DateTime.TryParseExact(text[..Math.Min(text.Length, 27)], Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
        && (text.Length <= 27 || !text[27..].ContainsAnyExceptInRange('0', '9')) ? time : null;

    private static DateTime? ParseUnix(ReadOnlySpan<char> text)
    {
        if (text.Length > 30 || !decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        var milliseconds = number < FirstMilliseconds ? number * 1000 : number;
        return milliseconds < FirstMilliseconds * 1000 ? DateTime.UnixEpoch.AddMilliseconds((long)milliseconds) : null;
    }
}
