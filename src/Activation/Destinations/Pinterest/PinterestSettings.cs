using Activation.Destinations.OAuth;

namespace Activation.Destinations.Pinterest;

/// <summary>A Pinterest destination's settings and credentials, parsed. Not a record: it holds tokens.</summary>
internal sealed class PinterestSettings
{
    public const string DefaultBaseUrl = "https://api.pinterest.com/v5";
    public const string DefaultTokenUrl = "https://api.pinterest.com/v5/oauth/token";

    private readonly string root;

    public PinterestSettings(DestinationAccount account)
    {
        var number = account.Setting("adAccountId") ?? throw ProblemException.Invalid("invalidDestination", "settings.adAccountId", "settings.adAccountId is missing.");
        Token = new AccountToken(account, "Pinterest", AccountValidation.Address(account, "tokenUrl", DefaultTokenUrl), usesBasic: true);
        root = $"{AccountValidation.Address(account, "apiBaseUrl", DefaultBaseUrl).AbsoluteUri.TrimEnd('/')}/ad_accounts/{number}/";
    }

    /// <remarks>https://developers.pinterest.com/docs/api/v5/oauth-token</remarks>
    public AccountToken Token { get; }

    /// <param name="path">Below the ad account.</param>
    public Uri Address(string path) => new($"{root}{path}");
}
