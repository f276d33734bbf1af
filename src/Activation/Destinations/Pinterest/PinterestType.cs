using Activation.Governance.Labels;
using Activation.Profiles;

namespace Activation.Destinations.Pinterest;

/// <summary>The catalogue entry of Pinterest's customer lists.</summary>
/// <remarks>https://developers.pinterest.com/docs/api/v5/customer_lists-update</remarks>
internal static class PinterestType
{
    /// <summary>Pinterest states no limit; of each kind of record so many make a call of 1.3 MB at most.</summary>
    public const int MaxRows = 10_000;

    /// <summary>Whose values are the records of a list: a list takes emails and mobile ad ids together.</summary>
    public static readonly IReadOnlyList<string> Records = [Identifiers.Email, Identifiers.MobileAdId];

    public static DestinationType Create() => new()
    {
        Type = "pinterest",
        DisplayName = "Pinterest customer lists",
        SettingsSchema = new TypeSchema()
            .Text("adAccountId", "the ad account's number, as text", "^[0-9]{1,20}$", isRequired: true)
            .ApiBaseUrl(PinterestSettings.DefaultBaseUrl)
            .Address("tokenUrl", "an absolute https:// address", PinterestSettings.DefaultTokenUrl)
            .Create(),
        SecretSchema = new TypeSchema()
            .Credential("token", "an access token with ads:read and ads:write; with clientId and clientSecret, a refresh token")
            .Credential("clientId", "the application's id", isRequired: false, maxLength: 200)
            .Credential("clientSecret", "the application's secret", isRequired: false, maxLength: 200)
            .Create(),
        Identifiers = [new(Identifiers.Email, "email"), new(Identifiers.MobileAdId, "mobile_ad_id_sha256")],
        Keys = [new(Identifiers.Email), new(Identifiers.MobileAdId)],
        MaxBatch = MaxRows,
        OneValuePerRow = true,
        FixedActions = [MarketingActions.CombineWithPii, MarketingActions.CrossSiteTargeting, MarketingActions.ExportToThirdParty],
        MinimumAudience = 100,
        Limits = new(Concurrency: 2, CallsPerMinute: 60, Burst: 20),
        Documentation = new Uri("https://developers.pinterest.com/docs/api/v5/customer_lists-update"),
    };
}
