namespace Activation.Import.Normalization;

/// <summary>A number in E.164, or why there is none. Not a record: it holds a raw identifier.</summary>
internal readonly struct PhoneResult(string? e164, bool needsCountry = false)
{
    public static readonly PhoneResult Invalid;
    public static readonly PhoneResult NeedsCountry = new(e164: null, needsCountry: true);

    public string? E164 { get; } = e164;

    /// <summary>The digits may be a number, of a country that neither the cell nor the row nor the source names.</summary>
    public bool IsCountryMissing { get; } = needsCountry;
}
