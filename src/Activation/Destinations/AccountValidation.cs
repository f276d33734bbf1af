using System.Diagnostics.CodeAnalysis;
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

    /// <summary>A secure address; the fallback if the setting is absent.</summary>
    public static Uri Address(DestinationAccount account, string setting, string? fallback) => RequireSecure(Parse(account, setting, fallback), setting);

    /// <summary>An absolute address; the fallback if the setting is absent.</summary>
    public static Uri Parse(DestinationAccount account, string setting, string? fallback) =>
        Uri.TryCreate(account.Setting(setting) ?? fallback, UriKind.Absolute, out var address)
            ? address
            : throw ProblemException.Invalid("invalidDestination", $"settings.{setting}", $"settings.{setting} must be an absolute address.");

    /// <summary>A field of the secret.</summary>
    public static string Secret(DestinationAccount account, string field) =>
        account.Secret.GetValueOrDefault(field) is { Length: > 0 } value
            ? value
            : throw ProblemException.Invalid("invalidDestination", $"secret.{field}", $"secret.{field} is missing.");

    /// <summary>
    /// Reads an account for a call. What was stored was checked, but a vault can lose a secret and a newer version can ask for more: that is for a
    /// person to mend, as a value and not an exception.
    /// </summary>
    public static bool TryRead<T>(DestinationAccount account, Func<DestinationAccount, T> read, [NotNullWhen(true)] out T? settings, [NotNullWhen(false)] out DestinationResult? failure)
        where T : class
    {
        try
        {
            settings = read(account);
            failure = null;
            return true;
        }
        catch (ProblemException e)
        {
            settings = null;
            failure = new DestinationResult(DestinationOutcome.Stop, e.Code, $"{e.Message} Put the destination again.");
            return false;
        }
    }
}
