using Activation.Delivery;
using Activation.Destinations;
using Activation.Destinations.Snapchat;
using Activation.Local.Sandbox;
using static Activation.Destinations.DestinationOutcome;

namespace Activation.Tests.Destinations.Snapchat;

public sealed class SnapchatConformanceTests : PlatformConformanceTests
{
    private const string AdAccount = "8adc3db7-8148-4fbf-999c-8d2266369d74";

    private static readonly string[] OneTypeEach = ["EMAIL_SHA256", "MOBILE_AD_ID_SHA256", "PHONE_SHA256"];

    private protected override IDestination Destination => new SnapchatDestination(Http.Client, Http.Tokens, TimeProvider.System);

    private protected override string Settings => $$"""{"adAccountId":"{{AdAccount}}","apiBaseUrl":"{{Sandbox.BaseUrl}}snapchat","tokenUrl":"{{Sandbox.BaseUrl}}snapchat/login/oauth2/access_token"}""";

    private protected override IReadOnlyDictionary<string, string> Secret => SecretOf("sandbox-refresh-token");

    private protected override IReadOnlyDictionary<string, string> WrongSecret => SecretOf("wrong-refresh-token");

    private static Dictionary<string, string> SecretOf(string refreshToken) =>
        new() { ["clientId"] = "sandbox-client", ["clientSecret"] = "sandbox-client-secret", ["refreshToken"] = refreshToken };

    /// <summary>With one identifier: several are separate people there, see below.</summary>
    private protected override MemberRow Row(int number) => Member.Of(number, Destination.Type.Identifiers.Take(1));

    /// <remarks>https://developers.snap.com/api/marketing-api/Ads-API/errors</remarks>
    private protected override IReadOnlyList<DocumentedError> Errors =>
    [
        new(400, """{"request_status":"ERROR","request_id":"1","debug_message":"…"}""", Refused, "http400"),
        new(400, """{"request_status":"ERROR","error_code":"E2023"}""", Refused, "E2023"),
        new(401, "", Reconnect, "http401"),
        new(403, """{"request_status":"ERROR","error_code":"E3002"}""", Stop, "E3002"),
        new(403, "", Stop, "http403"),
        new(404, "", AudienceMissing, "http404"),
        new(405, "", Stop, "http405"),
        new(406, "", Stop, "http406"),
        new(410, "", AudienceMissing, "http410"),
        new(418, "", Stop, "http418"),
        new(429, "", Throttled, "http429"),
        new(500, """{"request_status":"ERROR"}""", Retry, "http500"),
        new(503, "", Retry, "http503"),
        new(200, """{"request_status":"ERROR","error_code":"E2023"}""", Refused, "E2023"),
        new(200, """{"request_status":"PARTIAL","users":[{"sub_request_status":"ERROR"}]}""", Refused, "subRequestFailed"),
        new(200, """{"request_status":"SUCCESS"}""", Retry, "unreadableResponse"),
    ];

    [Fact]
    public async Task EnsureAudience_EmojiAtTheLimitOfNames_IsLeftOut()
    {
        await Destination.EnsureAudienceAsync(Working, Spec(name: new string('x', 374) + "😀"), CancellationToken.None);

        Sandbox.Platform.Audiences.ShouldHaveSingleItem().Name.ShouldBe(new string('x', 374));
    }

    [Fact]
    public async Task DeleteAudience_Twice_IsGoneAndNoFailure()
    {
        var audience = await EnsureAsync();

        (await Destination.DeleteAudienceAsync(Working, audience, CancellationToken.None)).ShouldBe(DestinationResult.Success);
        (await Destination.DeleteAudienceAsync(Working, audience, CancellationToken.None)).ShouldBe(DestinationResult.Success);

        Sandbox.Platform.Audiences.ShouldBeEmpty();
    }

    [Fact]
    public async Task Send_SeveralTypes_MakesACallForEach()
    {
        var audience = await EnsureAsync();
        Sandbox.Platform.ClearCalls();
        IReadOnlyList<MemberRow> rows = [Member.Of(1, Destination.Type.Identifiers), Member.Of(2, Destination.Type.Identifiers.Take(2))];

        (await SendAsync(Batch(audience, BatchOperation.Add, rows))).Result.ShouldBe(DestinationResult.Success);

        Sandbox.Platform.Calls.Where(Changes).Select(c => c.Rows).ShouldBe([2, 2, 1]);
        Sandbox.Platform.Keys(audience).ShouldNotBeNull().Select(k => k.Split(':')[0]).Distinct().ShouldBe(OneTypeEach);
        (await SendAsync(Batch(audience, BatchOperation.Remove, rows))).Result.ShouldBe(DestinationResult.Success);
        Sandbox.Platform.Keys(audience).ShouldBe([]);
    }

    [Fact]
    public async Task Send_LaterCallFails_IsTheResultAndConvergesWhenSentAgain()
    {
        var audience = await EnsureAsync();
        var batch = Batch(audience, BatchOperation.Add, Member.Of(1, Destination.Type.Identifiers));
        var calls = 0;
        Sandbox.Platform.Fault = call => Changes(call) && ++calls == 2 ? SandboxFault.LostResponse : null;

        (await SendAsync(batch)).Result.Outcome.ShouldBe(Retry);
        (await SendAsync(batch with { Attempt = 2 })).Result.ShouldBe(DestinationResult.Success);

        Sandbox.Platform.Keys(audience).ShouldNotBeNull().Count.ShouldBe(3);
    }

    [Fact]
    public async Task Send_TokenRefusedBeforeItsTime_GetsAnother()
    {
        var audience = await EnsureAsync();
        var calls = 0;
        Sandbox.Platform.Answer = call => Changes(call) && ++calls == 1 ? new SandboxAnswer(401) : null;
        Sandbox.Platform.ClearCalls();

        (await SendAsync(Batch(audience, BatchOperation.Add, Row(1)))).Result.ShouldBe(DestinationResult.Success);

        Sandbox.Platform.Calls.Select(c => c.Operation).ShouldBe(["add", "token", "add"]);
    }

    [Fact]
    public async Task EnsureAudience_KnownOneIsGone_SaysSo() =>
        (await Destination.EnsureAudienceAsync(Working, Spec(Guid.NewGuid().ToString()), CancellationToken.None)).Result.Outcome.ShouldBe(AudienceMissing);

    [Fact]
    public async Task EnsureAudience_NameOfAForeignOne_MakesAnother()
    {
        var foreign = await Destination.EnsureAudienceAsync(Working, Spec() with { Marker = "[other]", Description = "" }, CancellationToken.None);

        (await EnsureAsync()).ShouldNotBe(foreign.AudienceId);
    }

    [Fact]
    public async Task EnsureAudience_OwnOneOnALaterPage_IsFound()
    {
        for (var i = 0; i < 1001; i++)
        {
            await Destination.EnsureAudienceAsync(Working, Spec(name: $"Audience {i}") with { Description = "", Marker = $"[{i}]", KnownId = null }, CancellationToken.None);
        }

        var own = await EnsureAsync();

        (await EnsureAsync()).ShouldBe(own);
        Sandbox.Platform.Audiences.Count.ShouldBe(1002);
    }

    [Fact]
    public async Task Report_Audience_HasStateAndSize()
    {
        var audience = await EnsureAsync();
        await SendAsync(Batch(audience, BatchOperation.Add, Row(1), Row(2)));

        var report = (await Destination.ReportAsync(Working, audience, [], CancellationToken.None)).ShouldNotBeNull();

        (report.State, report.SizeAtLeast).ShouldBe(("tooFewUsers", 2));
    }
}
