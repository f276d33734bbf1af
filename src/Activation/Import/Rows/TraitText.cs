using System.Buffers;
using System.Globalization;
using Activation.Profiles;

namespace Activation.Import.Rows;

/// <summary>The written forms of typed trait values. Pure.</summary>
internal static class TraitText
{
    /// <summary>A double keeps 15 significant decimal digits exactly; a longer number is an identifier more likely than a quantity.</summary>
    private const int MaxDigits = 15;

    private static readonly SearchValues<char> ZoneMarks = SearchValues.Create("Z+-");

    private static readonly string[] TimestampFormats =
    [
        "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd HH:mmK", "yyyy-MM-dd HH:mm:ssK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK",
    ];

    /// <summary>The value of the type, or null if the text is not of it.</summary>
    public static object? Parse(TraitType type, string text) => type switch
    {
        TraitType.Number => IsNumber(text) ? double.Parse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) : null,
        TraitType.Boolean => ParseBoolean(text) is { } flag ? flag : null,
        TraitType.Date => ParseDate(text) is { } day ? day : null,
        TraitType.Timestamp => ParseTimestamp(text) is { } instant ? instant : null,
        _ => text,
    };

    /// <summary>How to write a value of the type, for a message.</summary>
    public static string Expected(TraitType type) => type switch
    {
        TraitType.Number => "write digits with a decimal point, without leading zeros or separators",
        TraitType.Boolean => "write true or false",
        TraitType.Date => "write yyyy-MM-dd",
        TraitType.Timestamp => "write ISO 8601 with a time zone, as 2026-11-02T09:30:00Z",
        _ => "write text",
    };

    /// <summary>`-12.5`, `0.1`, `7`: no leading zeros (a postcode is not a number), no exponent, at most 15 digits, a point.</summary>
    public static bool IsNumber(ReadOnlySpan<char> text)
    {
        var digits = text.StartsWith("-") ? text[1..] : text;
        var point = digits.IndexOf('.');
        var whole = point < 0 ? digits : digits[..point];
        var fraction = point < 0 ? "" : digits[(point + 1)..];
        return whole.Length > 0 && whole.Length + fraction.Length <= MaxDigits
            && !whole.ContainsAnyExceptInRange('0', '9') && !fraction.ContainsAnyExceptInRange('0', '9')
            && (whole.Length == 1 || whole[0] != '0')
            && (point < 0 || fraction.Length > 0);
    }

    public static bool? ParseBoolean(ReadOnlySpan<char> text) =>
        text.Equals("true", StringComparison.OrdinalIgnoreCase) ? true
        : text.Equals("false", StringComparison.OrdinalIgnoreCase) ? false
        : null;

    /// <summary>`2026-11-02`.</summary>
    public static DateOnly? ParseDate(ReadOnlySpan<char> text) =>
        text.Length == 10 && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>ISO 8601 with a zone (`2026-11-02T09:30:00Z`, `…+01:00`), as UTC to the millisecond; without a zone it names no instant.</summary>
    public static DateTime? ParseTimestamp(ReadOnlySpan<char> text)
    {
        if (text.Length is < 17 or > 40 || !char.IsAsciiDigit(text[0]) || !text[16..].ContainsAny(ZoneMarks)
            || !DateTimeOffset.TryParseExact(text, TimestampFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            return null;
        }

        var utc = time.UtcDateTime;
        return new DateTime(utc.Ticks - (utc.Ticks % TimeSpan.TicksPerMillisecond), DateTimeKind.Utc);
    }
}
