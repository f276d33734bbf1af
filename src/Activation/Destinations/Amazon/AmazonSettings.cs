using System.Globalization;
using Activation.Destinations.OAuth;

namespace Activation.Destinations.Amazon;

/// <summary>An Amazon Ads destination's settings and credentials, parsed. Not a record: it holds the refresh token.</summary>
internal sealed class AmazonSettings
{
    public const string DefaultRegion = "NA";
    public const string Granted = "granted";

    public static readonly IReadOnlyList<string> Consents = [Granted, "unspecified"];

    /// <remarks>https://advertising.amazon.com/API/docs/en-us/guides/get-started/create-authorization-grant and …/how-to-use-api: addresses by region.</remarks>
    public static readonly IReadOnlyDictionary<string, (string Api, string Token)> Regions = new Dictionary<string, (string, string)>(StringComparer.Ordinal)
    {
        [DefaultRegion] = ("https://advertising-api.amazon.com", "https://api.amazon.com/auth/o2/token"),
        ["EU"] = ("https://advertising-api-eu.amazon.com", "https://api.amazon.co.uk/auth/o2/token"),
        ["FE"] = ("https://advertising-api-fe.amazon.com", "https://api.amazon.co.jp/auth/o2/token"),
    };

    private readonly Uri root;

    public AmazonSettings(DestinationAccount account)
    {
        var (api, token) = Regions.TryGetValue(account.Setting("region") ?? DefaultRegion, out var known) ? known
            : throw ProblemException.Invalid("invalidDestination", "settings.region", $"settings.region must be one of {string.Join(", ", Regions.Keys)}.");
        root = new Uri($"{AccountValidation.Address(account, "apiBaseUrl", api).AbsoluteUri.TrimEnd('/')}/");
        _ = TargetOf(account);
        ConnectionId = account.Setting("connectionId");
        AdvertiserId = account.Setting("advertiserId") is { } advertiser ? long.Parse(advertiser, CultureInfo.InvariantCulture) : null;
        CountryCode = account.Setting("countryCode") ?? throw ProblemException.Invalid("invalidDestination", "settings.countryCode", "settings.countryCode is missing.");
        SaysConsent = (account.Setting("consent") ?? Granted) == Granted;
        if (!SaysConsent && AmazonType.AsksOfAll(CountryCode))
        {
            throw ProblemException.Invalid("invalidDestination", "settings.consent", $"settings.consent must be {Granted}, or left out, where settings.countryCode is {CountryCode}: Amazon takes its data only with people's consent.");
        }

        ClientId = AccountValidation.Secret(account, "clientId");
        Token = TokenRequest.Refresh(
            AccountValidation.Address(account, "tokenUrl", token), "Amazon", ClientId, AccountValidation.Secret(account, "clientSecret"), AccountValidation.Secret(account, "refreshToken"));
    }

    /// <summary>Null exactly where there is a connection.</summary>
    public long? AdvertiserId { get; }

    public string? ConnectionId { get; }

    public string CountryCode { get; }

    /// <summary>Records of whoever has consented say so.</summary>
    public bool SaysConsent { get; }

    public string ClientId { get; }

    public TokenRequest Token { get; }

    /// <param name="path">With its query.</param>
    public Uri Address(string path) => new(root, path);

    /// <summary>The advertiser's number or the connection's id.</summary>
    internal static string TargetOf(DestinationAccount account) =>
        (account.Setting("advertiserId"), account.Setting("connectionId")) switch
        {
            ({ } advertiser, null) => advertiser,
            (null, { } connection) => connection.ToLowerInvariant(),
            (null, null) => throw ProblemException.Invalid("invalidDestination", "settings.advertiserId", "settings.advertiserId is missing: give it, or settings.connectionId."),
            _ => throw ProblemException.Invalid("invalidDestination", "settings.connectionId", "settings.connectionId stands in for settings.advertiserId: give one of them."),
        };
}
