using Activation.Governance.Labels;
using Activation.Profiles;

namespace Activation.Destinations.Snapchat;

/// <summary>The catalogue entry of Snapchat's customer lists, and the platform's name of each identifier.</summary>
/// <remarks>https://developers.snap.com/api/marketing-api/Ads-API/customer-lists</remarks>
internal static class SnapchatType
{
    /// <summary>Rows in a call. The platform takes 100,000; what is sent again after a lost response should be less.</summary>
    public const int MaxRows = 10_000;

    /// <summary>Identifier and the schema by which a call names it; each takes a call of its own.</summary>
    public static readonly IReadOnlyList<KeyValuePair<string, string>> Schemas =
    [
        new(Identifiers.Email, "EMAIL_SHA256"),
        new(Identifiers.Phone, "PHONE_SHA256"),
        new(Identifiers.MobileAdId, "MOBILE_AD_ID_SHA256"),
    ];

    public static DestinationType Create() => new()
    {
        Type = "snapchat",
        DisplayName = "Snapchat Customer Lists",
        SettingsSchema = new TypeSchema()
            .Text("adAccountId", "the ad account's id, a UUID", "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$", isRequired: true)
            .ApiBaseUrl(SnapchatSettings.DefaultBaseUrl)
            .Address("tokenUrl", "the absolute https:// address that gives access tokens", SnapchatSettings.DefaultTokenUrl)
            .Create(),
        SecretSchema = new TypeSchema()
            .Credential("clientId", "the OAuth app's client id", maxLength: 200)
            .Credential("clientSecret", "the OAuth app's client secret", maxLength: 500)
            .Credential("refreshToken", "a refresh token with the scope snapchat-marketing-api")
            .Create(),
        Identifiers = [new(Identifiers.Email, "email"), new(Identifiers.Phone, "phone"), new(Identifiers.MobileAdId, "mobile_ad_id_sha256")],
        Keys = [new(Identifiers.Email), new(Identifiers.Phone), new(Identifiers.MobileAdId)],
        MaxBatch = MaxRows,
        OneValuePerRow = true,
        SupportsDeletion = true,
        FixedActions = [MarketingActions.CombineWithPii, MarketingActions.CrossSiteTargeting, MarketingActions.ExportToThirdParty],
        MinimumAudience = 1_000,

        // https://developers.snap.com/api/marketing-api/Ads-API/rate-limits: a token may make 10 calls a second; a batch takes up to three.
        Limits = new(Concurrency: 3, CallsPerMinute: 180, Burst: 3),
        Documentation = new Uri("https://developers.snap.com/api/marketing-api/Ads-API/customer-lists"),
    };
}
