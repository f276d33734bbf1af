using System.Text.Json;
using System.Text.Json.Nodes;

namespace Activation.Destinations;

/// <summary>What every type's <see cref="IDestination.Validate"/> has in common.</summary>
internal static class AccountValidation
{
    /// <summary>Checks settings and secret against the schemas of the type.</summary>
    public static void Check(DestinationType type, DestinationAccount account)
    {
        SchemaValidator.Check(account.Settings, type.SettingsSchema, "settings");
        var secret = new JsonObject(account.Secret.Select(s => KeyValuePair.Create(s.Key, (JsonNode?)JsonValue.Create(s.Value))));
        using var json = JsonDocument.Parse(secret.ToJsonString());
        SchemaValidator.Check(json.RootElement, type.SecretSchema, "secret");
    }

    /// <summary>Credentials and hashes travel encrypted; plain HTTP is for this machine alone.</summary>
    public static Uri RequireSecure(Uri address, string setting) =>
        address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)
            ? address
            : throw ProblemException.Invalid("invalidDestination", $"settings.{setting}", $"settings.{setting} must begin with https:// (http:// only for this machine).");

    /// <summary>An address setting that the schema has checked; the fallback if it is absent.</summary>
    public static Uri Address(DestinationAccount account, string setting, string fallback) =>
        RequireSecure(new Uri(account.Setting(setting) ?? fallback), setting);
}
