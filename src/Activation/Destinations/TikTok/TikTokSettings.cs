namespace Activation.Destinations.TikTok;

/// <summary>A TikTok destination's settings and credentials, parsed. Not a record: it holds the token.</summary>
internal sealed class TikTokSettings
{
    public const string DefaultBaseUrl = "https://business-api.tiktok.com";

    private readonly Uri root;

    public TikTokSettings(DestinationAccount account)
    {
        AdvertiserId = AdvertiserOf(account);
        AccessToken = AccountValidation.Secret(account, "accessToken");
        root = new Uri($"{AccountValidation.Address(account, "apiBaseUrl", DefaultBaseUrl).AbsoluteUri.TrimEnd('/')}/open_api/v1.3/");
    }

    public string AdvertiserId { get; }

    public string AccessToken { get; }

    /// <param name="path">Below the version, with its query; TikTok's paths end in a slash.</param>
    public Uri Address(string path) => new(root, path);

    internal static string AdvertiserOf(DestinationAccount account) =>
        account.Setting("advertiserId") ?? throw ProblemException.Invalid("invalidDestination", "settings.advertiserId", "settings.advertiserId is missing.");
}
