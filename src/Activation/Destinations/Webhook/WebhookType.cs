using Activation.Profiles;

namespace Activation.Destinations.Webhook;

/// <summary>The catalogue entry of webhooks.</summary>
internal static class WebhookType
{
    public static DestinationType Create() => new()
    {
        Type = "webhook",
        DisplayName = "Signed webhook",
        SettingsSchema = new TypeSchema()
            .Address("url", "the absolute https:// address that takes the batches", isRequired: true)
            .Address("apiBaseUrl", "an absolute https:// address whose scheme, host and port replace the url's")
            .Create(),
        SecretSchema = new TypeSchema().Text("signingSecret", "8 characters or more, shared with the receiver", minLength: 8, isRequired: true).Create(),
        Identifiers = [new(Identifiers.Email, "email"), new(Identifiers.Phone, "phone_e164"), new(Identifiers.ExternalId, "external_id"), new(Identifiers.MobileAdId, "mobile_ad_id")],
        Keys = [],
        MaxBatch = 1_000,
        Values = ValueSupport.Any,
        TakesTraits = true,
        Limits = new(Concurrency: 8, CallsPerMinute: 600, Burst: 100),
        Documentation = new Uri("https://www.rfc-editor.org/rfc/rfc2104"),
    };
}
