using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Activation.Local.Sandbox;

/// <summary>The authorization of calls to the Graph API.</summary>
/// <remarks>https://developers.facebook.com/docs/graph-api/guides/secure-requests</remarks>
internal static class GraphAccess
{
    /// <summary>How long a proof with a time holds.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    /// <summary>Why the call is refused; null if it may be made.</summary>
    public static SandboxReply? Refuse(HttpRequest request, SandboxOptions options)
    {
        var token = AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var header) && header.Scheme == "Bearer"
            ? header.Parameter
            : request.Query["access_token"].ToString();
        if (token != options.AccessToken)
        {
            return GraphReply.BadToken;
        }

        return options.AppSecret is { } secret && !IsProven(request.Query, token, secret) ? GraphReply.Invalid("Invalid appsecret_proof provided in the API argument") : null;
    }

    private static bool IsProven(IQueryCollection query, string token, string secret)
    {
        var proof = query["appsecret_proof"].ToString();
        if (query["appsecret_time"].ToString() is not { Length: > 0 } time)
        {
            return proof == Proof(token, secret);
        }

        return long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && (TimeProvider.System.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(seconds)).Duration() <= Life
            && proof == Proof($"{token}|{time}", secret);
    }

    private static string Proof(string text, string secret) => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text)));
}
