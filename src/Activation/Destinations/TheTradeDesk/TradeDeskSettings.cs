using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Activation.Destinations.TheTradeDesk;

/// <summary>A destination's settings and credentials, parsed. Not a record: it holds the secret key.</summary>
internal sealed class TradeDeskSettings
{
    public const string DefaultServer = "usEastCoast";

    /// <remarks>https://partner.thetradedesk.com/v3/portal/data/doc/DataEnvironments</remarks>
    public static readonly IReadOnlyDictionary<string, string> Servers = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [DefaultServer] = "https://use-data.adsrvr.org",
        ["usWestCoast"] = "https://usw-data.adsrvr.org",
        ["ukEu"] = "https://euw-data.adsrvr.org",
        ["apac"] = "https://sin-data.adsrvr.org",
        ["tokyo"] = "https://tok-data.adsrvr.org",
        ["china"] = "https://data-cn2.adsrvr.cn",
    };

    private readonly string? token;
    private readonly byte[] key;

    public TradeDeskSettings(DestinationAccount account)
    {
        AdvertiserId = AdvertiserOf(account);
        var server = Servers.GetValueOrDefault(account.Setting("dataServer") ?? DefaultServer)
            ?? throw ProblemException.Invalid("invalidDestination", "settings.dataServer", $"settings.dataServer must be one of {string.Join(", ", Servers.Keys)}.");
        Address = new Uri($"{AccountValidation.Address(account, "apiBaseUrl", server).AbsoluteUri.TrimEnd('/')}/data/advertiser");
        Days = account.Settings.TryGetProperty("days", out var days) && days.ValueKind == JsonValueKind.Number ? days.GetInt32() : TradeDeskType.MaxDays;
        Uid2 = Uid2Settings.Of(account);
        token = account.Secret.GetValueOrDefault("token") is { Length: > 0 } given ? given : null;
        key = token is null ? Encoding.UTF8.GetBytes(AccountValidation.Secret(account, "secretKey")) : [];
    }

    public string AdvertiserId { get; }

    public Uri Address { get; }

    public int Days { get; }

    /// <summary>Null: emails and phones are not sent.</summary>
    public Uid2Settings? Uid2 { get; }

    /// <summary>The header by which a call is known to be ours: with a token `TTD-Auth`, else the older `TtdSignature`.</summary>
    /// <remarks>https://open.thetradedesk.com/advertiser/docsApp/GuidesAdvertiser/data/doc/DataApiCallsAdvertiser</remarks>
    public (string Header, string Value) Prove(byte[] body) => token is null ? ("TtdSignature", Sign(body)) : ("TTD-Auth", token);

    /// <summary>The value of `TtdSignature`: HMAC-SHA1 of the body, byte for byte, in base64.</summary>
#pragma warning disable CA5350 // The only method that the platform takes; a MAC does not rest on the hash's resistance to collisions.
    public string Sign(byte[] body) => Convert.ToBase64String(HMACSHA1.HashData(key, body));
#pragma warning restore CA5350

    internal static string AdvertiserOf(DestinationAccount account) =>
        account.Setting("advertiserId") ?? throw ProblemException.Invalid("invalidDestination", "settings.advertiserId", "settings.advertiserId is missing.");
}
