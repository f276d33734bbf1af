using System.Globalization;

namespace Activation.Import.Normalization;

/// <summary>
/// Year, month and day of birth, each from a column of its own or from a full date. Meta: YYYY from 1900, MM and DD with their zero
/// https://developers.facebook.com/docs/marketing-api/audiences/guides/custom-audiences#hash .
/// </summary>
internal static class BirthDateNormalizer
{
    public static string? Year(ReadOnlySpan<char> cell) =>
        Number(cell, digits: 4) is >= BirthDate.MinYear and <= BirthDate.MaxYear and var year ? Format(year, "0000")
            : BirthDate.TryParse(cell, out var date) ? Format(date.Year, "0000")
            : null;

    public static string? Month(ReadOnlySpan<char> cell)
    {
        if (BirthDate.TryParse(cell, out var date))
        {
            return Format(date.Month, "00");
        }

        var month = Number(cell, digits: 2) ?? DateParts.Month(CellText.Trim(cell).Trim('.'));
        return month is >= 1 and <= 12 ? Format(month.Value, "00") : null;
    }

    public static string? Day(ReadOnlySpan<char> cell) =>
        Number(cell, digits: 2) is >= 1 and <= 31 and var day ? Format(day, "00") : null;

    public static string Format(int value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    // Also "5.0": a number column that had gaps.
    private static int? Number(ReadOnlySpan<char> cell, int digits)
    {
        var text = CellText.Trim(cell);
        text = text.EndsWith(".0", StringComparison.Ordinal) ? text[..^2] : text;
        return text.Length <= digits && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
    }
}
