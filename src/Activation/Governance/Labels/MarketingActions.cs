namespace Activation.Governance.Labels;

/// <summary>
/// What a destination may do with people's data, as Adobe Experience Platform names it. The first four are Audience Manager's export labels. Every destination exports.
/// </summary>
/// <remarks>https://experienceleague.adobe.com/en/docs/experience-platform/data-governance/policies/overview</remarks>
public static class MarketingActions
{
    public const string CombineWithPii = "combineWithPii";
    public const string CrossSiteTargeting = "crossSiteTargeting";
    public const string OnsiteAdvertising = "onsiteAdvertising";
    public const string OnsitePersonalization = "onsitePersonalization";
    public const string ExportToThirdParty = "exportToThirdParty";
    public const string EmailTargeting = "emailTargeting";
    public const string Analytics = "analytics";
    public const string DataScience = "dataScience";
    public const string SegmentMatch = "segmentMatch";
    public const string SingleIdentityPersonalization = "singleIdentityPersonalization";

    /// <summary>To be sent at all, person by person: what every destination does, so none needs to say so.</summary>
    public const string Export = "export";

    /// <summary>What a destination's labels may name.</summary>
    public static readonly IReadOnlyList<string> OfDestinations =
    [
        CombineWithPii, CrossSiteTargeting, OnsiteAdvertising, OnsitePersonalization, ExportToThirdParty, EmailTargeting, Analytics, DataScience, SegmentMatch, SingleIdentityPersonalization,
    ];

    /// <summary>The labels of a destination as they are kept.</summary>
    /// <exception cref="ProblemException">400 `unknownLabel` with the path of the name.</exception>
    public static IReadOnlyList<string> Normalize(IReadOnlyList<string> given, string path) => Vocabulary.Normalize(
        given, path, Find, $"A destination's labels say what it may do with the data: {string.Join(", ", OfDestinations)}, or {Vocabulary.CustomRule}. Labels such as C3 belong to sources, traits and segments.");

    /// <summary>An action that a policy may deny.</summary>
    /// <exception cref="ProblemException">400 `unknownAction`.</exception>
    public static string Require(string name, string path) => string.Equals(name, Export, StringComparison.OrdinalIgnoreCase)
        ? Export
        : Find(name) ?? throw ProblemException.Invalid("unknownAction", path, $"An action is {Export}, one of {string.Join(", ", OfDestinations)}, or {Vocabulary.CustomRule}.");

    private static string? Find(string name) =>
        OfDestinations.FirstOrDefault(k => string.Equals(k, name, StringComparison.OrdinalIgnoreCase)) ?? (Vocabulary.IsCustom(name) ? name : null);
}
