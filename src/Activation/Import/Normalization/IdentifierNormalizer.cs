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
    public static NormalizationOutcome Add(IdentifierSet identifiers, string identifier, string cell, NormalizationContext context)
    {
        // Not trimmed: the company's own ids are kept byte for byte, and a hash is an id like any other.
        if (identifier is Identifiers.CustomerId or Identifiers.ExternalId)
        {
            return CustomerId(cell, out var idOutcome) is { } id ? AddText(identifiers, id, "external_id").WithRepair(idOutcome) : idOutcome;
        }

        var text = CellText.Trim(cell);
        if (CellText.IsBlank(text))
        {
            return NormalizationOutcome.Empty;
        }

        if (Mojibake.Repair(text) is { } meant)
        {
            return Add(identifiers, identifier, meant, context).WithRepair(Repairs.EncodingRepaired);
        }

        if (!Prehashed.TryAdd(identifiers, identifier, text, out var outcome))
        {
            outcome = AddPlain(identifiers, identifier, text, context);
        }

        return outcome.Kind == NormalizationKind.Valid && text.Length != cell.AsSpan().Trim().Length ? Repairs.InvisibleCharacters : outcome;
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
            Identifiers.FirstName => AddName(identifiers, "first_name", text),
            Identifiers.LastName => AddName(identifiers, "last_name", text),
            Identifiers.Gender => AddCode(identifiers, "gender", text, GenderNormalizer.Normalize(text), Reasons.UnknownGender),
            Identifiers.BirthYear => AddHash(identifiers, "birth_year", BirthDateNormalizer.Year(text), Reasons.InvalidBirthYear).WithRepair(Repairs.OfDate(text)),
            Identifiers.BirthMonth => AddHash(identifiers, "birth_month", BirthDateNormalizer.Month(text), Reasons.InvalidBirthMonth).WithRepair(Repairs.OfDate(text)),
            Identifiers.BirthDay => AddBirthDay(identifiers, text),
            Identifiers.City => AddHash(identifiers, "city", CityNormalizer.Normalize(text), Reasons.InvalidCity),
            Identifiers.State => AddState(identifiers, text, context),
            Identifiers.Zip => AddZip(identifiers, text, context),
            Identifiers.Country => AddHashAndClear(identifiers, "country", CountryNormalizer.Normalize(text), CountryNormalizer.Alpha2(text), Reasons.UnknownCountry).WithRepair(Repairs.OfCode(text, "us")),
            Identifiers.MobileAdId => AddMobileAdId(identifiers, text, "mobile_ad_id"),
            Identifiers.Idfa => AddMobileAdId(identifiers, text, "idfa", "mobile_ad_id"),
            Identifiers.Gaid => AddMobileAdId(identifiers, text, "gaid", "mobile_ad_id"),
            Identifiers.Ecid => EcidNormalizer.Normalize(text) is { } ecid ? AddText(identifiers, ecid, "ecid") : Reasons.InvalidEcid,
            _ => throw new ArgumentOutOfRangeException(nameof(identifier), identifier, "Not an identifier name."),
        };

    private static NormalizationOutcome AddEmail(IdentifierSet identifiers, ReadOnlySpan<char> text)
    {
        if (EmailNormalizer.Normalize(text) is not { } plain)
        {
            return Reasons.InvalidEmail;
        }

        var google = EmailNormalizer.ForGoogle(plain);
        var hash = Sha256Hex.Of(plain);
        identifiers.Add("email", hash);
        identifiers.Add("email_google", ReferenceEquals(google, plain) ? hash : Sha256Hex.Of(google));
        var reddit = EmailNormalizer.WithoutDotsAndTag(plain);
        identifiers.Add("email_reddit", ReferenceEquals(reddit, plain) ? hash : Sha256Hex.Of(reddit));
        return Repairs.OfEmail(text, plain);
    }

    private static NormalizationOutcome AddPhone(IdentifierSet identifiers, ReadOnlySpan<char> text, NormalizationContext context)
    {
        var phone = PhoneNormalizer.Normalize(text, context.Country);
        if (phone.E164 is not { } e164)
        {
            return phone.IsCountryMissing ? Reasons.PhoneNeedsCountry : Reasons.InvalidPhone;
        }

        identifiers.Add("phone", Sha256Hex.Of(e164.AsSpan(1)));
        identifiers.Add("phone_e164", Sha256Hex.Of(e164));
        return Repairs.OfPhone(text, e164);
    }

    private static NormalizationOutcome AddBirthDay(IdentifierSet identifiers, ReadOnlySpan<char> text)
    {
        if (!BirthDate.TryParse(text, out var date))
        {
            return AddHash(identifiers, "birth_day", BirthDateNormalizer.Day(text), Reasons.InvalidBirthDay).WithRepair(Repairs.OfDate(text));
        }

        identifiers.Add("birth_year", Sha256Hex.Of(BirthDateNormalizer.Format(date.Year, "0000")));
        identifiers.Add("birth_month", Sha256Hex.Of(BirthDateNormalizer.Format(date.Month, "00")));
        identifiers.Add("birth_day", Sha256Hex.Of(BirthDateNormalizer.Format(date.Day, "00")));
        return Repairs.OfDate(text);
    }

    private static NormalizationOutcome AddMobileAdId(IdentifierSet identifiers, ReadOnlySpan<char> text, params ReadOnlySpan<string> variants) =>
        MobileAdIdNormalizer.Normalize(text) is { } id ? AddDevice(identifiers, id, variants).WithRepair(text.Length == id.Length ? NormalizationOutcome.Valid : Repairs.UuidReformatted)
            : HashShapes.Of(text) is HashShape.Sha256 or HashShape.Sha256OfEmpty ? Reasons.MobileAdIdHashed
            : Reasons.InvalidMobileAdId;

    private static NormalizationOutcome AddDevice(IdentifierSet identifiers, string id, ReadOnlySpan<string> variants)
    {
        identifiers.Add("mobile_ad_id_sha256", Sha256Hex.Of(id));
        return AddText(identifiers, id, variants);
    }

    private static NormalizationOutcome AddName(IdentifierSet identifiers, string variant, ReadOnlySpan<char> text) =>
        AddHash(identifiers, variant, PersonNameNormalizer.Normalize(text, out var isShortened), Reasons.InvalidName).WithRepair(isShortened ? Repairs.TitleRemoved : NormalizationOutcome.Valid);

    private static NormalizationOutcome AddState(IdentifierSet identifiers, ReadOnlySpan<char> text, NormalizationContext context)
    {
        var state = StateNormalizer.Normalize(text, context.Country);
        // Only a code has two letters; elsewhere names stay names.
        return state?.Length == 2 ? AddCode(identifiers, "state", text, state, Reasons.InvalidState) : AddHash(identifiers, "state", state, Reasons.InvalidState);
    }

    private static NormalizationOutcome AddZip(IdentifierSet identifiers, ReadOnlySpan<char> text, NormalizationContext context)
    {
        var zip = ZipNormalizer.Normalize(text, context.Country);
        return AddHashAndClear(identifiers, "zip", zip, ZipNormalizer.InClear(text), Reasons.InvalidZip).WithRepair(zip is null ? NormalizationOutcome.Valid : Repairs.OfZip(text, zip));
    }

    private static NormalizationOutcome AddCode(IdentifierSet identifiers, string variant, ReadOnlySpan<char> text, string? code, NormalizationOutcome otherwise) =>
        AddHash(identifiers, variant, code, otherwise).WithRepair(code is null ? NormalizationOutcome.Valid : Repairs.OfCode(text, code));

    /// <summary>The repair, where the value could be used.</summary>
    private static NormalizationOutcome WithRepair(this NormalizationOutcome outcome, NormalizationOutcome repair) => outcome.Kind == NormalizationKind.Valid ? repair : outcome;

    private static NormalizationOutcome AddHashAndClear(IdentifierSet identifiers, string variant, string? value, string? clear, NormalizationOutcome otherwise)
    {
        if (value is not null && clear is not null)
        {
            identifiers.Add($"{variant}_clear", clear);
        }

        return AddHash(identifiers, variant, value, otherwise);
    }

    private static NormalizationOutcome AddHash(IdentifierSet identifiers, string variant, string? value, NormalizationOutcome otherwise) =>
        value is null ? otherwise : AddText(identifiers, Sha256Hex.Of(value), variant);

    private static NormalizationOutcome AddText(IdentifierSet identifiers, string value, params ReadOnlySpan<string> variants)
    {
        foreach (var variant in variants)
        {
            identifiers.Add(variant, value);
        }

        return NormalizationOutcome.Valid;
    }
}
