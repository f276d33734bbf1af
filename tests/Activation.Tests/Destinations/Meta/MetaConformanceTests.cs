using Activation.Destinations;
using Activation.Destinations.Meta;
using Activation.Local.Sandbox;
using static Activation.Destinations.DestinationOutcome;

namespace Activation.Tests.Destinations.Meta;

public sealed class MetaConformanceTests : PlatformConformanceTests
{
    private protected override IDestination Destination => new MetaDestination(Http.Client, TimeProvider.System);

    private protected override SandboxOptions Options => new() { AccessToken = "right-token" };

    private protected override string Settings => $$"""{"adAccountId":"42","apiBaseUrl":"{{Sandbox.BaseUrl}}"}""";

    private protected override IReadOnlyDictionary<string, string> Secret => new Dictionary<string, string> { ["accessToken"] = "right-token" };

    private protected override IReadOnlyDictionary<string, string> WrongSecret => new Dictionary<string, string> { ["accessToken"] = "wrong-token" };

    // More of them, by code and subcode, in MetaErrorsTests.
    private protected override IReadOnlyList<DocumentedError> Errors =>
    [
        new(400, """{"error":{"code":190,"error_subcode":463}}""", Reconnect, "190/463"),
        new(400, """{"error":{"code":17,"error_subcode":2446079}}""", Throttled, "17/2446079"),
        new(400, """{"error":{"code":2650,"error_subcode":1870145}}""", Throttled, "2650/1870145") { Wait = TimeSpan.FromMinutes(1) },
        new(400, """{"error":{"code":100,"error_subcode":1487366}}""", AudienceMissing, "100/1487366"),
        new(400, """{"error":{"code":200,"error_subcode":1870090}}""", Stop, "200/1870090"),
    ];
}
