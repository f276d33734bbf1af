using PhoneNumbers;

namespace Activation.Import.Normalization;

/// <summary>
/// Phone numbers to E.164 (`+447911123456`), by Google's libphonenumber. Meta hashes the digits alone
/// https://developers.facebook.com/docs/marketing-api/audiences/guides/custom-audiences#hash , Google and TikTok with the plus
/// https://developers.google.com/data-manager/api/devguides/concepts/formatting .
/// </summary>
/// <remarks>
/// A number need not be valid in the library's plan: plans change before the library does, and a number that nobody has
/// matches nobody. So a number that is written internationally needs an assigned country code and the 8 to 15 digits of E.164, and a national
/// one a possible length. What is never done is to guess the country: without one, digits are taken as international only if they
/// cannot well be anything else.
/// </remarks>
internal static class PhoneNormalizer
{
    // ITU-T E.164: at most 15 digits; the shortest numbers in use have 7 to 8 with the country code.
    private const int MinDigits = 8;
    private const int MaxDigits = 15;
    private const int MaxCellLength = 60;

    // Below this, national numbers of one country read as valid numbers of another: 361 234 5678 (Texas) is +36 1 234 5678 (Budapest).
    private const int MinBareInternationalDigits = 11;

    private static readonly PhoneNumberUtil Library = PhoneNumberUtil.GetInstance();
    private static readonly HashSet<string> Regions = [.. Library.GetSupportedRegions()];

    /// <summary>E.164 with the plus, or why the cell has none.</summary>
    /// <param name="country">ISO 3166-1 alpha-2 upper case of numbers that are written without a country code; null if not known.</param>
    public static PhoneResult Normalize(ReadOnlySpan<char> cell, string? country)
    {
        if (!PhoneText.TryRead(cell, MaxCellLength, out var text))
        {
            return PhoneResult.Invalid;
        }

        var region = text.Region is not null && Regions.Contains(text.Region) ? text.Region : KnownRegion(country);
        if (text.International is { } international)
        {
            return International(international, region) is { } number ? new PhoneResult(number) : PhoneResult.Invalid;
        }

        if (region is not null)
        {
            return (National(text.Dialled, region) ?? BareInternational(text.Dialled)) is { } number ? new PhoneResult(number) : PhoneResult.Invalid;
        }

        return BareInternational(text.Dialled) is { } bare ? new PhoneResult(bare)
            : text.Digits.Length is >= 5 and <= MaxDigits ? PhoneResult.NeedsCountry
            : PhoneResult.Invalid;
    }

    // The library also knows the exit codes of a region (011 from the US, 010 from Japan) and drops `(0)` where it is not dialled.
    private static string? International(string dialled, string? region)
    {
        if (Parse(dialled, region) is not { } number)
        {
            return null;
        }

        var possible = Library.IsPossibleNumberWithReason(number);
        return possible == PhoneNumberUtil.ValidationResult.INVALID_COUNTRY_CODE ? null : Format(number);
    }

    private static string? National(string dialled, string region)
    {
        if (Parse(dialled, region) is { } number && IsPlausible(number))
        {
            return Format(number);
        }

        // A trunk zero that the country does not dial: 01 (706) 767-5127 in a US file.
        var withoutZeros = dialled.TrimStart('0', '(', ')', ' ', '-', '.', '/');
        return withoutZeros.Length < dialled.Length && Parse(withoutZeros, region) is { } trimmed && IsPlausible(trimmed) ? Format(trimmed) : null;
    }

    private static bool IsPlausible(PhoneNumber number) =>
        Library.IsPossibleNumberWithReason(number) == PhoneNumberUtil.ValidationResult.IS_POSSIBLE;

    /// <summary>Digits without a plus that begin with a country code: valid numbers, and possible ones of North America.</summary>
    private static string? BareInternational(string dialled)
    {
        var text = dialled.TrimStart('(', ' ');
        if (text is ['0', ..] || Parse("+" + text, region: null) is not { } number || Format(number) is not { } e164 || e164.Length <= MinBareInternationalDigits)
        {
            return null;
        }

        var isNorthAmerican = e164 is ['+', '1', >= '2' and <= '9', ..] && e164.Length == "+12345678901".Length;
        return isNorthAmerican || Library.IsValidNumber(number) ? e164 : null;
    }

    private static string? Format(PhoneNumber number)
    {
        var formatted = Library.Format(number, PhoneNumberFormat.E164);
        return formatted.Length - 1 is >= MinDigits and <= MaxDigits && !IsPlaceholder(number) && (Library.IsValidNumber(number) || IsStable(formatted)) ? formatted : null;
    }

    // A number outside of the plan may begin with what the library takes for a prefix: read again it would be another number.
    private static bool IsStable(string formatted) => Parse(formatted, region: null) is { } again && Library.Format(again, PhoneNumberFormat.E164) == formatted;

    // 0000000, 9999999999: typed to get past a form; as an identifier they would make one person of many.
    private static bool IsPlaceholder(PhoneNumber number)
    {
        var national = Library.GetNationalSignificantNumber(number);
        return national.AsSpan().ContainsAnyExcept(national[0]) is false;
    }

    private static string? KnownRegion(string? country) => country is not null && Regions.Contains(country) ? country : null;

    private static PhoneNumber? Parse(string text, string? region)
    {
        try
        {
            return Library.Parse(text, region);
        }
        catch (NumberParseException)
        {
            // The library's way of saying "not a number".
            return null;
        }
    }
}
