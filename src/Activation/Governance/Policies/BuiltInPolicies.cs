using Activation.Governance.Labels;

namespace Activation.Governance.Policies;

/// <summary>What the labels mean, as Adobe describes them. The four of `combineWithPii`, `crossSiteTargeting`, `onsiteAdvertising` and `onsitePersonalization` are Audience Manager's export controls.</summary>
internal static class BuiltInPolicies
{
    public static readonly IReadOnlyList<Policy> All =
    [
        Of("c1-aggregates-only", "Data that may only be exported in aggregates", MarketingActions.Export, "C1"),
        Of("c2-no-third-party", "Data that may not go to a third party", MarketingActions.ExportToThirdParty, "C2"),
        Of("c3-no-pii", "Data that may not be combined with personally identifiable information", MarketingActions.CombineWithPii, "C3"),
        Of("c5-no-off-site-ads", "Data that may not be used for ads on other sites", MarketingActions.CrossSiteTargeting, "C4", "C5"),
        Of("c6-no-on-site-ads", "Data that may not be used for ads on one's own sites", MarketingActions.OnsiteAdvertising, "C4", "C6"),
        Of("c7-no-on-site-personalization", "Data that may not be used to personalize one's own sites", MarketingActions.OnsitePersonalization, "C4", "C7"),
        Of("c8-no-measurement", "Data that may not be used to measure one's own sites and apps", MarketingActions.Analytics, "C8"),
        Of("c9-no-data-science", "Data that may not be used for data science", MarketingActions.DataScience, "C9"),
        Stitched(),
        Of("c11-no-segment-match", "Data that may not be shared with partners", MarketingActions.SegmentMatch, "C11"),
        Of("c12-no-export", "Data that may not be exported in any way", MarketingActions.Export, "C12"),
    ];

    /// <summary>Profiles here are joined from several identities.</summary>
    private static Policy Stitched()
    {
        var policy = Of("c10-single-identity", "Data that may not be used for stitched identities", MarketingActions.Export, "C10");
        return policy with { Definition = policy.Definition with { Unless = MarketingActions.SingleIdentityPersonalization } };
    }

    private static Policy Of(string id, string name, string action, params string[] labels) =>
        new(id, new PolicyDefinition { Name = name, Enabled = true, Action = action, Deny = new PolicyLabels { Any = labels } }, IsBuiltIn: true);
}
