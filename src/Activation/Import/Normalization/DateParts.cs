using System.Collections.Frozen;
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
    private static readonly FrozenDictionary<string, int> MonthNames = BuildMonthNames();

    /// <summary>The three parts of a date, or null if the text is not made of three.</summary>
    public static DatePart[]? Split(ReadOnlySpan<char> text)
    {
        if (text.Length == 8 && !text.ContainsAnyExceptInRange('0', '9'))
        {
            return [Number(text[..4], '-'), Number(text[4..6], '-'), Number(text[6..], '-')];
        }

        var parts = new List<DatePart>(3);
        while (!text.IsEmpty)
        {
            var end = WordLength(text);
            var separator = end < text.Length ? text[end] : ' ';
            if (end == 0 || parts.Count == 3 || Read(text[..end], separator) is not { } part)
            {
                return null;
            }

            parts.Add(part);
            text = text[end..].TrimStart(" -/.,年月日");
        }

        return parts.Count == 3 ? [.. parts] : null;
    }

    /// <summary>The number of a month by name or, as digits, itself; null if it is neither.</summary>
    public static int? Month(ReadOnlySpan<char> text) => Read(text, ' ')?.Value;

    private static int WordLength(ReadOnlySpan<char> text)
    {
        var end = 0;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || (char.IsLetter(text[end]) && text[end] is not ('年' or '月' or '日'))))
        {
            end++;
        }

        return end;
    }

    private static DatePart? Read(ReadOnlySpan<char> word, char separator)
    {
        // 1st, 22nd
        var number = word.Length is 3 or 4 && word[^2..] is "st" or "nd" or "rd" or "th" ? word[..^2] : word;
        if (!number.IsEmpty && number.Length <= 4 && !number.ContainsAnyExceptInRange('0', '9'))
        {
            return Number(number, separator);
        }

        return MonthNames.TryGetValue(CellText.Fold(word), out var month) ? new DatePart(month, 2, separator, isMonthName: true) : null;
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

    private static FrozenDictionary<string, int> BuildMonthNames()
    {
        string[] months =
        [
            "jan january januar janvier enero ene gennaio gen janeiro januari",
            "feb february februar fevrier fev febrero febbraio fevereiro februari",
            "mar march marz maerz mrz mars marzo marco maart mrt",
            "apr april avril avr abril abr aprile",
            "may mai mayo maggio mag maio mei maj",
            "jun june juni juin junio giugno giu junho",
            "jul july juli juillet juil julio luglio lug julho",
            "aug august aout agosto ago augustus augusti",
            "sep sept september septembre septiembre settembre set setembro",
            "oct october oktober okt octobre octubre ottobre ott outubro out",
            "nov november novembre noviembre novembro",
            "dec december dezember dez decembre diciembre dic dicembre dezembro",
        ];

        return months.SelectMany((names, i) => names.Split(' ').Select(name => KeyValuePair.Create(name, i + 1))).ToFrozenDictionary(StringComparer.Ordinal);
    }
}
