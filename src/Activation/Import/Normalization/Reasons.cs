namespace Activation.Import.Normalization;

/// <summary>Why a cell could not be used, and what to do about it; the codes are part of the receipt's contract.</summary>
internal static class Reasons
{
    public static readonly NormalizationOutcome InvalidEmail = NormalizationOutcome.Invalid("invalidEmail",
        "Not an email address: it needs one @, a domain with a dot, and nothing else in the cell.");

    public static readonly NormalizationOutcome InvalidPhone = NormalizationOutcome.Invalid("invalidPhone",
        "Not a phone number: too short, too long, all one digit, rounded by a spreadsheet (4.4E+11), or not of the country that it names. Export phone columns as text, best as +{country code}{number}.");

    public static readonly NormalizationOutcome PhoneNeedsCountry = NormalizationOutcome.Invalid("phoneNeedsCountry",
        "The number has no country code. Set the source's defaultCountry (ISO 3166 alpha-2), map a country column, or write numbers as +{country code}{number}.");

    public static readonly NormalizationOutcome Md5NotAccepted = NormalizationOutcome.Invalid("md5NotAccepted",
        "An MD5 hash: the platforms take SHA-256 only. Provide the plain value or its SHA-256.");

    public static readonly NormalizationOutcome Sha1NotAccepted = NormalizationOutcome.Invalid("sha1NotAccepted",
        "A SHA-1 hash: the platforms take SHA-256 only. Provide the plain value or its SHA-256.");

    public static readonly NormalizationOutcome HashOfEmpty = NormalizationOutcome.Invalid("hashOfEmpty",
        "The SHA-256 of an empty value: it stands for everyone whose value is unknown. Leave the cell empty.");
}
