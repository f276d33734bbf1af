using Activation.Governance.Consents;
using Activation.Governance.Labels;
using Activation.Profiles;

namespace Activation.Destinations.Google;

/// <summary>The catalogue entries of Google Customer Match by the Data Manager API, for Google Ads and Display &amp; Video 360.</summary>
/// <remarks>https://developers.google.com/data-manager/api/devguides/audiences/google-ads/customer-match</remarks>
internal static class GoogleType
{
    public const string Name = "google";

    public const string UserData = "ad_user_data";
    public const string Personalization = "ad_personalization";

    /// <remarks>https://developers.google.com/data-manager/api/devguides/limits</remarks>
    public const int MaxMembers = 10_000;

    /// <summary>Of one member.</summary>
    public const int MaxIdentifiers = 10;

    /// <summary>The days that Google Ads keeps a member at most.</summary>
    private const int MaxMembershipDays = 540;

    private const string AccountId = "^([0-9]{1,20}|[0-9]{3}-[0-9]{3}-[0-9]{4})$";

    private static readonly string[] AccountTypes = [GoogleSettings.DefaultAccountType, "DISPLAY_VIDEO_ADVERTISER", "DISPLAY_VIDEO_PARTNER"];

    public static DestinationType Contacts() => Create(
        Name,
        "Google Customer Match",
        Settings(),
        [
            new(Identifiers.Email, "email_google"),
            new(Identifiers.Phone, "phone_e164"),
            new(Identifiers.FirstName, "first_name"),
            new(Identifiers.LastName, "last_name"),
            new(Identifiers.Country, "country_clear"),
            new(Identifiers.Zip, "zip_clear"),
        ],
        [new(Identifiers.Email), new(Identifiers.Phone), new(Identifiers.FirstName, Identifiers.LastName, Identifiers.Country, Identifiers.Zip)]);

    /// <remarks>https://developers.google.com/data-manager/api/reference/rest/v1/MobileData</remarks>
    public static DestinationType MobileIds() => Create(
        $"{Name}mobile",
        "Google Customer Match (mobile ids)",
        Settings()
            .Choice("keySpace", "the system of the devices whose ids they are", [GoogleMobileList.Android, GoogleMobileList.Apple], isRequired: true)
            .Text("appId", "the app that the ids were collected in: an Android package name, or the number of an app in Apple's store", "^[A-Za-z0-9._]{1,200}$", isRequired: true),
        [new(Identifiers.MobileAdId, "mobile_ad_id")],
        [new(Identifiers.MobileAdId)]);

    private static TypeSchema Settings() => new TypeSchema()
        .Text("accountId", "the number of the account whose lists are filled, as text", AccountId, isRequired: true)
        .Choice("accountType", "the product of that account", AccountTypes, GoogleSettings.DefaultAccountType)
        .Text("loginAccountId", "the number of the manager account by which the credentials reach it, as text", AccountId)
        .Choice("loginAccountType", "the product of the manager account", [.. AccountTypes, "DATA_PARTNER"], GoogleSettings.DefaultAccountType)
        .Choice("adUserData", "granted: whoever is known to have consented to the use of their data for ads is sent as such; unspecified: nothing is said of it", GoogleSettings.Consents, GoogleSettings.Granted)
        .Choice("adPersonalization", "granted: whoever is known to have consented to personalized ads is sent as such; unspecified: nothing is said of it", GoogleSettings.Consents, GoogleSettings.Granted)
        .Integer("membershipDays", "the days that a member stays in a new list, 1 to 540; without it the platform's longest", 1, MaxMembershipDays)
        .ApiBaseUrl(GoogleSettings.DefaultBaseUrl)
        .Address("tokenUrl", "an absolute https:// address", GoogleCredentials.DefaultTokenUrl);

    private static DestinationType Create(string type, string displayName, TypeSchema settings, IReadOnlyList<AcceptedIdentifier> identifiers, IReadOnlyList<MatchKey> keys) => new()
    {
        Type = type,
        DisplayName = displayName,
        SettingsSchema = settings.Create(),
        SecretSchema = new TypeSchema()
            .Text("credentials", "a Google credentials file as one line of JSON: a service account's key, or an authorized_user with client_id, client_secret and refresh_token", maxLength: 8000, isRequired: true, minLength: 1)
            .Create(),
        Identifiers = identifiers,
        Keys = keys,
        MaxBatch = MaxMembers,
        SupportsDeletion = true,
        SupportsRehearsal = true,
        AccountInSecret = true,
        FixedActions = [MarketingActions.CombineWithPii, MarketingActions.CrossSiteTargeting, MarketingActions.ExportToThirdParty],

        // https://www.google.com/about/company/user-consent-policy/: asked of people in the European Economic Area, the United Kingdom and Switzerland.
        Consent = [new(UserData, ConsentScope.EeaUkCh), new(Personalization, ConsentScope.EeaUkCh)],
        StatedConsents = [UserData, Personalization],
        MinimumAudience = 100,

        // A project has 300 calls a minute and 100,000 a day.
        Limits = new(Concurrency: 4, CallsPerMinute: 60, Burst: 200),
        Documentation = new Uri("https://developers.google.com/data-manager/api/devguides/audiences/google-ads/customer-match"),
    };
}
