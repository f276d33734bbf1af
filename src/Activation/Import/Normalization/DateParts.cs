using System.Globalization;
using System.Runtime.InteropServices;

namespace Activation.Import.Normalization;

/// <summary>One of the three parts of a written date and the separator that follows it. Not a record: it is personal data.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct DatePart(int value, int digits, char separator, bool isMonthName)
{
    public int Value { get; } = value;

    public int Digits { get; } = digits;

    public char Separator { get; } = separator;

    public bool IsMonthName { get; } = isMonthName;
}

internal static class DateParts
{
    /// <summary>Between the parts, or after them: `31 de diciembre de 1990`, `31st of December 1990`, `31 декабря 1990 г.`</summary>
    private static readonly string[] Fillers = ["de", "del", "of", "г", "года", "р", "року"];

    /// <summary>The three parts of a date, or null if the text is not made of three.</summary>
    /// <param name="text">Composed and lower case.</param>
    public static DatePart[]? Split(ReadOnlySpan<char> text)
    {
        // Also "19901231.0": a number column that had gaps.
        if (text.Length is 8 or 10 && !text[..8].ContainsAnyExceptInRange('0', '9') && text[8..] is "" or ".0")
        {
            return [Number(text[..4], '-'), Number(text[4..6], '-'), Number(text[6..8], '-')];
        }

        var parts = new List<DatePart>(3);
        while (!text.IsEmpty)
        {
            var end = WordLength(text);
            var separator = end < text.Length ? text[end] : ' ';
            if (!IsFiller(text[..end]))
            {
                if (end == 0 || parts.Count == 3 || Read(text[..end], separator) is not { } part)
                {
                    return null;
                }

                parts.Add(part);
            }

            while (end < text.Length && IsSeparator(text[end]))
            {
                end++;
            }

            text = text[end..];
        }

        return parts.Count == 3 ? [.. parts] : null;
    }

    /// <summary>The number of a month by name or, as digits, itself; null if it is neither.</summary>
    public static int? Month(ReadOnlySpan<char> text) => Read(text, ' ')?.Value;

    private static bool IsFiller(ReadOnlySpan<char> word)
    {
        foreach (var filler in Fillers)
        {
            if (word.SequenceEqual(filler))
            {
                return true;
            }
        }

        return false;
    }

    private static int WordLength(ReadOnlySpan<char> text)
    {
        var end = 0;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || (char.IsLetter(text[end]) && !IsSeparator(text[end]))))
        {
            end++;
        }

        return end;
    }

    private static bool IsSeparator(char c) =>
        c is ' ' or '-' or '/' or '.' or ',' or '_' or '|' or '\u00a0' or '年' or '月' or '日' or '년' or '월' or '일' || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.DashPunctuation;

    private static DatePart? Read(ReadOnlySpan<char> word, char separator)
    {
        // 1st, 22nd
        var number = word.Length is 3 or 4 && word[^2..] is "st" or "nd" or "rd" or "th" ? word[..^2] : word;
        if (!number.IsEmpty && number.Length <= 4 && !number.ContainsAnyExceptInRange('0', '9'))
        {
            return Number(number, separator);
        }

        return MonthNames.Find(word) is { } month ? new DatePart(month, 2, separator, isMonthName: true) : null;
    }

    private static DatePart Number(ReadOnlySpan<char> digits, char separator)
    {
        var value = 0;
        foreach (var c in digits)
        {
            value = (value * 10) + (c - '0');
        }

        return new DatePart(value, digits.Length, separator, isMonthName: false);
    }
}
