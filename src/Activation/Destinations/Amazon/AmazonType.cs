using System.Text.Json;
using Activation.Governance.Consents;
using Activation.Governance.Labels;
using Activation.Profiles;

namespace Activation.Destinations.Amazon;

/// <summary>The catalogue entry of Amazon Ads' advertiser audiences, for Amazon DSP and Amazon Marketing Cloud, and the platform's name of each identifier.</summary>
/// <remarks>https://advertising.amazon.com/API/docs/en-us/guides/amazon-marketing-cloud/audiences/advertiser-audiences</remarks>
internal static class AmazonType
{
    /// <summary>Records in a call, as the platform advises.</summary>
    public const int MaxRecords = 6_000;

    /// <summary>Hashed records of one member.</summary>
    public const int MaxHashed = 100;

    /// <summary>To the storage of data for ads, and to its use for them.</summary>
    public static readonly IReadOnlyList<string> Consents = ["ad_storage", "ad_user_data"];

    private const string Uuid = "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$";

    /// <summary>Of which hashed records are taken.</summary>
    private static readonly string[] Countries =
        ["AE", "AU", "BE", "BR", "CA", "DE", "EG", "ES", "FR", "GB", "IN", "IT", "JP", "MX", "NL", "PL", "SA", "SE", "SG", "TR", "US"];

    private static readonly (string Identifier, string Variant, string Field)[] Table =
    [
        (Identifiers.Email, "email", "email"),
        (Identifiers.Phone, "phone", "phone"),
        (Identifiers.FirstName, "first_name", "firstname"),
        (Identifiers.LastName, "last_name", "lastname"),
        (Identifiers.City, "city", "city"),
        (Identifiers.State, "state", "state"),
        (Identifiers.Zip, "zip", "postal"),
    ];

    public static readonly IReadOnlyList<KeyValuePair<string, string>> Fields = [.. Table.Select(t => KeyValuePair.Create(t.Identifier, t.Field))];

    public static DestinationType Create() => new()
    {
        Type = "amazon",
        DisplayName = "Amazon Ads audiences (DSP and Marketing Cloud)",
        SettingsSchema = new TypeSchema()
            .Choice("region", "where the advertiser's account is", [.. AmazonSettings.Regions.Keys], AmazonSettings.DefaultRegion)
            .Text("advertiserId", "the DSP advertiser's number, as text; or connectionId", "^[0-9]{1,19}$")
            .Text("connectionId", "the id of a connection of a DSP advertiser with a Marketing Cloud instance, a UUID; or advertiserId", Uuid)
            .Choice("countryCode", "the country of which the data is", Countries, isRequired: true)
            .Choice("consent", "granted: whoever is known to have consented to the storage and use of their data for ads is sent as such; unspecified: nothing is said of it", AmazonSettings.Consents, AmazonSettings.Granted)
            .ApiBaseUrl(AmazonSettings.Regions[AmazonSettings.DefaultRegion].Api)
            .Address("tokenUrl", "the absolute https:// address that gives access tokens", AmazonSettings.Regions[AmazonSettings.DefaultRegion].Token)
            .Create(),
        SecretSchema = new TypeSchema()
            .Credential("clientId", "the Login with Amazon application's client id", maxLength: 200)
            .Credential("clientSecret", "the Login with Amazon application's client secret", maxLength: 500)
            .Credential("refreshToken", "a refresh token of a user who may manage the advertiser's audiences")
            .Create(),
        Identifiers = [.. Table.Select(t => new AcceptedIdentifier(t.Identifier, t.Variant))],
        Keys = [],
        MaxBatch = MaxRecords,
        FixedActions = [MarketingActions.CombineWithPii, MarketingActions.CrossSiteTargeting, MarketingActions.ExportToThirdParty],
        Consent = Demands(ConsentScope.EeaUkCh),
        ConsentOf = settings => Demands(settings.ValueKind == JsonValueKind.Object && settings.TryGetProperty("countryCode", out var country) && AsksOfAll(country.ToString()) ? ConsentScope.Everywhere : ConsentScope.EeaUkCh),
        StatedConsents = Consents,
        MinimumAudience = 2_000,
        // A connection takes 15 million records an hour.
        Limits = new(Concurrency: 4, CallsPerMinute: 40, Burst: 10),
        Documentation = new Uri("https://advertising.amazon.com/API/docs/en-us/guides/amazon-marketing-cloud/audiences/advertiser-audiences"),
    };

    /// <summary>Amazon takes data of the European Economic Area and the United Kingdom only with a signal of consent; a record is of the destination's country, wherever its person lives.</summary>
    /// <remarks>https://advertising.amazon.com/API/docs/en-us/guides/ads-data-manager/adm-consent-management</remarks>
    internal static bool AsksOfAll(string countryCode) => EeaCountries.WithUkAndSwitzerland.Contains(countryCode, StringComparer.Ordinal);

    private static IReadOnlyList<ConsentDemand> Demands(ConsentScope scope) => [.. Consents.Select(c => new ConsentDemand(c, scope))];
}
