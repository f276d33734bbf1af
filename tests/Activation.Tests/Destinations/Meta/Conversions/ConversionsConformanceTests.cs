using Activation.Destinations;
using Activation.Destinations.Meta.Conversions;
using Activation.Local.Sandbox;
using static Activation.Destinations.DestinationOutcome;

namespace Activation.Tests.Destinations.Meta.Conversions;

public sealed class ConversionsConformanceTests : PlatformConformanceTests
{
    private protected override IDestination Destination => new ConversionsDestination(Http.Client, TimeProvider.System);

    private protected override SandboxOptions Options => new() { AccessToken = "right-token", AppSecret = "app-secret" };

    private protected override string Settings => $$"""{"pixelId":"42","apiBaseUrl":"{{Sandbox.BaseUrl}}metaconversions"}""";

    private protected override IReadOnlyDictionary<string, string> Secret => new Dictionary<string, string> { ["accessToken"] = "right-token", ["appSecret"] = "app-secret" };

    private protected override IReadOnlyDictionary<string, string> WrongSecret => new Dictionary<string, string> { ["accessToken"] = "wrong-token", ["appSecret"] = "app-secret" };

    private protected override bool HasAudiences => false;

    // The Graph API's: more of them, by code and subcode, in MetaErrorsTests.
    private protected override IReadOnlyList<DocumentedError> Errors =>
    [
        new(400, """{"error":{"code":100,"error_subcode":2804003}}""", Refused, "100/2804003"),
        new(400, """{"error":{"code":100}}""", Refused, "100"),
        new(400, """{"error":{"code":100,"error_subcode":33}}""", Stop, "100/33"),
        new(400, """{"error":{"code":190,"error_subcode":463}}""", Reconnect, "190/463"),
        new(400, """{"error":{"code":200}}""", Stop, "200"),
        new(400, """{"error":{"code":4}}""", Throttled, "4"),
        new(400, """{"error":{"code":80004}}""", Throttled, "80004"),
        new(500, """{"error":{"code":2,"is_transient":true}}""", Retry, "2"),
    ];

    private protected override Task<IReadOnlyList<string>> HeldAsync(string audienceId) => base.HeldAsync($"metaconversions.{audienceId}");
}
