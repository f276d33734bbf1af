namespace Activation.Api;

/// <summary>Settings under `Activation:Api` (environment: `Activation__Api__…`).</summary>
public sealed class ApiOptions
{
    public const string Section = "Activation:Api";

    public const int MinKeyLength = 16;

    /// <summary>What callers send as `X-Api-Key`. Needed wherever others than this machine can reach the API; asked for wherever it is set.</summary>
    public string? Key { get; set; }

    /// <summary>What changes made with the key are noted under.</summary>
    public string KeyName { get; set; } = "api-key";

    /// <summary>Set by the platform's `WEBSITE_AUTH_ENABLED`: its sign-in stands before the API, so that the user it names can be believed.</summary>
    public bool PlatformSignIn { get; set; }

    /// <summary>Set by the host: true if the API is reachable from beyond loopback.</summary>
    public bool Exposed { get; set; }
}
