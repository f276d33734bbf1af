using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace Activation.Destinations.X;

/// <summary>Signs calls with OAuth 1.0a and HMAC-SHA1. A JSON body is not part of the signature; the query is. Not a record: it holds the secrets.</summary>
/// <remarks>https://www.rfc-editor.org/rfc/rfc5849#section-3.4 and https://docs.x.com/resources/fundamentals/authentication#creating-a-signature</remarks>
internal sealed class OAuth1Signer(string consumerKey, string consumerSecret, string accessToken, string accessTokenSecret)
{
    /// <param name="form">Parameters of a form body; none where the body is JSON.</param>
    /// <param name="nonce">Different for each call.</param>
    public AuthenticationHeaderValue Sign(HttpMethod method, Uri address, string nonce, DateTimeOffset now, params IReadOnlyList<KeyValuePair<string, string>> form)
    {
        KeyValuePair<string, string>[] own =
        [
            new("oauth_consumer_key", consumerKey),
            new("oauth_nonce", nonce),
            new("oauth_signature_method", "HMAC-SHA1"),
            new("oauth_timestamp", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
            new("oauth_token", accessToken),
            new("oauth_version", "1.0"),
        ];
        var query = QueryHelpers.ParseQuery(address.Query).SelectMany(q => q.Value.Select(v => KeyValuePair.Create(q.Key, v ?? "")));
        var parameters = string.Join('&', own.Concat(query).Concat(form)
            .Select(p => (Name: Encode(p.Key), Value: Encode(p.Value)))
            .OrderBy(p => p.Name, StringComparer.Ordinal).ThenBy(p => p.Value, StringComparer.Ordinal)
            .Select(p => $"{p.Name}={p.Value}"));
        var text = $"{method.Method}&{Encode(address.GetLeftPart(UriPartial.Path))}&{Encode(parameters)}";
        var signature = Convert.ToBase64String(Hmac($"{Encode(consumerSecret)}&{Encode(accessTokenSecret)}", text));
        return new AuthenticationHeaderValue(
            "OAuth", string.Join(", ", own.Append(new("oauth_signature", signature)).OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}=\"{Encode(p.Value)}\"")));
    }

    private static string Encode(string text) => Uri.EscapeDataString(text);

#pragma warning disable CA5350 // The only method that X takes; a MAC does not rest on the hash's resistance to collisions.
    private static byte[] Hmac(string key, string text) => HMACSHA1.HashData(Encoding.ASCII.GetBytes(key), Encoding.ASCII.GetBytes(text));
#pragma warning restore CA5350
}
