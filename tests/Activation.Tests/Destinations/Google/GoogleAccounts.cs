using System.Text.Json;
using Activation.Destinations;

namespace Activation.Tests.Destinations.Google;

/// <summary>Google accounts at the sandbox.</summary>
internal static class GoogleAccounts
{
    public static readonly IReadOnlyDictionary<string, string> User = Credentials("sandbox-client-secret");

    public static IReadOnlyDictionary<string, string> Credentials(string clientSecret) => new Dictionary<string, string>
    {
        ["credentials"] = $$"""{"type":"authorized_user","client_id":"sandbox-client","client_secret":"{{clientSecret}}","refresh_token":"sandbox-refresh-token"}""",
    };

    public static string Settings(Uri sandbox, string more = "") =>
        $$"""{"accountId":"123-456-7890","apiBaseUrl":"{{sandbox}}google","tokenUrl":"{{sandbox}}google/token"{{more}}}""";

    public static DestinationAccount Account(string settings, IReadOnlyDictionary<string, string> secret) => new(new DestinationId("google"), JsonDocument.Parse(settings).RootElement, secret);
}
