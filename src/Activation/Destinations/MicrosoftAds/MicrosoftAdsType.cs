using Activation.Governance.Labels;
using Activation.Profiles;

namespace Activation.Destinations.MicrosoftAds;

/// <summary>The catalogue entry of Microsoft Advertising's customer lists.</summary>
/// <remarks>https://learn.microsoft.com/en-us/advertising/campaign-management-service/applycustomerlistuserdata?view=bingads-13</remarks>
internal static class MicrosoftAdsType
{
    /// <summary>Items of one kind in one call.</summary>
    /// <remarks>https://learn.microsoft.com/en-us/advertising/campaign-management-service/applycustomerlistuserdata?view=bingads-13</remarks>
    public const int MaxItems = 1000;

    /// <summary>Identifier name and the platform's kind of item; a call has items of one kind.</summary>
    /// <remarks>https://learn.microsoft.com/en-us/advertising/campaign-management-service/customerlistitemsubtype?view=bingads-13</remarks>
    public static readonly IReadOnlyList<KeyValuePair<string, string>> ItemTypes = [new(Identifiers.Email, "Email"), new(Identifiers.ExternalId, "CRM")];

    public static DestinationType Create() => new()
    {
        Type = "microsoft",
        DisplayName = "Microsoft Advertising customer lists",
        SettingsSchema = new TypeSchema()
            .Text("customerId", "the customer's (manager account's) number, as text", "^[0-9]{1,20}$", isRequired: true)
            .Text("accountId", "the ad account's number (not the one with letters), as text", "^[0-9]{1,20}$", isRequired: true)
            .Flag("acceptCustomerMatchTerms", "true if each call shall accept Microsoft's Customer Match terms for you", fallback: false)
            .ApiBaseUrl(MicrosoftAdsSettings.DefaultBaseUrl)
            .Address("tokenUrl", "an absolute https:// address", MicrosoftAdsSettings.DefaultTokenUrl)
            .Create(),
        SecretSchema = new TypeSchema()
            .Credential("developerToken", "the developer token of Microsoft Advertising's API", maxLength: 200)
            .Credential("clientId", "the id of your application at Microsoft Entra", maxLength: 200)
            .Credential("clientSecret", "the application's secret", maxLength: 500)
            .Credential("refreshToken", "a user's refresh token with the scope msads.manage")
            .Create(),
        Identifiers = [new(Identifiers.Email, "email"), new(Identifiers.ExternalId, "external_id")],
        Keys = [new(Identifiers.Email), new(Identifiers.ExternalId)],
        MaxBatch = MaxItems,
        OneValuePerRow = true,
        SupportsDeletion = true,
        FixedActions = [MarketingActions.CombineWithPii, MarketingActions.CrossSiteTargeting, MarketingActions.ExportToThirdParty],
        MinimumAudience = 300,
        Limits = new(Concurrency: 2, CallsPerMinute: 60, Burst: 20),
        Documentation = new Uri("https://learn.microsoft.com/en-us/advertising/campaign-management-service/applycustomerlistuserdata?view=bingads-13"),
    };
}
