using Activation.Governance.Labels;
using Activation.Profiles;

namespace Activation.Destinations.Reddit;

/// <summary>The catalogue entry of Reddit's customer list audiences, and the platform's name of each identifier.</summary>
/// <remarks>https://ads-api.reddit.com/docs/v3/operations/Update%20Custom%20Audience%20Users</remarks>
internal static class RedditType
{
    /// <summary>The platform's limit of rows in one call.</summary>
    public const int MaxRows = 2_500;

    public static readonly IReadOnlyList<KeyValuePair<string, string>> Columns = [new(Identifiers.Email, "EMAIL_SHA256"), new(Identifiers.MobileAdId, "MAID_SHA256")];

    public static DestinationType Create() => new()
    {
        Type = "reddit",
        DisplayName = "Reddit Custom Audiences",
        SettingsSchema = new TypeSchema()
            .Text("adAccountId", "the ad account's id, such as t2_1a2b3c or a2_1a2b3c", "^[A-Za-z0-9_]{1,64}$", isRequired: true)
            .ApiBaseUrl(RedditSettings.DefaultBaseUrl)
            .Address("tokenUrl", "the absolute https:// address that gives access tokens", RedditSettings.DefaultTokenUrl)
            .Create(),
        SecretSchema = new TypeSchema()
            .Credential("clientId", "the developer app's id", maxLength: 200)
            .Credential("clientSecret", "the developer app's secret", maxLength: 500)
            .Credential("refreshToken", "a permanent refresh token with the scopes adsread and adsedit")
            .Create(),
        Identifiers = [new(Identifiers.Email, "email_reddit"), new(Identifiers.MobileAdId, "mobile_ad_id_sha256")],
        Keys = [new(Identifiers.Email), new(Identifiers.MobileAdId)],
        MaxBatch = MaxRows,
        OneValuePerRow = true,
        AllOrNone = [.. Columns.Select(c => c.Key)],
        SupportsDeletion = true,
        FixedActions = [MarketingActions.CombineWithPii, MarketingActions.CrossSiteTargeting, MarketingActions.ExportToThirdParty],
        MinimumAudience = 1_000,

        // Reddit answers 429 where it is too much, and publishes no number.
        Limits = new(Concurrency: 4, CallsPerMinute: 60, Burst: 5),
        Documentation = new Uri("https://ads-api.reddit.com/docs/v3/operations/Update%20Custom%20Audience%20Users"),
    };
}
