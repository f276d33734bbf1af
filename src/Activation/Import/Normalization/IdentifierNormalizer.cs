using Activation.Profiles;

namespace Activation.Import.Normalization;

/// <summary>Turns one cell into the stored variants of an identifier. Pure.</summary>
public static class IdentifierNormalizer
{
    /// <summary>
    /// Normalizes and hashes `cell` and adds each variant of the identifier (see <see cref="Identifiers.Variants"/>) that can be made of it.
    /// A value that is a SHA-256 hash already is used as it is, lower-cased.
    /// </summary>
    /// <param name="identifier">One of <see cref="Identifiers.Names"/>.</param>
    public static NormalizationOutcome Add(IdentifierSet identifiers, string identifier, string cell, NormalizationContext context)
    {
        if (identifier is Identifiers.CustomerId or Identifiers.ExternalId)
        {
            return AddText(identifiers, "external_id", CustomerIds.Normalize(cell), NormalizationOutcome.Empty);
        }

        var text = CellText.Trim(cell);
        if (CellText.IsBlank(text))
        {
            return NormalizationOutcome.Empty;
        }

        if (Prehashed.TryAdd(identifiers, identifier, text, out var outcome))
        {
            return outcome;
        }

        return identifier switch
        {
            Identifiers.Email => AddEmail(identifiers, text),
            Identifiers.Phone => AddPhone(identifiers, text, context),
            _ => throw new ArgumentOutOfRangeException(nameof(identifier), identifier, "Not an identifier name."),
        };
    }

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
        return NormalizationOutcome.Valid;
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
        return NormalizationOutcome.Valid;
    }

    private static NormalizationOutcome AddText(IdentifierSet identifiers, string variant, string? value, NormalizationOutcome otherwise)
    {
        if (value is null)
        {
            return otherwise;
        }

        identifiers.Add(variant, value);
        return NormalizationOutcome.Valid;
    }
}
