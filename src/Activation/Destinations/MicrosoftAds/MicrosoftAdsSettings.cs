using System.Text.Json;
using Activation.Destinations.OAuth;

namespace Activation.Destinations.MicrosoftAds;

/// <summary>A Microsoft Advertising destination's settings and credentials, parsed. Not a record: it holds credentials.</summary>
internal sealed class MicrosoftAdsSettings
{
    public const string DefaultBaseUrl = "https://campaign.api.bingads.microsoft.com/CampaignManagement/v13";
    public const string DefaultTokenUrl = "https://login.microsoftonline.com/common/oauth2/v2.0/token";

    private const string RefreshToken = "refreshToken";
    private const string Scope = "https://ads.microsoft.com/msads.manage offline_access";

    private readonly string root;

    public MicrosoftAdsSettings(DestinationAccount account)
    {
        CustomerId = Required(account, "customerId");
        AccountId = Required(account, "accountId");
        AcceptsTerms = account.Settings.TryGetProperty("acceptCustomerMatchTerms", out var accepts) && accepts.ValueKind == JsonValueKind.True;
        DeveloperToken = AccountValidation.Secret(account, "developerToken");
        Token = TokenRequest.Refresh(
            AccountValidation.Address(account, "tokenUrl", DefaultTokenUrl), "Microsoft",
            AccountValidation.Secret(account, "clientId"), AccountValidation.Secret(account, "clientSecret"), AccountValidation.Secret(account, RefreshToken), Scope,
            new RefreshTokenPlace(account.Id, RefreshToken));
        root = $"{AccountValidation.Address(account, "apiBaseUrl", DefaultBaseUrl).AbsoluteUri.TrimEnd('/')}/";
    }

    public string CustomerId { get; }

    public string AccountId { get; }

    public bool AcceptsTerms { get; }

    public string DeveloperToken { get; }

    /// <remarks>
    /// https://learn.microsoft.com/en-us/advertising/guides/authentication-oauth-get-tokens; a refresh token ends 90 days after it was given, and each use gives another:
    /// https://learn.microsoft.com/en-us/entra/identity-platform/refresh-tokens
    /// </remarks>
    public TokenRequest Token { get; }

    public Uri Address(string path) => new($"{root}{path}");

    private static string Required(DestinationAccount account, string name) =>
        account.Setting(name) ?? throw ProblemException.Invalid("invalidDestination", $"settings.{name}", $"settings.{name} is missing.");
}
