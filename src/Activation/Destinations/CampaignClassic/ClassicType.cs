using Activation.Destinations.Adobe;
using Activation.Governance.Labels;
using Activation.Profiles;

namespace Activation.Destinations.CampaignClassic;

/// <summary>
/// The catalogue entry of Adobe Campaign Classic, from 7.3.5 on, and v8, by their SOAP interface: an audience is an information service, and its members are the recipients that
/// subscribe to it. A recipient's own key is its address in clear, which is never kept here: recipients are found by an attribute that holds the customer's id or the hash of the address.
/// </summary>
/// <remarks>https://experienceleague.adobe.com/en/docs/campaign-classic/using/configuring-campaign-classic/api/business-oriented-apis</remarks>
internal static class ClassicType
{
    private const string Attribute = "^[A-Za-z_][A-Za-z0-9_]{0,99}$";

    public static DestinationType Create() => new()
    {
        Type = "campaignclassic",
        DisplayName = "Adobe Campaign Classic v7 and v8 (SOAP)",
        SettingsSchema = ImsCredential.AddSettings(new TypeSchema()
            .Address("apiBaseUrl", "your instance's absolute https:// address, such as https://acme.campaign.adobe.com", isRequired: true)
            .Text("externalIdField", "the name of an attribute of recipients with the customer's id, such as account", Attribute, 100)
            .Text("emailHashField", "the name of an attribute of recipients with the SHA-256 of the trimmed, lower-case address", Attribute, 100)
            .Text("folderName", "the internal name of the folder that services are made in", "^[A-Za-z0-9_-]{1,64}$", 64, fallback: ClassicSettings.DefaultFolder)).Create(),
        SecretSchema = ImsCredential.Secret().Create(),
        Identifiers = [new(Identifiers.ExternalId, "external_id"), new(Identifiers.Email, "email")],
        Keys = [new(Identifiers.ExternalId), new(Identifiers.Email)],
        MaxBatch = 50,
        SupportsDeletion = true,
        FixedActions = [MarketingActions.CombineWithPii, MarketingActions.EmailTargeting],
        Limits = new(Concurrency: 2, CallsPerMinute: 30, Burst: 10),
        Documentation = new Uri("https://experienceleague.adobe.com/en/docs/campaign-classic/using/configuring-campaign-classic/api/business-oriented-apis"),
    };
}
