using Activation.Governance.Labels;
using Activation.Profiles;

namespace Activation.Destinations.LinkedIn;

/// <summary>The catalogue entry of LinkedIn Matched Audiences, as DMP segments to which users are streamed.</summary>
/// <remarks>https://learn.microsoft.com/en-us/linkedin/marketing/matched-audiences/create-and-manage-segment-users</remarks>
internal static class LinkedInType
{
    /// <summary>Elements in one call.</summary>
    public const int MaxElements = 5000;

    /// <summary>Identifier name and the platform's type of id.</summary>
    public static readonly IReadOnlyList<KeyValuePair<string, string>> IdTypes = [new(Identifiers.Email, "SHA256_EMAIL"), new(Identifiers.Gaid, "GOOGLE_AID")];

    public static DestinationType Create() => new()
    {
        Type = "linkedin",
        DisplayName = "LinkedIn Matched Audiences",
        SettingsSchema = new TypeSchema()
            .Text("adAccountId", "the ad account's number, as text", "^[0-9]{1,20}$", isRequired: true)
            .Text("sourcePlatform", "the name that LinkedIn gave your application for its audiences, in capitals", "^[A-Z0-9_]{1,60}$", isRequired: true)
            .Text("apiVersion", "a version of LinkedIn's Marketing API such as 202608", "^20[0-9]{4}$", fallback: LinkedInSettings.DefaultVersion)
            .ApiBaseUrl(LinkedInSettings.DefaultBaseUrl)
            .Address("tokenUrl", "an absolute https:// address", LinkedInSettings.DefaultTokenUrl)
            .Create(),
        SecretSchema = new TypeSchema()
            .Credential("token", "an access token with rw_dmp_segments; with clientId and clientSecret, a refresh token")
            .Credential("clientId", "the application's client id", isRequired: false, maxLength: 200)
            .Credential("clientSecret", "the application's client secret", isRequired: false, maxLength: 200)
            .Create(),
        Identifiers = [new(Identifiers.Email, "email"), new(Identifiers.Gaid, "gaid")],
        Keys = [new(Identifiers.Email), new(Identifiers.Gaid)],
        MaxBatch = MaxElements,
        OneValuePerRow = true,
        SupportsDeletion = true,
        FixedActions = [MarketingActions.CombineWithPii, MarketingActions.CrossSiteTargeting, MarketingActions.ExportToThirdParty],
        MinimumAudience = 300,

        // 600 calls a minute for the member whose token it is, and a daily limit that the application's page shows.
        Limits = new(Concurrency: 4, CallsPerMinute: 300, Burst: 100),
        Documentation = new Uri("https://learn.microsoft.com/en-us/linkedin/marketing/matched-audiences/create-and-manage-segment-users"),
    };
}
