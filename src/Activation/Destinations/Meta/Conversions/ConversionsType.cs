using Activation.Governance.Labels;
using Activation.Profiles;

namespace Activation.Destinations.Meta.Conversions;

/// <summary>The catalogue entry of Meta's Conversions API, and the platform's name of each identifier.</summary>
/// <remarks>https://developers.facebook.com/docs/marketing-api/conversions-api/parameters/customer-information-parameters</remarks>
internal static class ConversionsType
{
    /// <summary>Events in one call; one that is not valid has the whole call refused.</summary>
    /// <remarks>https://developers.facebook.com/docs/marketing-api/conversions-api/using-the-api</remarks>
    public const int MaxEvents = 1_000;

    public const string DefaultActionSource = "system_generated";

    /// <summary>Traits that hold a browser's cookies `_fbp` and `_fbc`; in clear, as Meta asks. Mobile advertiser ids are not among the parameters: Meta takes them in events of apps alone.</summary>
    /// <remarks>https://developers.facebook.com/docs/marketing-api/conversions-api/parameters/fbp-and-fbc</remarks>
    public static readonly IReadOnlyList<string> BrowserIds = ["fbp", "fbc"];

    private static readonly (string Identifier, string Variant, string Parameter)[] Fields =
    [
        (Identifiers.Email, "email", "em"),
        (Identifiers.Phone, "phone", "ph"),
        (Identifiers.ExternalId, "external_id", ExternalIdParameter),
        (Identifiers.FirstName, "first_name", "fn"),
        (Identifiers.LastName, "last_name", "ln"),
        (Identifiers.Gender, "gender", "ge"),
        (Identifiers.City, "city", "ct"),
        (Identifiers.State, "state", "st"),
        (Identifiers.Zip, "zip", "zp"),
        (Identifiers.Country, "country", "country"),
    ];

    public const string ExternalIdParameter = "external_id";
    public const string Hashed = "hashed";
    public const string Clear = "clear";

    /// <summary>The parameter of each identifier.</summary>
    public static readonly IReadOnlyDictionary<string, string> Parameters = Fields.ToDictionary(f => f.Identifier, f => f.Parameter, StringComparer.Ordinal);

    public static DestinationType Create() => new()
    {
        Type = "metaconversions",
        DisplayName = "Meta Conversions API (website custom audiences)",
        SettingsSchema = MetaDataUse.Describe(new TypeSchema()
            .Text("pixelId", "the number of the pixel or dataset, as text", "^[0-9]{1,20}$", isRequired: true)
            .Text("apiVersion", "a Graph API version such as v25.0", "^v[0-9]{1,3}\\.[0-9]{1,2}$", fallback: MetaAccess.DefaultVersion)
            .ApiBaseUrl(MetaAccess.DefaultBaseUrl)
            .Choice("actionSource", "where what is told happens, as Meta's terms ask", [DefaultActionSource, "physical_store", "email", "phone_call", "chat", "other"], DefaultActionSource)
            .Choice("externalIds", "how external ids are sent, which has to be as the pixel and other channels send them", [Hashed, Clear], Hashed))
            .Create(),
        SecretSchema = MetaType.Secret().Create(),
        Identifiers = [.. Fields.Select(f => new AcceptedIdentifier(f.Identifier, f.Variant))],
        Keys = [new(Identifiers.Email), new(Identifiers.Phone), new(Identifiers.ExternalId)],
        MaxBatch = MaxEvents,
        TakesTraits = true,
        FindingTraits = BrowserIds,
        FixedActions = [MarketingActions.CombineWithPii, MarketingActions.CrossSiteTargeting, MarketingActions.ExportToThirdParty],
        MinimumAudience = 100,
        Limits = new(Concurrency: 4, CallsPerMinute: 600, Burst: 100),
        Documentation = new Uri("https://developers.facebook.com/docs/marketing-api/audiences/guides/website-custom-audiences"),
    };
}
