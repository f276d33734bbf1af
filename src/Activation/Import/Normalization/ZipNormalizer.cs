using System.Globalization;
using System.Text;

namespace Activation.Import.Normalization;

/// <summary>
/// Postal codes. Meta: lower case with no spaces and no dash, of the US the first five digits
/// https://developers.facebook.com/docs/marketing-api/conversions-api/parameters/customer-information-parameters#zp . British codes stay whole: Meta's
/// own example is `m11ae`.
/// </summary>
/// <remarks>
/// What follows a hyphen is cut off only for the US, by the row's country or, without one, by the form 12345-6789, which no other country but
/// Saudi Arabia writes: elsewhere it is a part of the code (1229-076 in Lisbon, 540-0001 in Osaka).
/// </remarks>
internal static class ZipNormalizer
{
    private const int Digits = 5;
    private const int PlusFourDigits = 9;
    private const int MinLength = 2;

    public static string? Normalize(ReadOnlySpan<char> cell, string? country)
    {
        var code = Compact(CellText.Trim(cell));
        var isUnitedStates = UnitedStates.Includes(country);
        if (BeforePlusFour(code) is > 0 and var length && (isUnitedStates || (country is null && length == Digits)))
        {
            code = code[..length];
        }

        var zip = WithoutDecimals(code.Replace("-", "", StringComparison.Ordinal));
        return !IsCode(zip) ? null : isUnitedStates ? FiveDigits(zip) : zip;
    }

    /// <summary>
    /// Google's form: the code in clear and as written, without outer white space; of the US with its leading zeros and, if the cell has it, the +4
    /// https://developers.google.com/data-manager/api/devguides/concepts/formatting .
    /// </summary>
    public static string InClear(ReadOnlySpan<char> cell, string? country)
    {
        var written = WithoutDecimals(CellText.Trim(cell).ToString().ToUpperInvariant().Replace('\u00a0', ' '));
        if (!UnitedStates.Includes(country))
        {
            return written;
        }

        var code = Compact(written);
        return BeforePlusFour(code) is > 0 and var length ? FiveDigits(code[..length]) + code[length..]
            : code.Length == PlusFourDigits && FiveDigits(code) is { Length: Digits } zip ? $"{zip}-{code[Digits..]}"
            : FiveDigits(code) is { Length: Digits } padded ? padded
            : written;
    }

    private static string FiveDigits(string zip) =>
        zip.AsSpan().ContainsAnyExceptInRange('0', '9') ? zip
            : zip.Length == PlusFourDigits ? zip[..Digits]

            // Spreadsheets drop the leading zeros of the north-east and Puerto Rico: 2134, 501.
            : zip.Length is 3 or 4 ? zip.PadLeft(Digits, '0')
            : zip;

    /// <summary>The length of what stands before the +4 in 12345-6789 or, without leading zeros, 2134-6789; 0 if the code is not of that form.</summary>
    private static int BeforePlusFour(string code)
    {
        var hyphen = code.AsSpan().IndexOfAnyExceptInRange('0', '9');
        var isPlusFour = hyphen is >= 3 and <= Digits && code[hyphen] == '-' && code.Length == hyphen + 5 && !code.AsSpan(hyphen + 1).ContainsAnyExceptInRange('0', '9');
        return isPlusFour ? hyphen : 0;
    }

    // "94035.0": a number column that had gaps.
    private static string WithoutDecimals(string code) =>
        code.Length > 2 && code.EndsWith(".0", StringComparison.Ordinal) && !code.AsSpan(0, code.Length - 2).ContainsAnyExceptInRange('0', '9') ? code[..^2] : code;

    /// <summary>Lower case, any dash a hyphen, no white space; "12345 6789" gets its hyphen.</summary>
    private static string Compact(ReadOnlySpan<char> text)
    {
        var lower = CellText.ComposeLower(text);
        var isSpacedPlusFour = lower.Length == PlusFourDigits + 1 && lower[Digits] == ' ' && BeforePlusFour(lower.Replace(' ', '-')) == Digits;
        var builder = new ValueStringBuilder(stackalloc char[32]);
        foreach (var c in lower)
        {
            if (isSpacedPlusFour && c == ' ')
            {
                builder.Append('-');
            }
            else if (!CellText.IsIgnorable(c))
            {
                builder.Append(c >= 0x80 && CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.DashPunctuation ? '-' : c);
            }
        }

        var code = builder.ToStringAndDispose();
        return code.IsNormalized() ? code : code.Normalize();
    }

    // The shortest codes in use are a district of a British town (M1) and a part of Kingston, Jamaica.
    private static bool IsCode(string code)
    {
        var length = 0;
        foreach (var rune in code.EnumerateRunes())
        {
            length += Rune.IsLetterOrDigit(rune) ? 1 : 0;
        }

        return length >= MinLength;
    }
}
