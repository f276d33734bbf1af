using Activation.Delivery;
using Activation.Destinations;
using Activation.Destinations.TikTok;
using Activation.Local.Sandbox;
using static Activation.Destinations.DestinationOutcome;

namespace Activation.Tests.Destinations.TikTok;

public sealed class TikTokConformanceTests : PlatformConformanceTests
{
    private protected override IDestination Destination => new TikTokDestination(Http.Client, TimeProvider.System);

    private protected override SandboxOptions Options => new() { AccessToken = "right-token" };

    private protected override string Settings => $$"""{"advertiserId":"42","apiBaseUrl":"{{Sandbox.BaseUrl}}tiktok"}""";

    private protected override IReadOnlyDictionary<string, string> Secret => new Dictionary<string, string> { ["accessToken"] = "right-token" };

    private protected override IReadOnlyDictionary<string, string> WrongSecret => new Dictionary<string, string> { ["accessToken"] = "wrong-token" };

    private protected override string NameAtPlatform(AudienceSpec audience) => TaggedName.Of(audience, TikTokAudiences.MaxName);

    /// <remarks>https://business-api.tiktok.com/portal/docs?id=1737172488964097: those that are not about files, creators or authorization codes.</remarks>
    private protected override IReadOnlyList<DocumentedError> Errors =>
    [
        .. new (int Code, DestinationOutcome Outcome)[]
        {
            (20001, Refused), (40000, Refused), (40001, Stop), (40002, Refused), (40006, Stop), (40007, Retry), (40008, Stop), (40009, Stop), (40010, Stop), (40011, Refused),
            (40013, Stop), (40014, Stop), (40050, Retry), (40051, Stop), (40101, Reconnect), (40102, Reconnect), (40104, Reconnect), (40105, Reconnect), (40106, Reconnect),
            (40109, Stop), (40113, Stop), (40117, Stop), (40118, Stop), (40119, Stop), (40124, Stop), (40125, Stop), (40202, Retry), (40300, Stop), (40301, Stop), (40700, Retry),
            (41000, Stop), (41001, Stop), (41002, Stop), (50000, Retry), (50002, Retry), (51305, Retry),
        }.Select(e => new DocumentedError(200, $$"""{"code":{{e.Code}},"message":"…","request_id":"1","data":{ } }""", e.Outcome, $"{e.Code}")),
        new(200, """{"code":40016}""", Throttled, "40016") { Wait = TimeSpan.FromMinutes(5) },
        new(200, """{"code":40100}""", Throttled, "40100") { Wait = TimeSpan.FromMinutes(5) },
        new(200, """{"code":40132}""", Throttled, "40132") { Wait = TimeSpan.FromMinutes(5) },
        new(200, """{"code":40133}""", Throttled, "40133") { Wait = TimeSpan.FromSeconds(1) },
        new(200, """{"code":60001}""", Throttled, "60001") { Wait = TimeSpan.FromMinutes(5) },
        new(404, "404 page not found", Stop, "http404"),
        new(200, "{}", Retry, "unreadableResponse"),
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
    public async Task Send_AudienceIsGone_SaysSo()
    {
        var sent = await SendAsync(Batch("999", BatchOperation.Add, Row(1)));

        sent.Result.Outcome.ShouldBe(AudienceMissing);
    }

    [Fact]
    public async Task EnsureAudience_KnownOneIsGone_SaysSo() =>
        (await Destination.EnsureAudienceAsync(Working, Spec("999"), CancellationToken.None)).Result.Outcome.ShouldBe(AudienceMissing);

    [Fact]
    public async Task EnsureAudience_OwnOneOnALaterPage_IsFound()
    {
        for (var i = 0; i < 120; i++)
        {
            await Destination.EnsureAudienceAsync(Working, Spec(name: $"Audience {i}"), CancellationToken.None);
        }

        var own = await EnsureAsync();

        (await EnsureAsync()).ShouldBe(own);
        Sandbox.Platform.Audiences.Count.ShouldBe(121);
    }

    [Fact]
    public async Task Report_Audience_HasStateAndSize()
    {
        var audience = await EnsureAsync();
        await SendAsync(Batch(audience, BatchOperation.Add, Row(1), Row(2)));

        var report = (await Destination.ReportAsync(Working, audience, [], CancellationToken.None)).ShouldNotBeNull();

        (report.State, report.SizeAtLeast, report.SizeAtMost).ShouldBe(("notReady", 2, 2));
        (await Destination.ReportAsync(Working, "999", [], CancellationToken.None)).ShouldNotBeNull().Result.Outcome.ShouldBe(AudienceMissing);
    }
}
