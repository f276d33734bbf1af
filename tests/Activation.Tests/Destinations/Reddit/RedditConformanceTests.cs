using Activation.Delivery;
using Activation.Destinations;
using Activation.Destinations.Reddit;
using Activation.Local.Sandbox;
using static Activation.Destinations.DestinationOutcome;

namespace Activation.Tests.Destinations.Reddit;

public sealed class RedditConformanceTests : PlatformConformanceTests
{
    private protected override IDestination Destination => new RedditDestination(Http.Client, Http.Tokens, TimeProvider.System);

    private protected override string Settings => $$"""{"adAccountId":"t2_1a2b3c","apiBaseUrl":"{{Sandbox.BaseUrl}}reddit","tokenUrl":"{{Sandbox.BaseUrl}}reddit/api/v1/access_token"}""";

    private protected override IReadOnlyDictionary<string, string> Secret => SecretOf("sandbox-refresh-token");

    private protected override IReadOnlyDictionary<string, string> WrongSecret => SecretOf("wrong-refresh-token");

    private protected override bool CanRename => false;

    private protected override string NameAtPlatform(AudienceSpec audience) => TaggedName.Of(audience, RedditAudiences.MaxName);

    private static Dictionary<string, string> SecretOf(string refreshToken) =>
        new() { ["clientId"] = "sandbox-client", ["clientSecret"] = "sandbox-client-secret", ["refreshToken"] = refreshToken };

    private protected override IReadOnlyList<DocumentedError> Errors =>
    [
        new(400, """{"error":{"code":400,"message":"…"}}""", Refused, "http400"),
        new(401, "", Reconnect, "http401"),
        new(403, """{"error":{"code":403}}""", Stop, "http403"),
        new(404, """{"error":{"code":404}}""", AudienceMissing, "http404"),
        new(429, "", Throttled, "http429") { Headers = new Dictionary<string, string> { ["Retry-After"] = "30" }, Wait = TimeSpan.FromSeconds(30) },
        new(500, "", Retry, "http500"),
        new(503, "", Retry, "http503"),
    ];

    [Fact]
    public async Task DeleteAudience_Twice_IsGoneAndNoFailure()
    {
        var audience = await EnsureAsync();

        (await Destination.DeleteAudienceAsync(Working, audience, CancellationToken.None)).ShouldBe(DestinationResult.Success);
        (await Destination.DeleteAudienceAsync(Working, audience, CancellationToken.None)).ShouldBe(DestinationResult.Success);

        Sandbox.Platform.Audiences.ShouldBeEmpty();
    }

    [Fact]
    public async Task Send_SeveralValues_StayOnePerson()
    {
        var audience = await EnsureAsync();
        var member = Member.Of("C-1", ("email", ["a", "b"]), ("mobileAdId", [Member.Hash("device")]));

        (await SendAsync(Batch(audience, BatchOperation.Add, member))).Result.ShouldBe(DestinationResult.Success);

        (await HeldAsync(audience)).ShouldHaveSingleItem().Split('|').Length.ShouldBe(3);
    }

    [Fact]
    public async Task EnsureAudience_KnownOneIsGone_SaysSo() =>
        (await Destination.EnsureAudienceAsync(Working, Spec("999"), CancellationToken.None)).Result.Outcome.ShouldBe(AudienceMissing);

    [Fact]
    public async Task Send_AudienceIsGone_SaysSo() =>
        (await SendAsync(Batch("999", BatchOperation.Add, Row(1)))).Result.Outcome.ShouldBe(AudienceMissing);

    [Fact]
    public async Task Send_AudienceAndAccountAreNotFound_BlamesTheAccount()
    {
        Sandbox.Platform.Answer = call => call.Operation is "add" or "list" ? new SandboxAnswer(404) : null;

        (await SendAsync(Batch("999", BatchOperation.Add, Row(1)))).Result.Outcome.ShouldBe(Stop);
    }
}
