using System.Security.Cryptography;
using Activation.Profiles;

namespace Activation.Import.Normalization;

/// <summary>Turns one cell into the stored variants of an identifier. Pure.</summary>
public static class IdentifierNormalizer
{
    /// <summary>
    /// Normalizes and hashes `cell` and adds each variant of the identifier (see <see cref="Identifiers.Variants"/>) that can be made of it.
    /// A value that is a SHA-256 hash already is used as it is, lower-cased. A full date in a birth day column sets year and month too; an IDFA or
    /// Google advertising id is a mobile ad id as well.
    /// </summary>
    /// <param name="identifier">One of <see cref="Identifiers.Names"/>.</param>
    public static NormalizationOutcome Add(IdentifierSet identifiers, string identifier, ReadOnlySpan<char> cell, NormalizationContext context)
    {
        // Not trimmed: the company's own ids are kept byte for byte, and a hash is an id like any other.
        if (identifier is Identifiers.CustomerId or Identifiers.ExternalId)
        {
            return CustomerId(cell.ToString(), out var idOutcome) is { } id ? AddText(identifiers, id, At.ExternalId).WithRepair(idOutcome) : idOutcome;
        }

        var text = CellText.Trim(cell);
        if (CellText.IsBlank(text))
        {
            return NormalizationOutcome.Empty;
        }

        if (PlainForms.Of(text) is { } plain)
        {
            return Add(identifiers, identifier, plain, context);
        }

        if (Mojibake.Repair(text) is { } meant)
        {
            return Add(identifiers, identifier, meant, context).WithRepair(Repairs.EncodingRepaired);
        }

        if (!Prehashed.TryAdd(identifiers, identifier, text, out var outcome))
        {
            outcome = AddPlain(identifiers, identifier, text, context);
        }

        return outcome.Kind == NormalizationKind.Valid && text.Length != cell.Trim().Length ? Repairs.InvisibleCharacters : outcome;
    }

    /// <summary>The customer or external id of a cell; null if it is blank.</summary>
    public static string? CustomerId(string cell, out NormalizationOutcome outcome)
    {
        var id = CustomerIds.Normalize(cell);
        outcome = id is null ? NormalizationOutcome.Empty : ReferenceEquals(id, cell) ? NormalizationOutcome.Valid : Repairs.PersonalIdHashed;
        return id;
    }

    private static NormalizationOutcome AddPlain(IdentifierSet identifiers, string identifier, ReadOnlySpan<char> text, NormalizationContext context) =>
        identifier switch
        {
            Identifiers.Email => AddEmail(identifiers, text),
            Identifiers.Phone => AddPhone(identifiers, text, context),
            Identifiers.FirstName => AddName(identifiers, At.FirstName, text),
            Identifiers.LastName => AddName(identifiers, At.LastName, text),
            Identifiers.Gender => AddCode(identifiers, At.Gender, text, GenderNormalizer.Normalize(text), Reasons.UnknownGender),
            Identifiers.BirthYear => AddHash(identifiers, At.BirthYear, BirthDateNormalizer.Year(text), Reasons.InvalidBirthYear).WithRepair(Repairs.OfDate(text)),
            Identifiers.BirthMonth => AddHash(identifiers, At.BirthMonth, BirthDateNormalizer.Month(text), Reasons.InvalidBirthMonth).WithRepair(Repairs.OfDate(text)),
            Identifiers.BirthDay => AddBirthDay(identifiers, text),
            Identifiers.City => AddHash(identifiers, At.City, CityNormalizer.Normalize(text), Reasons.InvalidCity),
            Identifiers.State => AddState(identifiers, text, context),
            Identifiers.Zip => AddZip(identifiers, text, context),
            Identifiers.Country => AddHashAndClear(identifiers, At.Country, At.CountryClear, CountryNormalizer.Normalize(text), CountryNormalizer.Alpha2(text), Reasons.UnknownCountry).WithRepair(Repairs.OfCode(text, "us")),
            Identifiers.MobileAdId => AddMobileAdId(identifiers, text, At.MobileAdId),
            Identifiers.Idfa => AddMobileAdId(identifiers, text, At.Idfa, At.MobileAdId),
            Identifiers.Gaid => AddMobileAdId(identifiers, text, At.Gaid, At.MobileAdId),
            Identifiers.Ecid => EcidNormalizer.Normalize(text) is { } ecid ? AddText(identifiers, ecid, At.Ecid) : Reasons.InvalidEcid,
            _ => throw new ArgumentOutOfRangeException(nameof(identifier), identifier, "Not an identifier name."),
        };

