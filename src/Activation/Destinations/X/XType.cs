using Activation.Governance.Labels;
using Activation.Profiles;

namespace Activation.Destinations.X;

/// <summary>The catalogue entry of X Custom Audiences, and the platform's name of each identifier.</summary>
/// <remarks>https://docs.x.com/x-ads-api/audiences</remarks>
internal static class XType
{
    public const int MaxRows = 2_500;

    public static readonly IReadOnlyList<KeyValuePair<string, string>> Fields =
        [new(Identifiers.Email, "email"), new(Identifiers.Phone, "phone_number"), new(Identifiers.MobileAdId, "device_id")];

    public static DestinationType Create() => new()
    {
        Type = "x",
        DisplayName = "X Custom Audiences",
        SettingsSchema = new TypeSchema()
            .Text("adsAccountId", "the ads account's id, such as 18ce54d4x5t", "^[0-9a-z]{1,30}$", isRequired: true)
            .Text("apiVersion", "a version of the Ads API, such as 12", "^[0-9]{1,3}$", fallback: XSettings.DefaultVersion)
            .ApiBaseUrl(XSettings.DefaultBaseUrl)
            .Create(),
        SecretSchema = new TypeSchema()
            .Credential("consumerKey", "the app's API key", maxLength: 200)
            .Credential("consumerSecret", "the app's API key secret", maxLength: 200)
            .Credential("accessToken", "the access token of a user of the ads account", maxLength: 200)
            .Credential("accessTokenSecret", "the access token's secret", maxLength: 200)
            .Create(),
        Identifiers = [new(Identifiers.Email, "email"), new(Identifiers.Phone, "phone_e164"), new(Identifiers.MobileAdId, "mobile_ad_id_sha256")],
        Keys = [new(Identifiers.Email), new(Identifiers.Phone), new(Identifiers.MobileAdId)],
        MaxBatch = MaxRows,
        SupportsDeletion = true,
        FixedActions = [MarketingActions.CombineWithPii, MarketingActions.CrossSiteTargeting, MarketingActions.ExportToThirdParty],
        MinimumAudience = 100,

        // https://docs.x.com/x-ads-api/fundamentals/rate-limiting: 1,500 calls a minute to the endpoint of members, 450 a minute to the others that write.
        Limits = new(Concurrency: 4, CallsPerMinute: 400, Burst: 40),
        Documentation = new Uri("https://docs.x.com/x-ads-api/audiences/reference"),
    };
}
