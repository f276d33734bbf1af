using Activation.Destinations;
using Activation.Destinations.LinkedIn;
using Activation.Destinations.OAuth;
using static Activation.Destinations.DestinationOutcome;

namespace Activation.Tests.Destinations.LinkedIn;

public sealed class LinkedInConformanceTests : PlatformConformanceTests
{
    private AccessTokens? tokens;

    private protected override IDestination Destination => new LinkedInDestination(Http.Client, tokens ??= new AccessTokens(Http.Client, TimeProvider.System), TimeProvider.System);

    private protected override string Settings => $$"""{"adAccountId":"508","sourcePlatform":"ACTIVATION","apiBaseUrl":"{{Sandbox.BaseUrl}}linkedin","tokenUrl":"{{Sandbox.BaseUrl}}linkedin/token"}""";

    private protected override IReadOnlyDictionary<string, string> Secret => new Dictionary<string, string> { ["token"] = "sandbox-token" };

    private protected override IReadOnlyDictionary<string, string> WrongSecret => new Dictionary<string, string> { ["token"] = "another-token" };

    // https://learn.microsoft.com/en-us/linkedin/shared/api-guide/concepts/error-handling
    private protected override IReadOnlyList<DocumentedError> Errors =>
    [
        new(401, """{"message":"Empty oauth2_access_token","serviceErrorCode":401,"status":401}""", Reconnect, "http401"),
        new(401, """{"message":"The token used in the request has been revoked by the user","serviceErrorCode":65601,"status":401}""", Reconnect, "401/65601"),
        new(403, """{"message":"Not enough permissions","serviceErrorCode":100,"status":403}""", Stop, "403/100"),
        new(404, """{"message":"Segment not found","status":404}""", Throttled, "http404") { Wait = TimeSpan.FromSeconds(5) },
        new(409, """{"message":"Conflict","status":409}""", Retry, "http409"),
        new(426, """{"status":426,"code":"NONEXISTENT_VERSION","message":"Requested version 20200101 is not active"}""", Stop, "http426"),
        new(429, """{"message":"Resource level throttle","serviceErrorCode":101,"status":429}""", Throttled, "429/101") { Wait = TimeSpan.FromMinutes(1) },
        new(400, """{"message":"Invalid query parameters","status":400}""", Refused, "http400"),
        new(500, """{"message":"Internal Server Error","status":500}""", Retry, "http500"),
        new(504, "", Retry, "http504"),
        new(200, """{"elements":[{"status":500}]}""", Retry, "elementFailed"),
        new(200, """{"elements":[{"status":429}]}""", Throttled, "elementThrottled") { Wait = TimeSpan.FromMinutes(1) },
        new(200, """{"elements":[]}""", Retry, "unreadableResponse"),
    ];
}
