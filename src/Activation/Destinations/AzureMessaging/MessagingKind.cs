using System.Text.Json.Nodes;
using Activation.Profiles;

namespace Activation.Destinations.AzureMessaging;

/// <summary>What sets an event hub and a topic of Service Bus apart; all else of their HTTPS interface is the same.</summary>
/// <param name="Type">The destination type.</param>
/// <param name="EntitySetting">The setting that names the hub or the topic.</param>
/// <param name="Entity">What it is called in messages: `event hub`.</param>
/// <param name="Scope">For access tokens of Entra ID.</param>
/// <param name="DefaultKilobytes">Of a request in the tier that most have.</param>
internal sealed record MessagingKind(string Type, string DisplayName, string EntitySetting, string Entity, string Scope, int DefaultKilobytes, Uri Documentation)
{
    public const string DefaultLoginBaseUrl = "https://login.microsoftonline.com";

    /// <summary>Each message has a broker's id, by which a topic can drop what it has had already.</summary>
    public bool HasMessageIds { get; init; }

    public DestinationType CreateType() => new()
    {
        Type = Type,
        DisplayName = DisplayName,
        SettingsSchema = Settings(),
        SecretSchema = new TypeSchema().Credential("key", "the shared access key that keyName names, or the client secret of clientId").Create(),
        Identifiers =
        [
            new(Identifiers.Email, "email"), new(Identifiers.Phone, "phone_e164"), new(Identifiers.ExternalId, "external_id"), new(Identifiers.MobileAdId, "mobile_ad_id"),
            new(Identifiers.Gaid, "gaid"), new(Identifiers.Idfa, "idfa"), new(Identifiers.Ecid, "ecid"),
        ],
        Keys = [],
        MaxBatch = 1_000,
        Values = ValueSupport.Any,
        TakesTraits = true,
        Limits = new(Concurrency: 8, CallsPerMinute: 600, Burst: 100),
        Documentation = Documentation,
    };

    private JsonObject Settings() => new TypeSchema()
        .Host("namespace", "the namespace's host, such as contoso.servicebus.windows.net", isRequired: true)
        .Text(EntitySetting, $"the name of the {Entity}", "^[A-Za-z0-9]([A-Za-z0-9._/-]*[A-Za-z0-9])?$", maxLength: 260, isRequired: true)
        .Text("keyName", "the name of a shared access policy with Send", "^[\\x21-\\x7e]{1,256}$", maxLength: 256)
        .Text("tenantId", "the directory of an application of Entra ID that may send", "^[A-Za-z0-9.-]{1,100}$", maxLength: 100)
        .Text("clientId", "that application's client id", "^[A-Za-z0-9-]{1,100}$", maxLength: 100)
        .Integer("maxKilobytes", "the largest request in kilobytes: 256 in the basic tier of Event Hubs and the standard tier of Service Bus, else 1024", 64, 1024, DefaultKilobytes)
        .Address("apiBaseUrl", "an absolute https:// address in place of that of the namespace")
        .Address("loginBaseUrl", "where Entra ID gives access tokens", DefaultLoginBaseUrl)
        .Create();
}
