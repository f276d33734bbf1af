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

    public static string? Normalize(ReadOnlySpan<char> cell, string? country)
    {
        var code = Compact(CellText.Trim(cell));
        if (!HasLetterOrDigit(code))
        {
            return null;
        }

        var zip = code.Replace("-", "", StringComparison.Ordinal);
        var isZip = UnitedStates.Includes(country) || (country is null && IsZipPlusFour(code));
        if (!isZip || zip.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            return zip;
        }

        // Spreadsheets drop the leading zeros of the north-east and Puerto Rico: 2134, 501, 2134-1234.
        var plusFour = code.IndexOf('-');
        var five = plusFour > 0 ? zip[..plusFour] : zip.Length == PlusFourDigits ? zip[..Digits] : zip;
        return five.Length is 3 or 4 ? five.PadLeft(Digits, '0') : five;
    }

    private static bool IsZipPlusFour(string code) =>
        code.Length == PlusFourDigits + 1 && code[Digits] == '-' && code.AsSpan().IndexOfAnyExceptInRange('0', '9') == Digits && !code.AsSpan(Digits + 1).ContainsAnyExceptInRange('0', '9');

    /// <summary>Lower case, any dash a hyphen, no white space, no decimals of a number column; "12345 6789" gets its hyphen.</summary>
    private static string Compact(ReadOnlySpan<char> text)
    {
        var lower = CellText.ComposeLower(text);
        var isSpacedPlusFour = lower.Length == PlusFourDigits + 1 && lower[Digits] == ' ' && IsZipPlusFour(lower.Replace(' ', '-'));
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
        code = code.IsNormalized() ? code : code.Normalize();
        return code.EndsWith(".0", StringComparison.Ordinal) && code.AsSpan(0, code.Length - 2).ContainsAnyExceptInRange('0', '9') is false ? code[..^2] : code;
    }

    private static bool HasLetterOrDigit(string code)
    {
        foreach (var rune in code.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
            {
                return true;
            }
        }

        return false;
    }
}
