using Activation.Delivery;
using Activation.Destinations;
using Activation.Destinations.HttpPush;
using Activation.Destinations.OAuth;
using static Activation.Destinations.DestinationOutcome;

namespace Activation.Tests.Destinations.HttpPush;

public sealed class HttpPushConformanceTests : PlatformConformanceTests
{
    private protected override IDestination Destination => new HttpPushDestination(Http.Client, new AccessTokens(Http.Client, TimeProvider.System), TimeProvider.System);

    private protected override string Settings => $$"""{"url":"{{Sandbox.BaseUrl}}httppush/users"}""";

    private protected override IReadOnlyDictionary<string, string> Secret => new Dictionary<string, string> { ["signingSecret"] = "sandbox-signing-secret" };

    private protected override IReadOnlyDictionary<string, string> WrongSecret => new Dictionary<string, string> { ["signingSecret"] = "another-signing-secret" };

    private protected override bool HasAudiences => false;

    // The receiver has the HTTP status alone.
    private protected override IReadOnlyList<DocumentedError> Errors =>
    [
        new(301, "{}", Stop, "http301"),
        new(400, "{}", Refused, "http400"),
        new(401, "{}", Reconnect, "http401"),
        new(403, "{}", Reconnect, "http403"),
        new(404, "{}", Stop, "http404"),
        new(410, "{}", Stop, "http410"),
        new(413, "{}", Refused, "http413"),
        new(429, "{}", Throttled, "http429") { Headers = new Dictionary<string, string> { ["Retry-After"] = "7" }, Wait = TimeSpan.FromSeconds(7) },
        new(500, "{}", Retry, "http500"),
        new(503, "{}", Retry, "http503"),
    ];

    private protected override Task<IReadOnlyList<string>> HeldAsync(string audienceId) => base.HeldAsync($"httppush.{audienceId}");

    /// <summary>A user of a request is known by one id.</summary>
    private protected override MemberRow Row(int number) => Member.Of(number, Destination.Type.Identifiers.Where(i => i.Name == "externalId"));

    [Fact]
    public async Task Send_EveryIdentifier_GoesInRequestsOfItsOwn()
    {
        var member = Member.Of(1, Destination.Type.Identifiers);

        (await SendAsync(Batch("gold", BatchOperation.Add, member))).Result.ShouldBe(DestinationResult.Success);

        Sandbox.Platform.Calls.Count(c => c.Operation == "add").ShouldBe(6);
        (await HeldAsync("gold")).ShouldBe(
            [$"0:{member["ecid"][0]}", $"20914:{member["gaid"][0]}", $"20915:{member["idfa"][0].ToUpperInvariant()}", $"email:{member["email"][0]}", $"externalId:externalId-1", $"phone:{member["phone"][0]}"],
            ignoreOrder: true);
    }

    [Fact]
    public async Task Send_MoreUsersThanARequestTakes_MakesSeveralWithKeysOfTheirOwn()
    {
        var batch = Batch("gold", BatchOperation.Add, [.. Enumerable.Range(1, 25).Select(Row)]);

        (await SendAsync(batch)).Result.ShouldBe(DestinationResult.Success);

        Sandbox.Platform.Calls.Select(c => c.Rows).ShouldBe([10, 10, 5]);
        (await HeldAsync("gold")).Count.ShouldBe(25);
    }

    [Fact]
    public async Task Send_SegmentHasAnIdAtTheReceiver_GoesByIt()
    {
        var account = Account($$"""{"url":"{{Sandbox.BaseUrl}}httppush/users","segmentIds":"silver=1, gold = 14356"}""", Secret);

        await Destination.SendAsync(account, Batch("gold", BatchOperation.Add, Row(1)), CancellationToken.None);

        (await HeldAsync("14356")).Count.ShouldBe(1);
    }
}