    private static NormalizationOutcome AddEmail(IdentifierSet identifiers, ReadOnlySpan<char> text)
    {
        if (EmailNormalizer.Normalize(text) is not { } plain)
        {
            return Reasons.InvalidEmail;
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Span<char> buffer = stackalloc char[EmailNormalizer.MaxLength];
        Sha256Hex.Write(plain, hash);
        identifiers.Add(At.Email, hash);
        AddForm(identifiers, At.EmailGoogle, EmailNormalizer.ForGoogle(plain, buffer), plain, hash);
        AddForm(identifiers, At.EmailReddit, EmailNormalizer.WithoutDotsAndTag(plain, buffer), plain, hash);
        return Repairs.OfEmail(text, plain);
    }

    /// <summary>A form that is the plain one has its hash.</summary>
    private static void AddForm(IdentifierSet identifiers, int variant, ReadOnlySpan<char> form, string plain, ReadOnlySpan<byte> ofPlain)
    {
        if (form.Length == plain.Length)
        {
            identifiers.Add(variant, ofPlain);
        }
        else
        {
            AddHash(identifiers, variant, form);
        }
    }

    private static NormalizationOutcome AddPhone(IdentifierSet identifiers, ReadOnlySpan<char> text, NormalizationContext context)
    {
        var phone = PhoneNormalizer.Normalize(text, context.Country);
        if (phone.E164 is not { } e164)
        {
            return phone.IsCountryMissing ? Reasons.PhoneNeedsCountry : Reasons.InvalidPhone;
        }

        AddHash(identifiers, At.Phone, e164.AsSpan(1));
        AddHash(identifiers, At.PhoneE164, e164);
        return Repairs.OfPhone(text, e164);
    }

    private static NormalizationOutcome AddBirthDay(IdentifierSet identifiers, ReadOnlySpan<char> text)
    {
        if (!BirthDate.TryParse(text, out var date))
        {
            return AddHash(identifiers, At.BirthDay, BirthDateNormalizer.Day(text), Reasons.InvalidBirthDay).WithRepair(Repairs.OfDate(text));
        }

        AddHash(identifiers, At.BirthYear, BirthDateNormalizer.Format(date.Year, "0000"));
        AddHash(identifiers, At.BirthMonth, BirthDateNormalizer.Format(date.Month, "00"));
        AddHash(identifiers, At.BirthDay, BirthDateNormalizer.Format(date.Day, "00"));
        return Repairs.OfDate(text);
    }

    private static NormalizationOutcome AddMobileAdId(IdentifierSet identifiers, ReadOnlySpan<char> text, params ReadOnlySpan<int> variants) =>
        MobileAdIdNormalizer.Normalize(text) is { } id ? AddDevice(identifiers, id, variants).WithRepair(text.Length == id.Length ? NormalizationOutcome.Valid : Repairs.UuidReformatted)
            : HashShapes.Of(text) is HashShape.Sha256 or HashShape.Sha256OfEmpty or HashShape.Sha1 ? Reasons.MobileAdIdHashed
            : Reasons.InvalidMobileAdId;

    private static NormalizationOutcome AddDevice(IdentifierSet identifiers, string id, ReadOnlySpan<int> variants)
    {
        AddHash(identifiers, At.MobileAdIdSha256, id);
        return AddText(identifiers, id, variants);
    }

    private static NormalizationOutcome AddName(IdentifierSet identifiers, int variant, ReadOnlySpan<char> text) =>
        AddHash(identifiers, variant, PersonNameNormalizer.Normalize(text, out var isShortened), Reasons.InvalidName).WithRepair(isShortened ? Repairs.TitleRemoved : NormalizationOutcome.Valid);

    private static NormalizationOutcome AddState(IdentifierSet identifiers, ReadOnlySpan<char> text, NormalizationContext context)
    {
        var state = StateNormalizer.Normalize(text, context.Country);
        // Only a code has two letters; elsewhere names stay names.
        return state?.Length == 2 ? AddCode(identifiers, At.State, text, state, Reasons.InvalidState) : AddHash(identifiers, At.State, state, Reasons.InvalidState);
    }

    private static NormalizationOutcome AddZip(IdentifierSet identifiers, ReadOnlySpan<char> text, NormalizationContext context)
    {
        var zip = ZipNormalizer.Normalize(text, context.Country);
        return AddHashAndClear(identifiers, At.Zip, At.ZipClear, zip, ZipNormalizer.InClear(text, context.Country), Reasons.InvalidZip).WithRepair(zip is null ? NormalizationOutcome.Valid : Repairs.OfZip(text, zip));
    }

    private static NormalizationOutcome AddCode(IdentifierSet identifiers, int variant, ReadOnlySpan<char> text, string? code, NormalizationOutcome otherwise) =>
        AddHash(identifiers, variant, code, otherwise).WithRepair(code is null ? NormalizationOutcome.Valid : Repairs.OfCode(text, code));

    /// <summary>The repair, where the value could be used.</summary>
    private static NormalizationOutcome WithRepair(this NormalizationOutcome outcome, NormalizationOutcome repair) => outcome.Kind == NormalizationKind.Valid ? repair : outcome;

    private static NormalizationOutcome AddHashAndClear(IdentifierSet identifiers, int variant, int clearVariant, string? value, string? clear, NormalizationOutcome otherwise)
    {
        if (value is not null && clear is not null)
        {
            identifiers.Add(clearVariant, clear);
        }

        return AddHash(identifiers, variant, value, otherwise);
    }

    private static NormalizationOutcome AddHash(IdentifierSet identifiers, int variant, string? value, NormalizationOutcome otherwise) =>
        value is null ? otherwise : AddHash(identifiers, variant, value);

    private static NormalizationOutcome AddHash(IdentifierSet identifiers, int variant, ReadOnlySpan<char> value)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Sha256Hex.Write(value, hash);
        identifiers.Add(variant, hash);
        return NormalizationOutcome.Valid;
    }

