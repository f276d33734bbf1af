using Activation.Delivery;
using Activation.Destinations;
using Activation.Destinations.SegmentEvents;
using Activation.Local.Sandbox;
using static Activation.Destinations.DestinationOutcome;

namespace Activation.Tests.Destinations.SegmentEvents;

public sealed class SegmentEventsConformanceTests : PlatformConformanceTests
{
    private protected override IDestination Destination => new SegmentEventsDestination(Http.Client, TimeProvider.System);

    private protected override SandboxOptions Options => new() { AccessToken = "right-key" };

    private protected override string Settings => $$"""{"apiBaseUrl":"{{Sandbox.BaseUrl}}segmentevents"}""";

    private protected override IReadOnlyDictionary<string, string> Secret => new Dictionary<string, string> { ["writeKey"] = "right-key" };

    private protected override IReadOnlyDictionary<string, string> WrongSecret => new Dictionary<string, string> { ["writeKey"] = "wrong-key" };

    private protected override bool HasAudiences => false;

    private protected override IReadOnlyList<DocumentedError> Errors =>
    [
        new(400, """{"success":false,"message":"malformed JSON"}""", Refused, "http400"),
        new(401, "{}", Reconnect, "http401"),
        new(429, "{}", Throttled, "http429") { Headers = new Dictionary<string, string> { ["Retry-After"] = "5", ["X-RateLimit-Reset"] = "9" }, Wait = TimeSpan.FromSeconds(5) },
        new(429, "{ }", Throttled, "http429") { Headers = new Dictionary<string, string> { ["X-RateLimit-Reset"] = "9" }, Wait = TimeSpan.FromSeconds(9) },
        new(500, "{}", Retry, "http500"),
        new(503, "{}", Retry, "http503"),
    ];

    private protected override Task<IReadOnlyList<string>> HeldAsync(string audienceId) => base.HeldAsync($"segmentevents.{audienceId}");

    /// <summary>An event is about one id.</summary>
    private protected override MemberRow Row(int number) => Member.Of(number, Destination.Type.Identifiers.Where(i => i.Name == "externalId"));

    [Fact]
    public async Task Send_EveryIdentifier_HasAnEventOfItsOwn()
    {
        var member = Member.Of(1, Destination.Type.Identifiers);

        (await SendAsync(Batch("gold", BatchOperation.Add, member))).Result.ShouldBe(DestinationResult.Success);

        (await HeldAsync("gold")).ShouldBe(
            ["user:externalId-1", $"anonymous:{member["email"][0]}", $"anonymous:{member["gaid"][0]}", $"anonymous:{member["idfa"][0]}"], ignoreOrder: true);
        Sandbox.Platform.Calls[^1].Rows.ShouldBe(8);
    }

    [Theory]
    [InlineData("track")]
    [InlineData("identify")]
    public async Task Send_OneKindOfCall_IsEnough(string calls)
    {
        var account = Account($$"""{"apiBaseUrl":"{{Sandbox.BaseUrl}}segmentevents","calls":"{{calls}}"}""", Secret);

        await Destination.SendAsync(account, Batch("gold", BatchOperation.Add, Row(1), Row(2)), CancellationToken.None);
        await Destination.SendAsync(account, Batch("gold", BatchOperation.Remove, Row(1)), CancellationToken.None);

        (await HeldAsync("gold")).ShouldBe(["user:externalId-2"]);
        Sandbox.Platform.Calls.Select(c => c.Rows).ShouldBe([2, 1]);
    }

    [Fact]
    public async Task Ensure_Renamed_KeepsTheKey() =>
        (await Destination.EnsureAudienceAsync(Working, Spec("gold_members", "Gold and Silver"), CancellationToken.None)).AudienceId.ShouldBe("gold_members");
}
