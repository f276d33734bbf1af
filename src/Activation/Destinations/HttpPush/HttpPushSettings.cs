using System.Collections.Frozen;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Activation.Destinations.OAuth;

namespace Activation.Destinations.HttpPush;

/// <summary>A receiver's address and credentials, parsed. Not a record: it holds keys.</summary>
internal sealed class HttpPushSettings
{
    public const string Basic = "basic";
    public const string Form = "form";

    private readonly FrozenDictionary<string, string> segments;

    public HttpPushSettings(DestinationAccount account)
    {
        Address = AddressOf(account);
        UsersPerRequest = account.Settings.TryGetProperty("usersPerRequest", out var users) && users.ValueKind == JsonValueKind.Number ? users.GetInt32() : HttpPushType.DefaultUsers;
        ClientId = account.Setting("clientId") ?? "";
        DestinationId = account.Setting("destinationId") ?? "";
        segments = AudienceCodes.BySync(account, "segmentIds");
        Dpids = new AdobeDpids(account);
        SignatureHeader = account.Setting("signatureHeader") ?? HttpPushType.DefaultHeader;
        SignsTimestamp = account.Setting("signedContent") != HttpPushSignature.Body;
        var previous = account.Secret.GetValueOrDefault("previousSigningSecret");
        Keys = [.. new[] { AccountValidation.Secret(account, "signingSecret"), previous }.Where(k => !string.IsNullOrEmpty(k)).Select(k => Encoding.UTF8.GetBytes(k ?? ""))];
        Token = TokenOf(account);
        Certificate = CertificateOf(account);
    }

    public Uri Address { get; }

    public int UsersPerRequest { get; }

    public string ClientId { get; }

    public string DestinationId { get; }

    public AdobeDpids Dpids { get; }

    public string SignatureHeader { get; }

    public bool SignsTimestamp { get; }

    /// <summary>The current key, then the one before it if there is one.</summary>
    public IReadOnlyList<byte[]> Keys { get; }

    public TokenRequest? Token { get; }

    public ClientCertificate? Certificate { get; }

    public string SegmentOf(string audience) => segments.GetValueOrDefault(audience, audience);

    private static Uri AddressOf(DestinationAccount account)
    {
        var address = AccountValidation.Parse(account, "url", fallback: null);
        if (address.UserInfo.Length > 0)
        {
            throw Invalid("settings.url", "must not hold a user or password: settings are shown to everybody who may read destinations");
        }

        return account.Setting("apiBaseUrl") is null
            ? AccountValidation.RequireSecure(address, "url")
            : new Uri($"{AccountValidation.Address(account, "apiBaseUrl", fallback: null).AbsoluteUri.TrimEnd('/')}{address.PathAndQuery}");
    }

    private static TokenRequest? TokenOf(DestinationAccount account)
    {
        var (id, secret) = (account.Secret.GetValueOrDefault("oauthClientId"), account.Secret.GetValueOrDefault("oauthClientSecret"));
        if (account.Setting("tokenUrl") is null)
        {
            return string.IsNullOrEmpty(id) && string.IsNullOrEmpty(secret) ? null : throw Invalid("settings.tokenUrl", "is missing: it says where the OAuth client gets its access token");
        }

        var address = AccountValidation.Address(account, "tokenUrl", fallback: null);
        id = AccountValidation.Secret(account, "oauthClientId");
        secret = AccountValidation.Secret(account, "oauthClientSecret");
        var scope = account.Setting("tokenScope");
        if (account.Setting("tokenAuthentication") == Form)
        {
            return TokenRequest.ClientCredentials(address, HttpPushErrors.Receiver, id, secret, scope);
        }

        // https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1: both are form-encoded first.
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Uri.EscapeDataString(id)}:{Uri.EscapeDataString(secret)}"));
        KeyValuePair<string, string>[] form = [new("grant_type", "client_credentials"), .. scope is null ? [] : new KeyValuePair<string, string>[] { new("scope", scope) }];
        return new TokenRequest(address, HttpPushErrors.Receiver, form) { Basic = new AuthenticationHeaderValue("Basic", basic) };
    }

    private static ClientCertificate? CertificateOf(DestinationAccount account)
    {
        string? Field(string name) => account.Secret.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;
        if (Field("clientCertificate") is not { } certificate)
        {
            return null;
        }

        return new ClientCertificate(certificate, Field("clientKey"), Field("clientCertificatePassword"));
    }

    /// <summary>Reads the certificate, to say so if it cannot be.</summary>
    public void CheckCertificate()
    {
        try
        {
            using var certificate = Certificate?.Load();
            if (certificate is { HasPrivateKey: false })
            {
                throw Invalid("secret.clientCertificate", "has no private key: give a PFX with it, or clientKey");
            }
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw Invalid("secret.clientCertificate", "cannot be read: it must be a PFX in base64 or PEM, with its password and private key");
        }
    }

    private static ProblemException Invalid(string path, string what) => ProblemException.Invalid("invalidDestination", path, $"{path} {what}.");
}
