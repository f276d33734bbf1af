using Activation.Destinations.Adobe;

namespace Activation.Destinations.Campaign;

/// <summary>The settings and credentials of a Campaign instance, parsed. Not a record: it holds the secret.</summary>
internal sealed class CampaignSettings
{
    public const string DefaultBaseUrl = "https://mc.adobe.io";
    public const string DefaultParameter = "emailHash_parameter";

    private const string Services = "/profileAndServices";

    private readonly string root;

    public CampaignSettings(DestinationAccount account)
    {
        root = $"{AccountValidation.Address(account, "apiBaseUrl", DefaultBaseUrl).AbsoluteUri.TrimEnd('/')}/{OrganizationOf(account)}/campaign";
        EmailHashFilter = account.Setting("emailHashFilter");
        EmailHashParameter = account.Setting("emailHashParameter") ?? DefaultParameter;
        Credential = new ImsCredential(account);
    }

    public string? EmailHashFilter { get; }

    public string EmailHashParameter { get; }

    public ImsCredential Credential { get; }

    /// <param name="path">Below the instance, with its query.</param>
    public Uri Address(string path) => new($"{root}/{path}");

    /// <summary>
    /// An address that an answer gave, at the configured server: the token must not follow an answer elsewhere. Null if it is none of the API's.
    /// </summary>
    public Uri? Own(string? href)
    {
        var start = href?.IndexOf(Services, StringComparison.Ordinal) ?? -1;
        return start < 0 || href is null ? null : new Uri($"{root}{href[start..]}");
    }

    internal static string OrganizationOf(DestinationAccount account) =>
        account.Setting("organization") ?? throw ProblemException.Invalid("invalidDestination", "settings.organization", "settings.organization is missing.");
}
