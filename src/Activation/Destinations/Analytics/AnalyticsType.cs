using Activation.Destinations.Adobe;
using Activation.Governance.Labels;
using Activation.Profiles;

namespace Activation.Destinations.Analytics;

/// <summary>The catalogue entry of Adobe Analytics' bulk data insertion.</summary>
/// <remarks>https://developer.adobe.com/analytics-collection-apis/docs/methods/bulk-data-insertion</remarks>
internal static class AnalyticsType
{
    public static readonly IReadOnlyDictionary<string, string> Regions = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["any"] = "https://analytics-collection.adobe.io",
        ["eu"] = "https://analytics-collection-eu.adobe.io",
        ["us"] = "https://analytics-collection-us.adobe.io",
    };

    public static DestinationType Create() => new()
    {
        Type = "analytics",
        DisplayName = "Adobe Analytics",
        SettingsSchema = ImsCredential.AddSettings(new TypeSchema()
            .Text("reportSuiteId", "a report suite's id", "^[A-Za-z0-9_.-]{1,100}$", 100, isRequired: true)
            .Text("variable", "an eVar1 to eVar250 or a prop1 to prop75 that is kept for this", "^(eVar([1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|250)|prop([1-9]|[1-6][0-9]|7[0-5]))$", 7, isRequired: true)
            .Text("visitorGroup", "letters, digits, - and _; activation_{reportSuiteId} if left out", "^[A-Za-z0-9_.-]{1,120}$", 120)
            .Text("customerIdType", "the integration code of hashed emails that Adobe has set up as a seed of visitor ids", "^[A-Za-z0-9_-]{1,64}$", 64)
            .Choice("region", "where the data may be processed", [.. Regions.Keys], AnalyticsSettings.DefaultRegion)
            .Address("apiBaseUrl", "an absolute https:// address; the region's host if left out")).Create(),
        SecretSchema = ImsCredential.Secret().Create(),
        Identifiers = [new(Identifiers.Ecid, "ecid"), new(Identifiers.Email, "email")],
        Keys = [new(Identifiers.Ecid), new(Identifiers.Email)],
        MaxBatch = 10_000,
        FixedActions = [MarketingActions.Analytics],

        // Files of a visitor group are processed in the order in which they are received, so one at a time; no more than one in 20 seconds is recommended.
        // https://developer.adobe.com/analytics-collection-apis/docs/methods/bulk-data-insertion/visitor-groups
        Limits = new(Concurrency: 1, CallsPerMinute: 3, Burst: 3),
        Documentation = new Uri("https://developer.adobe.com/analytics-collection-apis/docs/methods/bulk-data-insertion"),
    };
}
