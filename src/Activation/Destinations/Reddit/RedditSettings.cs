using System.Net.Http.Headers;
using System.Text;
using Activation.Destinations.OAuth;

namespace Activation.Destinations.Reddit;

/// <summary>A Reddit destination's settings and credentials, parsed. Not a record: it holds the refresh token.</summary>
internal sealed class RedditSettings
{
    public const string DefaultBaseUrl = "https://ads-api.reddit.com";

    /// <remarks>https://github.com/reddit-archive/reddit/wiki/OAuth2#refreshing-the-token: the client's credentials travel as Basic authentication.</remarks>
    public const string DefaultTokenUrl = "https://www.reddit.com/api/v1/access_token";

    private readonly Uri root;

    public RedditSettings(DestinationAccount account)
    {
        AdAccountId = AdAccountOf(account);
        root = new Uri($"{AccountValidation.Address(account, "apiBaseUrl", DefaultBaseUrl).AbsoluteUri.TrimEnd('/')}/api/v3/");
        var client = $"{AccountValidation.Secret(account, "clientId")}:{AccountValidation.Secret(account, "clientSecret")}";
        Token = new TokenRequest(
            AccountValidation.Address(account, "tokenUrl", DefaultTokenUrl), "Reddit", [new("grant_type", "refresh_token"), new("refresh_token", AccountValidation.Secret(account, "refreshToken"))])
        {
            Basic = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(client))),
        };
    }

    public string AdAccountId { get; }

    public TokenRequest Token { get; }

    /// <param name="path">Below the version, with its query.</param>
    public Uri Address(string path) => new(root, path);

    internal static string AdAccountOf(DestinationAccount account) =>
        account.Setting("adAccountId") ?? throw ProblemException.Invalid("invalidDestination", "settings.adAccountId", "settings.adAccountId is missing.");
}
