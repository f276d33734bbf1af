using Activation.Governance.Labels;
using Activation.Profiles;

namespace Activation.Destinations.TikTok;

/// <summary>The catalogue entry of TikTok Custom Audiences, kept over the Streaming API.</summary>
/// <remarks>https://business-api.tiktok.com/portal/docs?id=1739940585975809</remarks>
internal static class TikTokType
{
    /// <summary>Rows in a call. TikTok names no limit; a call of four hashes a row stays below half a megabyte.</summary>
    public const int MaxRows = 1_000;

    /// <summary>Identifier and TikTok's id type. A mobile ad id is sent as either kind, since nothing in it says which it is; a hash matches in one of them alone.</summary>
    public static readonly IReadOnlyList<KeyValuePair<string, string>> Columns =
    [
        new(Identifiers.Email, "EMAIL_SHA256"),
        new(Identifiers.Phone, "PHONE_SHA256"),
        new(Identifiers.MobileAdId, "IDFA_SHA256"),
        new(Identifiers.MobileAdId, "AAID_SHA256"),
    ];

    public static DestinationType Create() => new()
    {
        Type = "tiktok",
        DisplayName = "TikTok Custom Audiences",
        SettingsSchema = new TypeSchema()
            .Text("advertiserId", "the ad account's number, as text", "^[0-9]{1,30}$", isRequired: true)
            .ApiBaseUrl(TikTokSettings.DefaultBaseUrl)
            .Create(),
        SecretSchema = new TypeSchema().Credential("accessToken", "an app's long-term token with the Audience Management permission", maxLength: 1000).Create(),
        Identifiers = [new(Identifiers.Email, "email"), new(Identifiers.Phone, "phone_e164"), new(Identifiers.MobileAdId, "mobile_ad_id_sha256")],
        Keys = [new(Identifiers.Email), new(Identifiers.Phone), new(Identifiers.MobileAdId)],
        MaxBatch = MaxRows,
        OneValuePerRow = true,
        SupportsDeletion = true,
        FixedActions = [MarketingActions.CombineWithPii, MarketingActions.CrossSiteTargeting, MarketingActions.ExportToThirdParty],
        MinimumAudience = 1_000,

        // https://business-api.tiktok.com/portal/docs/rate-limits/v1.3: an app of the basic level may make 600 calls a minute and 10 a second.
        Limits = new(Concurrency: 4, CallsPerMinute: 600, Burst: 10),
        Documentation = new Uri("https://business-api.tiktok.com/portal/docs?id=1747012327159809"),
    };
}
