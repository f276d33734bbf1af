using Activation.Destinations.OAuth;

namespace Activation.Destinations.Snapchat;

/// <summary>A Snapchat destination's settings and credentials, parsed. Not a record: it holds the refresh token.</summary>
internal sealed class SnapchatSettings
{
    public const string DefaultBaseUrl = "https://adsapi.snapchat.com";

    /// <remarks>https://developers.snap.com/api/marketing-api/Ads-API/authentication</remarks>
    public const string DefaultTokenUrl = "https://accounts.snapchat.com/login/oauth2/access_token";

    private readonly Uri root;

    public SnapchatSettings(DestinationAccount account)
    {
        AdAccountId = AdAccountOf(account);
        root = new Uri($"{AccountValidation.Address(account, "apiBaseUrl", DefaultBaseUrl).AbsoluteUri.TrimEnd('/')}/v1/");
        Token = TokenRequest.Refresh(
            AccountValidation.Address(account, "tokenUrl", DefaultTokenUrl), "Snapchat",
            AccountValidation.Secret(account, "clientId"), AccountValidation.Secret(account, "clientSecret"), AccountValidation.Secret(account, "refreshToken"));
    }

    public string AdAccountId { get; }

    public TokenRequest Token { get; }

    /// <param name="path">Below the version, with its query.</param>
    public Uri Address(string path) => new(root, path);

    internal static string AdAccountOf(DestinationAccount account) =>
        account.Setting("adAccountId")?.ToLowerInvariant() ?? throw ProblemException.Invalid("invalidDestination", "settings.adAccountId", "settings.adAccountId is missing.");
}
