using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Activation.Destinations.Meta;

/// <summary>Where the Graph API is and with what it is called. Not a record: it holds the token.</summary>
internal class MetaAccess
{
    public const string DefaultVersion = "v25.0";
    public const string DefaultBaseUrl = "https://graph.facebook.com";

    private readonly Uri root;
    private readonly string? signature;

    /// <param name="now">Signed with the token where the app's secret is given; the signature holds for five minutes.</param>
    public MetaAccess(DestinationAccount account, DateTimeOffset now)
    {
        AccessToken = AccountValidation.Secret(account, "accessToken");
        var address = AccountValidation.Address(account, "apiBaseUrl", DefaultBaseUrl);
        root = new Uri($"{address.AbsoluteUri.TrimEnd('/')}/{account.Setting("apiVersion") ?? DefaultVersion}/");
        DataUse = MetaDataUse.Of(account);
        signature = account.Secret.GetValueOrDefault("appSecret") is { Length: > 0 } appSecret ? Sign(AccessToken, appSecret, now) : null;
    }

    public string AccessToken { get; }

    public MetaDataUse DataUse { get; }

    /// <summary>The address of a node or edge, signed with the app's secret where there is one.</summary>
    /// <param name="path">Below the version, with its query.</param>
    public Uri Address(string path) =>
        new(root, signature is null ? path : $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{signature}");

    /// <remarks>https://developers.facebook.com/docs/graph-api/guides/secure-requests</remarks>
    private static string Sign(string accessToken, string appSecret, DateTimeOffset now)
    {
        var time = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var proof = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(appSecret), Encoding.UTF8.GetBytes($"{accessToken}|{time}")));
        return $"appsecret_proof={proof}&appsecret_time={time}";
    }
}
