namespace Activation.Import.Normalization;

/// <summary>
/// Customer and external ids are the company's own keys: kept byte for byte, because platforms compare them exactly
/// https://developers.facebook.com/docs/marketing-api/audiences/guides/custom-audiences#external_identifiers .
/// An id that is an email address or a phone number is personal data, so its hash stands for it.
/// </summary>
public static class CustomerIds
{
    /// <summary>The id as it is stored and as <see cref="ProfileId.ForCustomer"/> takes it; null if the cell is blank.</summary>
    public static string? Normalize(string cell)
    {
        var trimmed = CellText.Trim(cell);
        if (CellText.IsBlank(trimmed))
        {
            return null;
        }

        if (trimmed.Contains('@') && EmailNormalizer.Normalize(trimmed) is { } email)
        {
            return Sha256Hex.Of(email);
        }

        // Plain digits are a number of the company's own far more often than a phone: only what is written as a phone is taken for one.
        return PhoneShape.IsWrittenAsPhone(trimmed) ? Sha256Hex.Of(PhoneKey(trimmed)) : cell;
    }

    // However it is spaced, one number is one customer.
    private static string PhoneKey(ReadOnlySpan<char> phone) =>
        PhoneNormalizer.Normalize(phone, country: null).E164 is { } e164 ? e164[1..] : PhoneShape.Digits(phone);
}
