using Activation.Governance.Labels;
using Activation.Profiles;

namespace Activation.Destinations.Marketo;

/// <summary>
/// The catalogue entry of Marketo static lists. A lead's own key is its address in the clear, which is never kept here: leads are found by a custom field
/// that holds the customer's id or the hash of the address.
/// </summary>
/// <remarks>https://experienceleague.adobe.com/en/docs/marketo-developer/marketo/rest/lead-database/list-membership</remarks>
internal static class MarketoType
{
    /// <summary>The platform's limit of leads in one call, and of values in one look-up.</summary>
    public const int MaxLeads = 300;

    public static DestinationType Create() => new()
    {
        Type = "marketo",
        DisplayName = "Marketo static lists",
        SettingsSchema = new TypeSchema()
            .Text("munchkinId", "an account id such as 123-ABC-456", "^[0-9]{3}-[A-Z]{3}-[0-9]{3}$", 11, isRequired: true)
            .Text("folderId", "the number of the folder or program that the lists are made in", "^[1-9][0-9]{0,9}$", 10, isRequired: true)
            .Choice("folderType", "what the folder is", [MarketoSettings.DefaultFolderType, "Program"], MarketoSettings.DefaultFolderType)
            .Text("externalIdField", "the REST API name of a custom lead field with the customer's id", "^[A-Za-z][A-Za-z0-9_]{0,99}$", 100)
            .Text("emailHashField", "the REST API name of a custom lead field with the SHA-256 of the trimmed, lower-case address", "^[A-Za-z][A-Za-z0-9_]{0,99}$", 100)
            .Address("apiBaseUrl", "an absolute https:// address; https://{munchkinId}.mktorest.com if left out")
            .Create(),
        SecretSchema = new TypeSchema()
            .Credential("clientId", "the client id of a custom service", maxLength: 200)
            .Credential("clientSecret", "its client secret", maxLength: 500)
            .Create(),
        Identifiers = [new(Identifiers.ExternalId, "external_id"), new(Identifiers.Email, "email")],
        Keys = [new(Identifiers.ExternalId), new(Identifiers.Email)],
        MaxBatch = MaxLeads,
        SupportsDeletion = true,
        FixedActions = [MarketingActions.CombineWithPii, MarketingActions.EmailTargeting],

        // https://experienceleague.adobe.com/en/docs/marketo-developer/marketo/rest/error-codes: 100 calls in 20 seconds and 10 at a time; a batch takes three.
        Limits = new(Concurrency: 3, CallsPerMinute: 90, Burst: 20),
        Documentation = new Uri("https://experienceleague.adobe.com/en/docs/marketo-developer/marketo/rest/lead-database/list-membership"),
    };
}
