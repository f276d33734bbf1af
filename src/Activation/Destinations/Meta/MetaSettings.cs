using System.Security.Cryptography;
using System.Text;

namespace Activation.Destinations.Meta;

/// <summary>A Meta destination's settings and credentials, parsed. Not a record: it holds the token.</summary>
internal sealed class MetaSettings
{
    public const string DefaultVersion = "v25.0";
    public const string DefaultBaseUrl = "https://graph.facebook.com";
    public const string DefaultFileSource = "USER_PROVIDED_ONLY";

    private readonly Uri root;
    private readonly string? proof;

    public MetaSettings(DestinationAccount account)
    {
        AdAccount = AdAccountOf(account);
        FileSource = account.Setting("customerFileSource") ?? DefaultFileSource;
        AccessToken = AccountValidation.Secret(account, "accessToken");
        var address = AccountValidation.Address(account, "apiBaseUrl", DefaultBaseUrl);
        root = new Uri($"{address.AbsoluteUri.TrimEnd('/')}/{account.Setting("apiVersion") ?? DefaultVersion}/");
        proof = account.Secret.GetValueOrDefault("appSecret") is { Length: > 0 } appSecret ? Proof(AccessToken, appSecret) : null;
    }

    /// <summary>`act_{number}`.</summary>
    public string AdAccount { get; }

    public string FileSource { get; }

    public string AccessToken { get; }

    /// <summary>The address of a node or edge, signed with the app's secret where there is one.</summary>
    /// <param name="path">Below the version, with its query.</param>
    public Uri Address(string path) =>
        new(root, proof is null ? path : $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}appsecret_proof={proof}");

    internal static string AdAccountOf(DestinationAccount account)
    {
        var number = account.Setting("adAccountId") ?? throw ProblemException.Invalid("invalidDestination", "settings.adAccountId", "settings.adAccountId is missing.");
        return number.StartsWith("act_", StringComparison.Ordinal) ? number : $"act_{number}";
    }

    /// <remarks>https://developers.facebook.com/docs/graph-api/guides/secure-requests</remarks>
    internal static string Proof(string accessToken, string appSecret) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(appSecret), Encoding.UTF8.GetBytes(accessToken)));
}
