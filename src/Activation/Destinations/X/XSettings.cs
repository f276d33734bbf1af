namespace Activation.Destinations.X;

/// <summary>An X destination's settings and credentials, parsed. Not a record: it holds the secrets that calls are signed with.</summary>
internal sealed class XSettings
{
    public const string DefaultBaseUrl = "https://ads-api.x.com";
    public const string DefaultVersion = "12";

    private readonly Uri root;

    public XSettings(DestinationAccount account)
    {
        var address = AccountValidation.Address(account, "apiBaseUrl", DefaultBaseUrl).AbsoluteUri.TrimEnd('/');
        root = new Uri($"{address}/{account.Setting("apiVersion") ?? DefaultVersion}/accounts/{AccountIdOf(account)}/");
        Signer = new OAuth1Signer(
            AccountValidation.Secret(account, "consumerKey"), AccountValidation.Secret(account, "consumerSecret"),
            AccountValidation.Secret(account, "accessToken"), AccountValidation.Secret(account, "accessTokenSecret"));
    }

    public OAuth1Signer Signer { get; }

    /// <param name="path">Below the account, with its query.</param>
    public Uri Address(string path) => new(root, path);

    internal static string AccountIdOf(DestinationAccount account) =>
        account.Setting("adsAccountId") ?? throw ProblemException.Invalid("invalidDestination", "settings.adsAccountId", "settings.adsAccountId is missing.");
}
