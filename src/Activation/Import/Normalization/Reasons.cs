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

    public static readonly NormalizationOutcome HashMismatch = NormalizationOutcome.Invalid("hashMismatch",
        "The hash is of another value than the one that another column of the row has in clear, which is used: hash the trimmed, lower-case address or the number as E.164, or leave the column out.");

    public static readonly NormalizationOutcome InvalidName = NormalizationOutcome.Invalid("invalidName",
        "Not a name: a title alone, or no letter is left without punctuation.");

    public static readonly NormalizationOutcome UnknownGender = NormalizationOutcome.Invalid("unknownGender",
        "Neither male nor female by any word that is known (m, f, male, female, … in many languages). Map the column to ignore if it is something else.");

    public static readonly NormalizationOutcome InvalidBirthYear = NormalizationOutcome.Invalid("invalidBirthYear",
        "Not a year of birth: four digits from 1900 are needed, or a date as yyyy-MM-dd.");

    public static readonly NormalizationOutcome InvalidBirthMonth = NormalizationOutcome.Invalid("invalidBirthMonth",
        "Not a month: 1 to 12 or its name is needed, or a date as yyyy-MM-dd.");

    public static readonly NormalizationOutcome InvalidBirthDay = NormalizationOutcome.Invalid("invalidBirthDay",
        "Neither a day (1 to 31) nor a date that can be read in one way only. Write dates as yyyy-MM-dd.");

    public static readonly NormalizationOutcome InvalidCity = NormalizationOutcome.Invalid("invalidCity",
        "Not a city: no letter is left without punctuation.");

    public static readonly NormalizationOutcome InvalidState = NormalizationOutcome.Invalid("invalidState",
        "Not a state or province: no letter is left without punctuation.");

    public static readonly NormalizationOutcome InvalidZip = NormalizationOutcome.Invalid("invalidZip",
        "Not a postal code: it has less than two letters or digits.");

    public static readonly NormalizationOutcome UnknownCountry = NormalizationOutcome.Invalid("unknownCountry",
        "Not a country: write ISO 3166 alpha-2 (us), alpha-3 (usa) or the country's name.");

    public static readonly NormalizationOutcome InvalidMobileAdId = NormalizationOutcome.Invalid("invalidMobileAdId",
        "Not a mobile advertising id: a UUID is needed, not all zeros (which means that the device has opted out).");

    public static readonly NormalizationOutcome MobileAdIdHashed = NormalizationOutcome.Invalid("mobileAdIdHashed",
        "A hashed mobile advertising id: platforms need the plain UUID.");

    public static readonly NormalizationOutcome InvalidEcid = NormalizationOutcome.Invalid("invalidEcid",
        "Not an Experience Cloud id: 38 digits are needed. Export the column as text.");
}
