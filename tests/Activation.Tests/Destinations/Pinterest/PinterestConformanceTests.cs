using Activation.Destinations;
using Activation.Destinations.OAuth;
using Activation.Destinations.Pinterest;
using static Activation.Destinations.DestinationOutcome;

namespace Activation.Tests.Destinations.Pinterest;

public sealed class PinterestConformanceTests : PlatformConformanceTests
{
    private AccessTokens? tokens;

    private protected override IDestination Destination => new PinterestDestination(Http.Client, tokens ??= new AccessTokens(Http.Client, TimeProvider.System), TimeProvider.System);

    private protected override string Settings => $$"""{"adAccountId":"549","apiBaseUrl":"{{Sandbox.BaseUrl}}pinterest","tokenUrl":"{{Sandbox.BaseUrl}}pinterest/oauth/token"}""";

    private protected override IReadOnlyDictionary<string, string> Secret => new Dictionary<string, string> { ["token"] = "sandbox-token" };

    private protected override IReadOnlyDictionary<string, string> WrongSecret => new Dictionary<string, string> { ["token"] = "another-token" };

    // https://developers.pinterest.com/docs/api/v5/customer_lists-update documents one shape for every error.
    private protected override IReadOnlyList<DocumentedError> Errors =>
    [
        new(400, """{"code":1,"message":"Invalid request"}""", Refused, "400/1"),
        new(401, """{"code":2,"message":"Authentication failed."}""", Reconnect, "401/2"),
        new(403, """{"code":29,"message":"You are not permitted to access that resource."}""", Stop, "403/29"),
        new(403, """{"code":2740,"message":"MALFORMATTED_USER_LIST"}""", Refused, "403/2740"),
        new(404, """{"code":2741,"message":"NO_VALID_USER_LIST"}""", Refused, "404/2741"),
        new(400, """{"code":1018,"message":"USER_LIST_NOT_FOUND"}""", Stop, "400/1018"),
        new(404, """{"code":50,"message":"Not found."}""", Stop, "404/50"),
        new(409, """{"code":58,"message":"Conflict."}""", Retry, "409/58"),
        new(429, """{"code":8,"message":"You have exceeded your rate limit."}""", Throttled, "429/8") { Wait = TimeSpan.FromMinutes(1) },
        new(500, """{"code":12,"message":"Something went wrong on our end."}""", Retry, "500/12"),
        new(503, "", Retry, "http503"),
        new(200, """{"id":"643","exceptions":{"code":2,"message":"Advertiser not found."}}""", Refused, "exception/2"),
        new(200, "<html>", Retry, "unreadableResponse"),
    ];

    // Each record is a person of its own: the platform does not join emails and ad ids.
    private protected override MemberRow Row(int number) => Member.Of(number, Destination.Type.Identifiers.Take(1));
}
