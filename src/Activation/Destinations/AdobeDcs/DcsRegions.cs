namespace Activation.Destinations.AdobeDcs;

/// <summary>The regional servers by their number, which an answer carries as `dcs_region`. A call to another region than the visitor's works, only slower.</summary>
/// <remarks>https://experienceleague.adobe.com/en/docs/audience-manager/user-guide/api-and-sdk-code/dcs/dcs-api-reference/dcs-regions</remarks>
internal static class DcsRegions
{
    public const string Default = "7";

    public static readonly IReadOnlyDictionary<string, string> Hosts = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["3"] = "apse.demdex.net",
        ["4"] = "sae.demdex.net",
        ["6"] = "irl1.demdex.net",
        ["7"] = "use.demdex.net",
        ["8"] = "apse2.demdex.net",
        ["9"] = "usw2.demdex.net",
        ["11"] = "tyo3.demdex.net",
    };
}
