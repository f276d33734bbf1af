namespace Activation.Governance.Consents;

/// <summary>The European Economic Area: the European Union, Iceland, Liechtenstein and Norway.</summary>
internal static class EeaCountries
{
    /// <summary>ISO 3166-1 alpha-2 as the variant `country_clear` has them.</summary>
    public static readonly IReadOnlyList<string> Codes =
    [
        "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IS", "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO",
        "SE", "SI", "SK",
    ];

    /// <summary>With the United Kingdom and Switzerland.</summary>
    public static readonly IReadOnlyList<string> WithUkAndSwitzerland = [.. Codes, "GB", "CH"];
}
