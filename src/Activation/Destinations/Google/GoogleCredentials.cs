using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Activation.Destinations.OAuth;

namespace Activation.Destinations.Google;

/// <summary>
/// Google's credential files: a service account's key, whose holder signs an assertion (RS256), or an authorized user with a refresh token.
/// Not a record: it holds credentials.
/// </summary>
/// <remarks>https://developers.google.com/identity/protocols/oauth2/service-account and https://google.aip.dev/auth/4113</remarks>
internal sealed class GoogleCredentials
{
    public const string DefaultTokenUrl = "https://oauth2.googleapis.com/token";
    public const string Scope = "https://www.googleapis.com/auth/datamanager";

    private const string Field = "credentials";
    private static readonly TimeSpan AssertionLife = TimeSpan.FromHours(1);

    private readonly GoogleCredentialFile file;

    private GoogleCredentials(GoogleCredentialFile parsed) => file = parsed;

    /// <summary>The Cloud project whose quota the calls use: a service account's project, or the number that a client's id begins with.</summary>
    public string? Project => file.ProjectId is { Length: > 0 } project ? project : file.ClientId?.Split('-')[0];

    /// <exception cref="ProblemException">400 the file is neither kind, or its key cannot be read.</exception>
    public static GoogleCredentials Read(DestinationAccount account)
    {
        var file = Parse(AccountValidation.Secret(account, Field)) ?? throw Fault("is not JSON");
        switch (file.Type)
        {
            case "service_account" when file is { ClientEmail.Length: > 0, PrivateKey.Length: > 0 }:
                using (Key(file.PrivateKey))
                {
                    return new GoogleCredentials(file);
                }

            case "authorized_user" when file is { ClientId.Length: > 0, ClientSecret.Length: > 0, RefreshToken.Length: > 0 }:
                return new GoogleCredentials(file);
            default:
                throw Fault("is neither a service account's key nor an authorized_user with client_id, client_secret and refresh_token");
        }
    }

    public TokenRequest Request(Uri address) =>
        file.PrivateKey is { Length: > 0 } key
            ? new TokenRequest(address, "Google", [new("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer")], now => Assertion(key, address, now)) { Identity = $"{file.ClientEmail}\n{key}" }
            : TokenRequest.Refresh(address, "Google", file.ClientId ?? "", file.ClientSecret ?? "", file.RefreshToken ?? "");

    private string Assertion(string key, Uri audience, DateTimeOffset now)
    {
        var header = JsonSerializer.SerializeToUtf8Bytes(new GoogleAssertionHeader("RS256", "JWT", file.PrivateKeyId), GoogleCredentialJson.Default.GoogleAssertionHeader);
        var claims = new GoogleAssertionClaims(file.ClientEmail ?? "", Scope, audience.AbsoluteUri, now.ToUnixTimeSeconds(), (now + AssertionLife).ToUnixTimeSeconds());
        var signed = $"{Base64Url.EncodeToString(header)}.{Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(claims, GoogleCredentialJson.Default.GoogleAssertionClaims))}";
        using var rsa = Key(key);
        return $"{signed}.{Base64Url.EncodeToString(rsa.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    private static RSA Key(string pem)
    {
        var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(pem);
            return rsa;
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            rsa.Dispose();
            throw Fault("has no private_key in PEM form");
        }
    }

    private static GoogleCredentialFile? Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, GoogleCredentialJson.Default.GoogleCredentialFile);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ProblemException Fault(string what) =>
        ProblemException.Invalid("invalidDestination", $"secret.{Field}", $"secret.{Field} {what}. Give Google's file as one line of JSON, such as jq -c prints it.");
}

internal sealed class GoogleCredentialFile
{
    public string? Type { get; set; }

    public string? ProjectId { get; set; }

    public string? ClientEmail { get; set; }

    public string? PrivateKey { get; set; }

    public string? PrivateKeyId { get; set; }

    public string? ClientId { get; set; }

    public string? ClientSecret { get; set; }

    public string? RefreshToken { get; set; }
}

internal sealed record GoogleAssertionHeader(string Alg, string Typ, string? Kid);

internal sealed record GoogleAssertionClaims(string Iss, string Scope, string Aud, long Iat, long Exp);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(GoogleCredentialFile))]
[JsonSerializable(typeof(GoogleAssertionHeader))]
[JsonSerializable(typeof(GoogleAssertionClaims))]
internal sealed partial class GoogleCredentialJson : JsonSerializerContext;
