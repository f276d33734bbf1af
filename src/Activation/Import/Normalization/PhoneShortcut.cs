using System.Collections.Frozen;
using PhoneNumbers;

namespace Activation.Import.Normalization;

/// <summary>
/// Numbers whose E.164 form is their digits, told without a parse: most of a file, at a tenth of the time. It answers only what
/// <see cref="PhoneNormalizer"/> answers by the library too.
/// </summary>
internal static class PhoneShortcut
{
    private const int MinDigits = 8;
    private const int MaxDigits = 15;
    private const int MaxCellLength = 30;
    private const int NorthAmericanDigits = 10;

    /// <summary>Country codes with the digits (a bit each) with which a prefix begins that the library may strip from the national number.</summary>
    private static readonly FrozenDictionary<int, int> PrefixDigits = FindPrefixDigits(PhoneNumberUtil.GetInstance());

    /// <param name="cell">Trimmed.</param>
    /// <param name="region">Of numbers without a country code; null if not known.</param>
    /// <returns>Null if the number needs a closer look.</returns>
    public static string? Read(ReadOnlySpan<char> cell, string? region)
    {
        Span<char> digits = stackalloc char[MaxDigits];
        if (!TryGetDigits(cell, digits, out var count))
        {
            return null;
        }

        digits = digits[..count];
        if (cell[0] == '+')
        {
            return count >= MinDigits && IsPlain(digits) ? string.Concat("+", digits) : null;
        }

        // With or without the trunk 1; a North American area code begins with 2 to 9.
        var national = digits is ['1', ..] ? digits[1..] : digits;
        return region is "US" or "CA" && national.Length == NorthAmericanDigits && national[0] is >= '2' and <= '9' && !IsPlaceholder(national) ? string.Concat("+1", national) : null;
    }

    private static bool TryGetDigits(ReadOnlySpan<char> cell, Span<char> digits, out int count)
    {
        count = 0;
        if (cell.Length is < MinDigits or > MaxCellLength || !(char.IsAsciiDigit(cell[0]) || cell[0] is '+' or '(') || !char.IsAsciiDigit(cell[^1]) || cell.EndsWith(".0"))
        {
            return false;
        }

        for (var i = 0; i < cell.Length; i++)
        {
            if (char.IsAsciiDigit(cell[i]))
            {
                if (count == digits.Length)
                {
                    return false;
                }

                digits[count++] = cell[i];
            }
            else if (!(cell[i] is ' ' or '-' or '.' or '(' or ')' || (cell[i] == '+' && i == 0)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The country code is the only one that the digits begin with: no code begins another one.</summary>
    private static bool IsPlain(ReadOnlySpan<char> digits)
    {
        if (digits[0] == '0')
        {
            return false;
        }

        var code = 0;
        for (var length = 1; length <= 3; length++)
        {
            code = (code * 10) + (digits[length - 1] - '0');
            if (PrefixDigits.TryGetValue(code, out var prefixes))
            {
                var national = digits[length..];
                return (prefixes & (1 << (national[0] - '0'))) == 0 && !IsPlaceholder(national);
            }
        }

        return false;
    }

    private static bool IsPlaceholder(ReadOnlySpan<char> national) => !national.ContainsAnyExcept(national[0]);

    private static FrozenDictionary<int, int> FindPrefixDigits(PhoneNumberUtil library)
    {
        var codes = new Dictionary<int, int>();
        foreach (var code in library.GetSupportedCallingCodes())
        {
            if (library.GetMetadataForRegion(library.GetRegionCodeForCountryCode(code)) is { } plan && FirstDigits(plan.NationalPrefixForParsing ?? "") is { } digits)
            {
                // A zero is a trunk prefix, or an Italian number's own: either needs the library.
                codes[code] = digits | 1;
            }
        }

        return codes.ToFrozenDictionary();
    }

    /// <summary>The digits with which matches of the pattern can begin; null if that needs more than a look at where its alternatives begin: `0|180020`, `(183[12])|0`.</summary>
    private static int? FirstDigits(string pattern)
    {
        var digits = 0;
        var (depth, atStart, inFirstGroup) = (0, true, false);
        for (var i = 0; i < pattern.Length; i++)
        {
            var isOptional = i + 1 < pattern.Length && pattern[i + 1] is '?' or '*' or '{';
            if (pattern[i] == '|' && depth <= 1)
            {
                if (depth == 1)
                {
                    return null;
                }

                atStart = true;
            }
            else if (pattern[i] is '(' or ')')
            {
                depth += pattern[i] == '(' ? 1 : -1;
                if (depth == 0 && inFirstGroup && isOptional)
                {
                    return null;
                }

                inFirstGroup &= depth > 0;
            }
            else if (atStart)
            {
                if (!char.IsAsciiDigit(pattern[i]) || isOptional)
                {
                    return null;
                }

                digits |= 1 << (pattern[i] - '0');
                (atStart, inFirstGroup) = (false, depth > 0);
            }
        }

        return digits;
    }
}
