namespace Activation.Import.Normalization;

/// <summary>Whether a text looks like a phone number, without any numbering plan.</summary>
internal static class PhoneShape
{
    private const int MinDigits = 8;
    private const int MaxDigits = 15;
    private const int MaxLength = 30;

    /// <summary>A plus or an area code in parentheses, or digits in the groups of a phone number; never plain digits, dates or amounts.</summary>
    public static bool IsWrittenAsPhone(ReadOnlySpan<char> text)
    {
        if (text.Length is < MinDigits or > MaxLength || !TryCount(text, out var digits, out var separators))
        {
            return false;
        }

        if (text[0] == '+' || text.StartsWith("00") && separators > 0)
        {
            return digits is >= MinDigits and <= MaxDigits;
        }

        if (separators == 0 || digits is < 9 or > 13)
        {
            return false;
        }

        return (text.Contains('(') && text.Contains(')') && digits >= 10) || IsTrunk(text, digits) || IsNorthAmerican(text);
    }

    /// <summary>Ten or eleven digits after a trunk zero, as `07911123456`: a phone more often than a number of the company's own.</summary>
    public static bool IsBareNational(ReadOnlySpan<char> text) =>
        text is ['0', >= '1' and <= '9', ..] && text.Length is 10 or 11 && !text.ContainsAnyExceptInRange('0', '9');

    public static string Digits(ReadOnlySpan<char> text)
    {
        var builder = new ValueStringBuilder(stackalloc char[32]);
        foreach (var c in text)
        {
            if (char.IsAsciiDigit(c))
            {
                builder.Append(c);
            }
        }

        return builder.ToStringAndDispose();
    }

    // 07911 123456, 030/1234567: a zero, one or more groups.
    private static bool IsTrunk(ReadOnlySpan<char> text, int digits) => text is ['0', >= '1' and <= '9', ..] && digits is 10 or 11 or 12 && text.IndexOfAny(" /") > 0;

    // 650-555-1212, 1.650.555.1212
    private static bool IsNorthAmerican(ReadOnlySpan<char> text)
    {
        if (text.Length == 14 && text[0] == '1' && !char.IsAsciiDigit(text[1]))
        {
            text = text[2..];
        }

        return text.Length == 12 && text[3] == text[7] && text[3] is '-' or '.' or ' '
            && text.IndexOfAnyExceptInRange('0', '9') == 3 && text[4..].IndexOfAnyExceptInRange('0', '9') == 3 && !text[8..].ContainsAnyExceptInRange('0', '9');
    }

    private static bool TryCount(ReadOnlySpan<char> text, out int digits, out int separators)
    {
        digits = separators = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsAsciiDigit(text[i]))
            {
                digits++;
            }
            else if (text[i] is ' ' or '-' or '.' or '/' or '(' or ')' or '\u00a0' || (i == 0 && text[i] == '+'))
            {
                separators++;
            }
            else
            {
                return false;
            }
        }

        return true;
    }
}
