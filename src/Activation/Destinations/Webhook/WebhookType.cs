using System.Text.Json.Nodes;
using Activation.Profiles;

namespace Activation.Destinations.Webhook;

/// <summary>The catalogue entry of webhooks.</summary>
internal static class WebhookType
{
    public static DestinationType Create() => new()
    {
        Type = "webhook",
        DisplayName = "Signed webhook",
        SettingsSchema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["type"] = "object",
            ["required"] = new JsonArray("url"),
            ["additionalProperties"] = false,
            ["properties"] = new JsonObject
            {
                ["url"] = new JsonObject { ["type"] = "string", ["format"] = "uri", ["maxLength"] = 2000, ["description"] = "the absolute https:// address that takes the batches" },
                ["apiBaseUrl"] = new JsonObject { ["type"] = "string", ["format"] = "uri", ["description"] = "an absolute https:// address whose scheme, host and port replace the url's" },
            },
        },
        SecretSchema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["type"] = "object",
            ["required"] = new JsonArray("signingSecret"),
            ["additionalProperties"] = false,
            ["properties"] = new JsonObject
            {
                ["signingSecret"] = new JsonObject { ["type"] = "string", ["minLength"] = 8, ["maxLength"] = 1000, ["description"] = "8 characters or more, shared with the receiver" },
            },
        },
        Identifiers = [new(Identifiers.Email, "email"), new(Identifiers.Phone, "phone_e164"), new(Identifiers.ExternalId, "external_id"), new(Identifiers.MobileAdId, "mobile_ad_id")],
        Keys = [],
        MaxBatch = 1_000,
        Values = ValueSupport.Any,
        TakesTraits = true,
        Limits = new(Concurrency: 8, CallsPerMinute: 600, Burst: 100),
        Documentation = new Uri("https://www.rfc-editor.org/rfc/rfc2104"),
    };
}
