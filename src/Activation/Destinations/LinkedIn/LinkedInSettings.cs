using Activation.Destinations.OAuth;

namespace Activation.Destinations.LinkedIn;

/// <summary>A LinkedIn destination's settings and credentials, parsed. Not a record: it holds tokens.</summary>
internal sealed class LinkedInSettings
{
    public const string DefaultBaseUrl = "https://api.linkedin.com/rest";
    public const string DefaultTokenUrl = "https://www.linkedin.com/oauth/v2/accessToken";
    public const string DefaultVersion = "202608";

    private readonly string root;

    public LinkedInSettings(DestinationAccount account)
    {
        var number = account.Setting("adAccountId") ?? throw ProblemException.Invalid("invalidDestination", "settings.adAccountId", "settings.adAccountId is missing.");
        Account = $"urn:li:sponsoredAccount:{number}";
        SourcePlatform = account.Setting("sourcePlatform") ?? throw ProblemException.Invalid("invalidDestination", "settings.sourcePlatform", "settings.sourcePlatform is missing.");
        Version = account.Setting("apiVersion") ?? DefaultVersion;
        Token = new AccountToken(account, "LinkedIn", AccountValidation.Address(account, "tokenUrl", DefaultTokenUrl));
        root = $"{AccountValidation.Address(account, "apiBaseUrl", DefaultBaseUrl).AbsoluteUri.TrimEnd('/')}/";
    }

    /// <summary>`urn:li:sponsoredAccount:{number}`.</summary>
    public string Account { get; }

    public string SourcePlatform { get; }

    public string Version { get; }

    public AccountToken Token { get; }

    public Uri Address(string path) => new($"{root}{path}");
}