    private static NormalizationOutcome AddText(IdentifierSet identifiers, string value, params ReadOnlySpan<int> variants)
    {
        foreach (var variant in variants)
        {
            identifiers.Add(variant, value);
        }

        return NormalizationOutcome.Valid;
    }

    /// <summary>Positions of the variants.</summary>
    private static class At
    {
        public static readonly int Email = Identifiers.Position("email");
        public static readonly int EmailGoogle = Identifiers.Position("email_google");
        public static readonly int EmailReddit = Identifiers.Position("email_reddit");
        public static readonly int Phone = Identifiers.Position("phone");
        public static readonly int PhoneE164 = Identifiers.Position("phone_e164");
        public static readonly int ExternalId = Identifiers.Position("external_id");
        public static readonly int FirstName = Identifiers.Position("first_name");
        public static readonly int LastName = Identifiers.Position("last_name");
        public static readonly int Gender = Identifiers.Position("gender");
        public static readonly int BirthYear = Identifiers.Position("birth_year");
        public static readonly int BirthMonth = Identifiers.Position("birth_month");
        public static readonly int BirthDay = Identifiers.Position("birth_day");
        public static readonly int City = Identifiers.Position("city");
        public static readonly int State = Identifiers.Position("state");
        public static readonly int MobileAdId = Identifiers.Position("mobile_ad_id");
        public static readonly int Idfa = Identifiers.Position("idfa");
        public static readonly int Gaid = Identifiers.Position("gaid");
        public static readonly int Ecid = Identifiers.Position("ecid");
        public static readonly int Zip = Identifiers.Position("zip");
        public static readonly int ZipClear = Identifiers.Position("zip_clear");
        public static readonly int Country = Identifiers.Position("country");
        public static readonly int CountryClear = Identifiers.Position("country_clear");
        public static readonly int MobileAdIdSha256 = Identifiers.Position("mobile_ad_id_sha256");
    }
}
