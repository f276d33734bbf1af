using Activation.Destinations.Adobe;
using Activation.Governance.Labels;
using Activation.Profiles;

namespace Activation.Destinations.Campaign;

/// <summary>
/// The catalogue entry of Adobe Campaign Standard, and of v8, which offers the same REST interface on demand: an audience is a service, and its members are the profiles that subscribe to it. A profile is found by a
/// custom key that is the customer's id, or by a custom filter on a field that holds the hash of the address.
/// </summary>
/// <remarks>
/// https://experienceleague.adobe.com/en/docs/campaign-standard/using/working-with-apis/managing-services-and-subscriptions and
/// https://experienceleague.adobe.com/en/docs/experience-cloud/campaign/apis/get-started-apis
/// </remarks>
internal static class CampaignType
{
    public static DestinationType Create() => new()
    {
        Type = "campaign",
        DisplayName = "Adobe Campaign Standard and v8",
        SettingsSchema = ImsCredential.AddSettings(new TypeSchema()
            .Text("organization", "your instance's organization id (v8: tenant id), such as geometrixx or geometrixx-mkt-stage", "^[A-Za-z0-9][A-Za-z0-9-]{0,99}$", 100, isRequired: true)
            .Text("emailHashFilter", "the id of a custom filter (v8: its name in the REST API) of profiles by the SHA-256 of the trimmed, lower-case address", "^[A-Za-z][A-Za-z0-9_]{0,99}$", 100)
            .Text("emailHashParameter", "the name of the filter's parameter", "^[A-Za-z][A-Za-z0-9_]{0,99}$", 100, fallback: CampaignSettings.DefaultParameter)
            .ApiBaseUrl(CampaignSettings.DefaultBaseUrl)).Create(),
        SecretSchema = ImsCredential.Secret().Create(),
        Identifiers = [new(Identifiers.ExternalId, "external_id"), new(Identifiers.Email, "email")],
        Keys = [new(Identifiers.ExternalId), new(Identifiers.Email)],
        MaxBatch = 50,
        SupportsDeletion = true,
        FixedActions = [MarketingActions.CombineWithPii, MarketingActions.EmailTargeting],
        Limits = new(Concurrency: 2, CallsPerMinute: 30, Burst: 10),
        Documentation = new Uri("https://experienceleague.adobe.com/en/docs/campaign-standard/using/working-with-apis/managing-services-and-subscriptions"),
    };
}
