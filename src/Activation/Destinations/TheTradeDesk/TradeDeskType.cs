using Activation.Governance.Labels;
using Activation.Profiles;

namespace Activation.Destinations.TheTradeDesk;

/// <summary>The catalogue entry of The Trade Desk's first-party data. UID2 normalizes emails and phones as Google does.</summary>
/// <remarks>
/// https://partner.thetradedesk.com/v3/portal/data/doc/post-data-advertiser-external and
/// https://unifiedid.com/docs/getting-started/gs-normalization-encoding
/// </remarks>
internal static class TradeDeskType
{
    /// <summary>Values of one identifier in a call, which with all identifiers stays below 2.5 MB and within two calls to UID2.</summary>
    public const int MaxRows = 1_500;

    public const int MaxDays = 180;

    public static DestinationType Create() => new()
    {
        Type = "thetradedesk",
        DisplayName = "The Trade Desk first-party data",
        SettingsSchema = new TypeSchema()
            .Text("advertiserId", "the advertiser's id", "^[0-9a-z]{1,32}$", isRequired: true)
            .Choice("dataServer", "the data server that is nearest", [.. TradeDeskSettings.Servers.Keys], TradeDeskSettings.DefaultServer)
            .Integer("days", "the days that a member stays, 1 to 180, unless it is sent again", 1, MaxDays, MaxDays)
            .ApiBaseUrl(TradeDeskSettings.Servers[TradeDeskSettings.DefaultServer])
            .Address("uid2BaseUrl", "the absolute https:// address of the nearest UID2 operator", Uid2Settings.DefaultBaseUrl)
            .Create(),
        SecretSchema = new TypeSchema()
            .Credential("token", "a long-lived API token (TTD-Auth) of a user with access to the advertiser", isRequired: false)
            .Credential("secretKey", "without a token: the advertiser's secret key, from Advertiser Preferences, Seat Identifiers & Keys", isRequired: false, maxLength: 500)
            .Credential("uid2ApiKey", "the API key of a UID2 account; emails and phones are then sent as UID2s", isRequired: false, maxLength: 500)
            .Credential("uid2ClientSecret", "the UID2 account's client secret, in base64", isRequired: false, maxLength: 500)
            .Create(),
        Identifiers = [new(Identifiers.MobileAdId, "mobile_ad_id"), new(Identifiers.Email, "email_google"), new(Identifiers.Phone, "phone_e164")],
        Keys = [new(Identifiers.MobileAdId), new(Identifiers.Email), new(Identifiers.Phone)],
        MaxBatch = MaxRows,
        OneValuePerRow = true,
        FixedActions = [MarketingActions.CombineWithPii, MarketingActions.CrossSiteTargeting, MarketingActions.ExportToThirdParty],

        // The Trade Desk answers 429 where it is too much, and publishes no number.
        Limits = new(Concurrency: 4, CallsPerMinute: 120, Burst: 20),
        Documentation = new Uri("https://partner.thetradedesk.com/v3/portal/data/doc/post-data-advertiser-external"),
    };
}
