namespace Activation.Governance.Labels;

/// <summary>
/// What may not be done with data, on sources, traits and segments: the contract labels C1 to C12, the identity labels I1 and I2, the sensitivity labels S1 and S2 as Adobe
/// Experience Platform names them, and custom ones that begin with `x-`. Audience Manager's export controls are names of four of them.
/// </summary>
/// <remarks>https://experienceleague.adobe.com/en/docs/experience-platform/data-governance/labels/reference</remarks>
public static class DataLabels
{
    public static readonly IReadOnlyList<string> Known = [.. Enumerable.Range(1, 12).Select(i => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"C{i}")), "I1", "I2", "S1", "S2"];

    /// <summary>Audience Manager's export controls, and the label that each one is.</summary>
    public static readonly IReadOnlyDictionary<string, string> ExportControls = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["noPii"] = "C3",
        ["noOffSiteAds"] = "C5",
        ["noOnSiteAds"] = "C6",
        ["noOnSitePersonalization"] = "C7",
    };

    /// <summary>The labels as they are kept: each once, controls as their labels.</summary>
    /// <exception cref="ProblemException">400 `unknownLabel` with the path of the name.</exception>
    public static IReadOnlyList<string> Normalize(IReadOnlyList<string> given, string path) =>
        Vocabulary.Normalize(given, path, Find, $"A label is one of {string.Join(", ", Known)}, one of Audience Manager's controls ({string.Join(", ", ExportControls.Keys)}), or {Vocabulary.CustomRule}.");

    /// <summary>The label as it is kept; null if there is none of the name.</summary>
    public static string? Find(string name) =>
        ExportControls.TryGetValue(name, out var control) ? control
        : Known.FirstOrDefault(k => string.Equals(k, name, StringComparison.OrdinalIgnoreCase)) ?? (Vocabulary.IsCustom(name) ? name : null);
}
