using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Activation.Destinations.OAuth;

/// <summary>How to get an access token. Not a record: it holds credentials.</summary>
/// <param name="address">The token endpoint.</param>
/// <param name="platform">Its name for people.</param>
/// <param name="form">What is posted. An entry that differs each time (a signed assertion) is made by <paramref name="assertion"/>.</param>
internal sealed class TokenRequest(Uri address, string platform, IReadOnlyList<KeyValuePair<string, string>> form, Func<DateTimeOffset, string>? assertion = null)
{
    public Uri Address => address;

    public string Platform => platform;

    /// <summary>The client's credentials as Basic authentication, for servers that want them there.</summary>
    public AuthenticationHeaderValue? Basic { get; init; }

    /// <summary>Whose the credentials are, where neither the form nor the address says so: what signs the assertion, the Basic credentials.</summary>
    public string Identity { get; init; } = "";

    /// <summary>Where the form's refresh token is kept; null where the platform gives no other in its place.</summary>
    public RefreshTokenPlace? Place { get; init; }

    /// <summary>The refresh token of the form, if it has one.</summary>
    public string? RefreshToken => form.FirstOrDefault(f => f.Key == "refresh_token").Value;

    /// <summary>The same for the same credentials at the same endpoint, and for nothing else.</summary>
    public string Key => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', [address.AbsoluteUri, Identity, Basic?.Parameter ?? "", .. form.Select(f => $"{f.Key}={f.Value}")]))));

    /// <param name="place">See <see cref="Place"/>.</param>
    /// <remarks>https://www.rfc-editor.org/rfc/rfc6749#section-6</remarks>
    public static TokenRequest Refresh(Uri address, string platform, string clientId, string clientSecret, string refreshToken, string? scope = null, RefreshTokenPlace? place = null) =>
        new(address, platform, [new("grant_type", "refresh_token"), new("refresh_token", refreshToken), new("client_id", clientId), new("client_secret", clientSecret), .. Scope(scope)]) { Place = place };

    /// <remarks>https://www.rfc-editor.org/rfc/rfc6749#section-4.4</remarks>
    public static TokenRequest ClientCredentials(Uri address, string platform, string clientId, string clientSecret, string? scope = null) =>
        new(address, platform, [new("grant_type", "client_credentials"), new("client_id", clientId), new("client_secret", clientSecret), .. Scope(scope)]);

    public FormUrlEncodedContent Content(DateTimeOffset now) => new(assertion is null ? form : [.. form, new("assertion", assertion(now))]);

    private static KeyValuePair<string, string>[] Scope(string? scope) => scope is null ? [] : [new("scope", scope)];
}
