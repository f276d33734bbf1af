using Activation.Governance.Labels;
using Activation.Profiles;

namespace Activation.Destinations.Meta;

/// <summary>The catalogue entry of Meta Custom Audiences, and the platform's name of each identifier.</summary>
/// <remarks>https://developers.facebook.com/docs/marketing-api/audiences/guides/custom-audiences</remarks>
internal static class MetaType
{
    /// <summary>A blank one has its row refused; of anything else that is not known the cell is blank.</summary>
    /// <remarks>https://developers.facebook.com/docs/marketing-api/reference/custom-audience/users</remarks>
    public const string ExternalIdColumn = "EXTERN_ID";

    /// <summary>A number from 0 on, not hashed; every row of a value-based audience has it, and no other row has.</summary>
    /// <remarks>https://developers.facebook.com/docs/marketing-api/audiences/guides/value-based-lookalike-audiences</remarks>
    public const string ValueColumn = "LOOKALIKE_VALUE";

    /// <summary>Whether a column's cells are JSON as they stand, and not text.</summary>
    public static bool IsJson(string column) => column == ValueColumn || column.StartsWith("DATA_PROCESSING_OPTIONS", StringComparison.Ordinal);

    /// <summary>The platform's limit of rows in one call.</summary>
    public const int MaxRows = 10_000;

    private static readonly (string Identifier, string Variant, string Column)[] Fields =
    [
        (Identifiers.Email, "email", "EMAIL"),
        (Identifiers.Phone, "phone", "PHONE"),
        (Identifiers.ExternalId, "external_id", ExternalIdColumn),
        (Identifiers.FirstName, "first_name", "FN"),
        (Identifiers.LastName, "last_name", "LN"),
        (Identifiers.Gender, "gender", "GEN"),
        (Identifiers.BirthYear, "birth_year", "DOBY"),
        (Identifiers.BirthMonth, "birth_month", "DOBM"),
        (Identifiers.BirthDay, "birth_day", "DOBD"),
        (Identifiers.City, "city", "CT"),
        (Identifiers.State, "state", "ST"),
        (Identifiers.Zip, "zip", "ZIP"),
        (Identifiers.Country, "country", "COUNTRY"),
        (Identifiers.MobileAdId, "mobile_ad_id", "MADID"),
    ];

    /// <summary>Identifier name and the platform's column, in the order of declaration.</summary>
    public static readonly IReadOnlyList<KeyValuePair<string, string>> Columns = [.. Fields.Select(f => KeyValuePair.Create(f.Identifier, f.Column))];

    public static TypeSchema Secret() => new TypeSchema()
        .Credential("accessToken", "a system user's token with ads_management", maxLength: 1000)
        .Credential("appSecret", "the app's secret; calls are then signed with appsecret_proof", isRequired: false, maxLength: 200);

    public static DestinationType Create() => new()
    {
        Type = "meta",
        DisplayName = "Meta Custom Audiences",
        SettingsSchema = MetaDataUse.Describe(new TypeSchema()
            .Text("adAccountId", "the ad account's number, as text", "^(act_)?[0-9]{1,20}$", isRequired: true)
            .Text("apiVersion", "a Graph API version such as v25.0", "^v[0-9]{1,3}\\.[0-9]{1,2}$", fallback: MetaAccess.DefaultVersion)
            .ApiBaseUrl(MetaAccess.DefaultBaseUrl)
            .Choice(
                "customerFileSource", "who collected the data, as Meta's terms ask",
                [MetaSettings.DefaultFileSource, "PARTNER_PROVIDED_ONLY", "BOTH_USER_AND_PARTNER_PROVIDED"], MetaSettings.DefaultFileSource))
            .Create(),
        SecretSchema = Secret().Create(),
        Identifiers = [.. Fields.Select(f => new AcceptedIdentifier(f.Identifier, f.Variant))],
        Keys = [new(Identifiers.Email), new(Identifiers.Phone), new(Identifiers.MobileAdId), new(Identifiers.ExternalId)],
        MaxBatch = MaxRows,
        OneValuePerRow = true,
        AllOrNone = [Identifiers.ExternalId],
        ReplacesSmallAudiences = true,
        SupportsErasure = true,
        SupportsDeletion = true,
        Values = ValueSupport.Fixed,
        FixedActions = [MarketingActions.CombineWithPii, MarketingActions.CrossSiteTargeting, MarketingActions.ExportToThirdParty],
        MinimumAudience = 100,

        // https://developers.facebook.com/docs/marketing-api/overview/rate-limiting: with standard access 5,000 calls an hour and ad account for custom audiences.
        Limits = new(Concurrency: 4, CallsPerMinute: 80, Burst: 200),
        Documentation = new Uri("https://developers.facebook.com/docs/marketing-api/audiences/guides/custom-audiences"),
    };
}
