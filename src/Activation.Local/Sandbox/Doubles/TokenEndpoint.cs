using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace Activation.Local.Sandbox.Doubles;

/// <summary>
/// The token endpoint of a stand-in (RFC 6749): a client that shows the right secret gets the one access token that the sandbox takes, whether it
/// brings a refresh token, a signed assertion or its own credentials.
/// </summary>
internal static class TokenEndpoint
{
    public const string ClientId = "sandbox-client";
    public const string ClientSecret = "sandbox-client-secret";
    public const string RefreshToken = "sandbox-refresh-token";

    private const string Assertion = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    /// <param name="checkAssertion">Whether a signed assertion is good; null where the platform takes none.</param>
    /// <param name="rotates">A refresh token gives another, and is good itself for as long as before.</param>
    public static void MapToken(this DoubleRoutes routes, string pattern, SandboxOptions options, Func<string, bool>? checkAssertion = null, bool rotates = false)
    {
        var given = 0;
        routes.Map("POST", pattern, "token", request =>
        {
            var form = QueryHelpers.ParseQuery(Encoding.UTF8.GetString(request.Body));
            string Field(string name) => form.TryGetValue(name, out var value) ? value.ToString() : "";
            var grant = Field("grant_type");
            var granted = grant == Assertion ? checkAssertion?.Invoke(Field("assertion")) == true
                : IsClient(request, Field("client_id"), Field("client_secret")) && (grant == "client_credentials" || (grant == "refresh_token" && IsRefreshToken(Field("refresh_token"), rotates)));
            if (!granted)
            {
                return new SandboxReply(400, new JsonObject { ["error"] = grant is "refresh_token" or Assertion ? "invalid_grant" : "invalid_client" });
            }

            var answer = new JsonObject { ["access_token"] = options.AccessToken, ["token_type"] = "Bearer", ["expires_in"] = 3600 };
            if (rotates && grant == "refresh_token")
            {
                answer["refresh_token"] = string.Create(CultureInfo.InvariantCulture, $"{RefreshToken}-{Interlocked.Increment(ref given)}");
            }

            return SandboxReply.Ok(answer);
        });
    }

    private static bool IsRefreshToken(string token, bool rotates) => token == RefreshToken || (rotates && token.StartsWith($"{RefreshToken}-", StringComparison.Ordinal));

    private static bool IsClient(DoubleRequest request, string id, string secret)
    {
        var basic = $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{ClientId}:{ClientSecret}"))}";
        return request.Header("Authorization") == basic || (id == ClientId && secret == ClientSecret);
    }
}
