using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.Extensions;

namespace Activation.Local.Sandbox.Doubles;

/// <summary>Checks the OAuth 1.0a signature of a call with a JSON body or none, from the header alone: each nonce once.</summary>
/// <remarks>https://www.rfc-editor.org/rfc/rfc5849#section-3.2</remarks>
internal sealed class OAuth1Check(SandboxOptions options)
{
    public const string ConsumerKey = "sandbox-consumer-key";
    public const string ConsumerSecret = "sandbox-consumer-secret";
    public const string TokenSecret = "sandbox-token-secret";

    private static readonly string[] Names = ["oauth_consumer_key", "oauth_nonce", "oauth_signature", "oauth_signature_method", "oauth_timestamp", "oauth_token", "oauth_version"];

    private readonly HashSet<string> nonces = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    public bool IsGood(DoubleRequest request)
    {
        var header = request.Header("Authorization");
        if (!header.StartsWith("OAuth ", StringComparison.Ordinal))
        {
            return false;
        }

        var given = header["OAuth ".Length..].Split(", ").Select(p => p.Split('=', 2)).Where(p => p.Length == 2).ToDictionary(p => p[0], p => Uri.UnescapeDataString(p[1].Trim('"')), StringComparer.Ordinal);
        return given.Keys.Order(StringComparer.Ordinal).SequenceEqual(Names)
            && given["oauth_consumer_key"] == ConsumerKey && given["oauth_token"] == options.AccessToken && given["oauth_signature_method"] == "HMAC-SHA1" && given["oauth_version"] == "1.0"
            && given["oauth_signature"] == Signature(request, given)
            && IsNew(given["oauth_nonce"]);
    }

    private bool IsNew(string nonce)
    {
        lock (gate)
        {
            return nonces.Add(nonce);
        }
    }

    private static string Signature(DoubleRequest request, Dictionary<string, string> given)
    {
        var http = request.Http;
        var pairs = given.Where(g => g.Key != "oauth_signature").Concat(http.Query.SelectMany(q => q.Value.Select(v => KeyValuePair.Create(q.Key, v ?? ""))))
            .Select(p => $"{Uri.EscapeDataString(p.Key)}={Uri.EscapeDataString(p.Value)}").Order(StringComparer.Ordinal);
        var address = new Uri(http.GetEncodedUrl()).GetLeftPart(UriPartial.Path);
        var text = string.Join('&', new[] { http.Method, address, string.Join('&', pairs) }.Select(Uri.EscapeDataString));
#pragma warning disable CA5350 // The platform's method.
        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.ASCII.GetBytes($"{ConsumerSecret}&{TokenSecret}"), Encoding.ASCII.GetBytes(text)));
#pragma warning restore CA5350
    }
}
