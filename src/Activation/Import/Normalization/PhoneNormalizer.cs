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

    // A landline of the region's own country code; below this it may be a national number that begins with the same digits.
    private const int MinOwnDigits = 12;

    private static readonly PhoneNumberUtil Library = PhoneNumberUtil.GetInstance();
    private static readonly HashSet<string> Regions = new(Library.GetSupportedRegions(), StringComparer.OrdinalIgnoreCase);

    /// <summary>E.164 with the plus, or why the cell has none.</summary>
    /// <param name="country">ISO 3166-1 alpha-2 upper case of numbers that are written without a country code; null if not known.</param>
    public static PhoneResult Normalize(ReadOnlySpan<char> cell, string? country) =>
        PhoneShortcut.Read(CellText.Trim(cell), country) is { } plain ? new PhoneResult(plain) : NormalizeByPlan(cell, country);

    /// <summary>The same by the library's numbering plans alone.</summary>
    internal static PhoneResult NormalizeByPlan(ReadOnlySpan<char> cell, string? country)
    {
        if (!PhoneText.TryRead(cell, MaxCellLength, out var text))
        {
            return PhoneResult.Invalid;
        }

        var region = Region(text, Known(country));
        if (ByOwnExitCode(text.Dialled, region) is { } abroad)
        {
            return new PhoneResult(abroad);
        }

        if (text.International is { } international)
        {
            return International(international, region) is { } number ? new PhoneResult(number) : PhoneResult.Invalid;
        }

        if ((region is null ? WithoutRegion(text.Dialled) : InRegion(text.Dialled, region)) is { } found)
        {
            return new PhoneResult(found);
        }

        return region is null && text.Digits.Length <= MaxDigits ? PhoneResult.NeedsCountry : PhoneResult.Invalid;
    }

    /// <summary>The country that the cell names goes before the row's, if the number is one of it: `PH:` and `MO:` are more often a phone and a mobile than the Philippines and Macau.</summary>
    private static string? Region(PhoneText text, string? otherwise)
    {
        var named = Known(text.Region);
        return named is null ? otherwise
            : otherwise is null || (Parse(text.Dialled, named) is { } number && Library.IsValidNumber(number) && number.CountryCode == Library.GetCountryCodeForRegion(named)) ? named
            : otherwise;
    }

    // 0011 61 3 … is how Australians dial +61 3 …; taken for an exit code, its 00 would leave +11 61 3 …, which reads as American.
    private static string? ByOwnExitCode(string dialled, string? region) =>
        region is not null && dialled.StartsWith("00", StringComparison.Ordinal) && Parse(dialled, region) is { } number && Library.IsValidNumber(number) ? Format(number) : null;

    // The library drops `(0)` where it is not dialled from abroad, and keeps it where it is (Italy).
    private static string? International(string dialled, string? region) => Parse(dialled, region) is { } number ? Format(number) : null;

    /// <summary>A number of the region, or one of another country without its plus; what is valid goes before what is only possible.</summary>
    private static string? InRegion(string dialled, string region)
    {
        var bare = ParseBare(dialled);
        if (bare is not null && IsOwnCountryCode(bare, region))
        {
            return Format(bare);
        }

        var national = Parse(dialled, region);
        if (national is not null && Library.IsValidNumber(national))
        {
            return Format(national);
        }

        if (bare is not null && Library.IsValidNumber(bare))
        {
            return Format(bare);
        }

        // A trunk zero that the country does not dial: 01 (706) 767-5127 in a US file.
        var withoutZeros = dialled.TrimStart('0', '(', ')', ' ', '-', '.', '/');
        var trimmed = withoutZeros.Length < dialled.Length ? Parse(withoutZeros, region) : null;
        var possible = IsPossible(national) ? national : IsPossible(trimmed) ? trimmed : IsNorthAmerican(bare) ? bare : null;
        return possible is null ? null : Format(possible);
    }

    /// <summary>Digits without a plus that begin with a country code: valid numbers, and possible ones of North America.</summary>
    private static string? WithoutRegion(string dialled) =>
        ParseBare(dialled) is { } number && (IsNorthAmerican(number) || Library.IsValidNumber(number)) ? Format(number) : null;

    private static PhoneNumber? ParseBare(string dialled)
    {
        var text = dialled.TrimStart('(', ' ');
        return text is not ['0', ..] && Parse("+" + text, region: null) is { } number && Library.Format(number, PhoneNumberFormat.E164).Length > MinBareInternationalDigits ? number : null;
    }

    // 4915112345678 in a German file: open plans such as Germany's take it for a national number too, which nobody writes without its zero.
    private static bool IsOwnCountryCode(PhoneNumber bare, string region) =>
        bare.CountryCode == Library.GetCountryCodeForRegion(region) && Library.IsValidNumber(bare)
        && (Library.GetNumberType(bare) is PhoneNumberType.MOBILE or PhoneNumberType.FIXED_LINE_OR_MOBILE || Library.Format(bare, PhoneNumberFormat.E164).Length > MinOwnDigits);

    private static bool IsPossible(PhoneNumber? number) =>
        number is not null && Library.IsPossibleNumberWithReason(number) == PhoneNumberUtil.ValidationResult.IS_POSSIBLE;

    // +1, and an area code that begins with 2 to 9.
    private static bool IsNorthAmerican(PhoneNumber? number) => number is { CountryCode: 1, NationalNumber: >= 2_000_000_000 and <= 9_999_999_999 };

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

    private static string? Known(string? country) => country is not null && Regions.TryGetValue(country, out var region) ? region : null;

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
