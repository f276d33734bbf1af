namespace Activation.Import.Normalization;

/// <summary>
/// What had to be put right in a cell before it could be used; the codes are part of the receipt's contract. Case, white space, Unicode form and the punctuation that a
/// platform's form leaves out (the dashes of a phone number, the +4 of a ZIP code) are no repair: everybody writes them.
/// </summary>
internal static class Repairs
{
    public static readonly NormalizationOutcome InvisibleCharacters = NormalizationOutcome.Repaired("invisibleCharacters");

    /// <summary>UTF-8 that was taken for Windows-1252: `MÃ¼ller`.</summary>
    public static readonly NormalizationOutcome EncodingRepaired = NormalizationOutcome.Repaired("encodingRepaired");

    /// <summary>`mailto:`, a name or remark beside the address, quotes, stray spaces inside, a full stop at its end.</summary>
    public static readonly NormalizationOutcome EmailCleaned = NormalizationOutcome.Repaired("emailCleaned");

    /// <summary>A national number, completed with the country of the row or of the source.</summary>
    public static readonly NormalizationOutcome CountryCodeAdded = NormalizationOutcome.Repaired("countryCodeAdded");

    /// <summary>`tel:`, `00` for the plus, a `(0)`, an extension or a remark, letters for digits.</summary>
    public static readonly NormalizationOutcome PhoneCleaned = NormalizationOutcome.Repaired("phoneCleaned");

    public static readonly NormalizationOutcome TitleRemoved = NormalizationOutcome.Repaired("titleRemoved");

    /// <summary>The name of a country or state, or a word for a gender, for which its code stands.</summary>
    public static readonly NormalizationOutcome CodeFromName = NormalizationOutcome.Repaired("codeFromName");

    /// <summary>A date that is not written yyyy-MM-dd, or a month's name.</summary>
    public static readonly NormalizationOutcome DateReformatted = NormalizationOutcome.Repaired("dateReformatted");

    /// <summary>`94035.0`, as a number column with gaps is exported.</summary>
    public static readonly NormalizationOutcome DecimalsRemoved = NormalizationOutcome.Repaired("decimalsRemoved");

    /// <summary>A ZIP code whose leading zeros a spreadsheet dropped.</summary>
    public static readonly NormalizationOutcome ZipPadded = NormalizationOutcome.Repaired("zipPadded");

    /// <summary>A UUID in braces or without its hyphens.</summary>
    public static readonly NormalizationOutcome UuidReformatted = NormalizationOutcome.Repaired("uuidReformatted");

    /// <summary>A customer or external id that is an email address or a phone number, for which its hash stands.</summary>
    public static readonly NormalizationOutcome PersonalIdHashed = NormalizationOutcome.Repaired("personalIdHashed");

    /// <summary>A SHA-256 in Base64.</summary>
    public static readonly NormalizationOutcome Base64Hash = NormalizationOutcome.Repaired("base64Hash");

    /// <summary>The hash of a hash of the value that another column of the row has in clear.</summary>
    public static readonly NormalizationOutcome DoubleHashed = NormalizationOutcome.Repaired("doubleHashed");

    /// <summary>The hash of the value that another column of the row has in clear, before it was normalized.</summary>
    public static readonly NormalizationOutcome HashedUnnormalized = NormalizationOutcome.Repaired("hashedUnnormalized");

    public static NormalizationOutcome OfEmail(ReadOnlySpan<char> text, string plain) =>
        text.Equals(plain, StringComparison.OrdinalIgnoreCase) || (!System.Text.Ascii.IsValid(text) && CellText.ComposeLower(text) == plain) ? NormalizationOutcome.Valid : EmailCleaned;

    /// <param name="e164">With its plus.</param>
    public static NormalizationOutcome OfPhone(ReadOnlySpan<char> text, string e164)
    {
        var expected = 1;
        bool isPlain = true, differs = false;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c))
            {
                isPlain &= c is '+' or ' ' or '-' or '.' or '(' or ')' or '/' or '\u00a0';
            }
            else if (expected < e164.Length && e164[expected] == c)
            {
                expected++;
            }
            else
            {
                isPlain = false;
                differs |= expected < e164.Length;
            }
        }

        var isInternational = text.Contains('+') || text.StartsWith("00", StringComparison.Ordinal);
        return isPlain && expected == e164.Length ? NormalizationOutcome.Valid
            : differs && !isInternational ? CountryCodeAdded
            : PhoneCleaned;
    }

    /// <summary>Of a year, month or day, or of a whole date.</summary>
    public static NormalizationOutcome OfDate(ReadOnlySpan<char> text) =>
        (text.Length <= 4 && !text.ContainsAnyExceptInRange('0', '9')) || (text.Length == 10 && text[4] == '-' && text[7] == '-') ? NormalizationOutcome.Valid
        : EndsInDecimals(text) ? DecimalsRemoved
        : DateReformatted;

    public static NormalizationOutcome OfZip(ReadOnlySpan<char> text, string zip) =>
        EndsInDecimals(text) ? DecimalsRemoved
        : zip.StartsWith('0') && !text.StartsWith('0') && char.IsAsciiDigit(text[0]) ? ZipPadded
        : NormalizationOutcome.Valid;

    public static NormalizationOutcome OfCode(ReadOnlySpan<char> text, string code) =>
        text.Length > code.Length ? CodeFromName : NormalizationOutcome.Valid;

    private static bool EndsInDecimals(ReadOnlySpan<char> text) => text.Length > 2 && text.EndsWith(".0", StringComparison.Ordinal) && !text[..^2].ContainsAnyExceptInRange('0', '9');
}
