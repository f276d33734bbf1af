using System.Runtime.InteropServices;

namespace Activation.Import.Normalization;

/// <summary>
/// A date of birth from one cell, in a form that can only be read in one way. `03/04/1990` is March or April, so it is refused. Not a record: it is
/// personal data.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly struct BirthDate
{
    internal const int MinYear = 1900;
    internal const int MaxYear = 2099;

    private static readonly string[] Weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    private BirthDate(int year, int month, int day) => (Year, Month, Day) = (year, month, day);

    public int Year { get; }

    public int Month { get; }

    public int Day { get; }

    public static bool TryParse(ReadOnlySpan<char> cell, out BirthDate date)
    {
        date = default;
        var parts = DateParts.Split(WithoutWeekday(WithoutTime(WithoutRemark(CellText.Trim(CellText.ComposeLower(cell))))));
        if (parts is null)
        {
            return false;
        }

        var (a, b, c) = (parts[0], parts[1], parts[2]);
        return (a, b, c) switch
        {
            // 1990-12-31, 1990/12/31, 19901231, 1990年12月31日
            ({ Digits: 4 }, { Digits: <= 2 }, { Digits: <= 2 }) => TryCreate(a.Value, b.Value, c.Value, out date),

            // 31 Dec 1990; Dec 31, 1990
            ({ Digits: <= 2, IsMonthName: false }, { IsMonthName: true }, { Digits: 4 }) => TryCreate(c.Value, b.Value, a.Value, out date),
            ({ IsMonthName: true }, { Digits: <= 2, IsMonthName: false }, { Digits: 4 }) => TryCreate(c.Value, a.Value, b.Value, out date),

            // 31.12.1990 with dots is day first everywhere; otherwise only if one of the two cannot be a month, or both are the same.
            ({ Digits: <= 2 }, { Digits: <= 2 }, { Digits: 4 }) when a.Separator == '.' || a.Value > 12 || a.Value == b.Value => TryCreate(c.Value, b.Value, a.Value, out date),
            ({ Digits: <= 2 }, { Digits: <= 2 }, { Digits: 4 }) when b.Value > 12 || a.Separator is '月' or '월' => TryCreate(c.Value, a.Value, b.Value, out date),
            _ => false,
        };
    }

    // "2/16/1997 (mm/dd/yyyy)": what Meta's own builder is tried with.
    private static ReadOnlySpan<char> WithoutRemark(ReadOnlySpan<char> text) => text.IndexOf('(') is > 0 and var remark ? text[..remark].TrimEnd() : text;

    // "Mon, 31 Dec 1990" (RFC 1123), "Mon Dec 31 1990" (JavaScript).
    private static ReadOnlySpan<char> WithoutWeekday(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAny(' ', ',');
        if (end is < 3 or > 9)
        {
            return text;
        }

        foreach (var day in Weekdays)
        {
            if (day.AsSpan().StartsWith(text[..end], StringComparison.Ordinal))
            {
                return text[end..].TrimStart(" ,");
            }
        }

        return text;
    }

    // "1990-12-31T00:00:00Z", "1990-12-31 00:00:00": exports of date-time columns; the date is taken as it is written.
    private static ReadOnlySpan<char> WithoutTime(ReadOnlySpan<char> text)
    {
        var colon = text.IndexOf(':');
        if (colon < 0)
        {
            return text;
        }

        var start = text[..colon].LastIndexOfAny('t', ' ');
        return start > 0 ? text[..start] : text;
    }

    private static bool TryCreate(int year, int month, int day, out BirthDate date)
    {
        date = default;
        if (year is < MinYear or > MaxYear || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        date = new BirthDate(year, month, day);
        return true;
    }
}
