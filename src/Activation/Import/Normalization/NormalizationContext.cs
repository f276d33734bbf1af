namespace Activation.Import.Normalization;

/// <summary>What a cell's meaning depends on.</summary>
/// <param name="DefaultCountry">The source's country, ISO 3166-1 alpha-2 upper case, or null.</param>
/// <param name="RowCountry">The country of the row's own country column, the same way; it goes before the source's.</param>
public sealed record NormalizationContext(string? DefaultCountry, string? RowCountry)
{
    public string? Country => RowCountry ?? DefaultCountry;
}
