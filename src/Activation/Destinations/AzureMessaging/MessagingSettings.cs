using System.Text.Json;
using Activation.Destinations.OAuth;

namespace Activation.Destinations.AzureMessaging;

/// <summary>An event hub's or a topic's address and credentials, parsed. Not a record: it holds the key.</summary>
internal sealed class MessagingSettings
{
    private readonly string? keyName;
    private readonly string key;

    public MessagingSettings(DestinationAccount account, MessagingKind kind)
    {
        var entity = account.Setting(kind.EntitySetting) ?? throw Invalid(kind.EntitySetting, "is missing");
        var host = account.Setting("namespace") ?? throw Invalid("namespace", "is missing");
        var root = AccountValidation.Address(account, "apiBaseUrl", $"https://{host}").AbsoluteUri.TrimEnd('/');
        Resource = new Uri($"{root}/{string.Join('/', entity.Split('/').Select(Uri.EscapeDataString))}");
        Address = new Uri($"{Resource.AbsoluteUri}/messages?timeout=20&api-version=2014-01");
        MaxBytes = 1024 * (account.Settings.TryGetProperty("maxKilobytes", out var size) && size.ValueKind == JsonValueKind.Number ? size.GetInt32() : kind.DefaultKilobytes);
        key = AccountValidation.Secret(account, "key");
        keyName = account.Setting("keyName");
        Token = TokenOf(account, kind);
    }

    /// <summary>What a shared access signature is for.</summary>
    public Uri Resource { get; }

    public Uri Address { get; }

    /// <summary>Of a request's body.</summary>
    public int MaxBytes { get; }

    /// <summary>How to get an access token of Entra ID; null where requests are signed with a shared access key.</summary>
    public TokenRequest? Token { get; }

    public string Signature(DateTimeOffset now) => SharedAccessSignature.Create(Resource, keyName ?? "", key, now);

    private TokenRequest? TokenOf(DestinationAccount account, MessagingKind kind)
    {
        var (tenant, client) = (account.Setting("tenantId"), account.Setting("clientId"));
        if (keyName is not null)
        {
            return tenant is null && client is null ? null : throw Invalid("keyName", "stands beside tenantId or clientId: give the name of a shared access key, or an application of Entra ID");
        }

        if (tenant is null || client is null)
        {
            throw Invalid(tenant is null && client is null ? "keyName" : tenant is null ? "tenantId" : "clientId", "is missing: give keyName, or tenantId and clientId");
        }

        // https://learn.microsoft.com/en-us/entra/identity-platform/v2-oauth2-client-creds-grant-flow
        var login = AccountValidation.Address(account, "loginBaseUrl", MessagingKind.DefaultLoginBaseUrl).AbsoluteUri.TrimEnd('/');
        return TokenRequest.ClientCredentials(new Uri($"{login}/{Uri.EscapeDataString(tenant)}/oauth2/v2.0/token"), "Microsoft Entra ID", client, key, kind.Scope);
    }

    private static ProblemException Invalid(string setting, string what) => ProblemException.Invalid("invalidDestination", $"settings.{setting}", $"settings.{setting} {what}.");
}
