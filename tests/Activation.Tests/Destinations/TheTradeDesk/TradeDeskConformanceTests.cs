using Activation.Delivery;
using Activation.Destinations;
using Activation.Destinations.TheTradeDesk;
using static Activation.Destinations.DestinationOutcome;

namespace Activation.Tests.Destinations.TheTradeDesk;

public sealed class TradeDeskConformanceTests : PlatformConformanceTests
{
    private protected override IDestination Destination => new TradeDeskDestination(Http.Client, TimeProvider.System);

    private protected override string Settings => $$"""{"advertiserId":"abc123","apiBaseUrl":"{{Sandbox.BaseUrl}}thetradedesk"}""";

    private protected override IReadOnlyDictionary<string, string> Secret => new Dictionary<string, string> { ["secretKey"] = "sandbox-advertiser-secret" };

    private protected override IReadOnlyDictionary<string, string> WrongSecret => new Dictionary<string, string> { ["secretKey"] = "wrong-advertiser-secret" };

    /// <summary>A token, or the secret key.</summary>
    private protected override bool NeedsSecret => true;

    private protected override bool HasAudiences => false;

    private protected override IReadOnlyList<DocumentedError> Errors =>
    [
        new(400, """{"Message":"…"}""", Refused, "http400"),
        new(401, "", Reconnect, "http401"),
        new(401, """{"ErrorCode":"AuthenticationFailed","Message":"…"}""", Reconnect, "AuthenticationFailed"),
        new(401, """{"ErrorCode":"InvalidToken","Message":"…"}""", Reconnect, "InvalidToken"),
        new(403, """{"Message":"…"}""", Stop, "http403"),
        new(403, """{"ErrorCode":"IncorrectPermissions","Message":"…"}""", Stop, "IncorrectPermissions"),
        new(403, """{"ErrorCode":"AdvertiserMisconfigured","Message":"…"}""", Stop, "AdvertiserMisconfigured"),
        new(403, """{"ErrorCode":"TargetingDataLimitReached","Message":"…"}""", Stop, "TargetingDataLimitReached"),
        new(404, "", Stop, "http404"),
        new(413, "", Refused, "http413"),
        new(429, "", Throttled, "http429") { Headers = new Dictionary<string, string> { ["Retry-After"] = "9" }, Wait = TimeSpan.FromSeconds(9) },
        new(500, "", Retry, "http500"),
        new(200, "", Retry, "unreadableResponse"),
    ];

    /// <summary>With a mobile ad id: emails and phones need a UID2 account, see below.</summary>
    private protected override MemberRow Row(int number) => Member.Of(number, Destination.Type.Identifiers.Take(1));

    private static string Uid2Secret { get; } = Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData("sandbox-uid2-secret"u8));

    private DestinationAccount WithUid2(string apiKey = "sandbox-uid2-key", string? clientSecret = null) => Account(
        $$"""{"advertiserId":"abc123","apiBaseUrl":"{{Sandbox.BaseUrl}}thetradedesk","uid2BaseUrl":"{{Sandbox.BaseUrl}}thetradedesk"}""",
        new Dictionary<string, string> { ["secretKey"] = "sandbox-advertiser-secret", ["uid2ApiKey"] = apiKey, ["uid2ClientSecret"] = clientSecret ?? Uid2Secret });

    private Task<SendResult> SendWithUid2Async(BatchOperation operation, params MemberRow[] rows) => Destination.SendAsync(WithUid2(), Batch("gold", operation, rows), CancellationToken.None);

    private async Task ShouldBeTakenAsync(BatchOperation operation, MemberRow row)
    {
        var sent = await SendWithUid2Async(operation, row);

        sent.Result.ShouldBe(DestinationResult.Success);
        (sent.Rejected.Count + sent.UnnamedRejections).ShouldBe(0);
    }

    [Fact]
    public async Task Send_EmailsAndPhones_GoAsUid2s()
    {
        var member = Member.Of("C-1", ("email", ["jane@example.com"]), ("phone", ["+12345678901"]), ("mobileAdId", [new Guid(1, 2, 3, new byte[8]).ToString()]));

        await ShouldBeTakenAsync(BatchOperation.Add, member);

        Sandbox.Platform.Keys("thetradedesk.gold").ShouldNotBeNull().Select(k => k.Split(':')[0]).ShouldBe(["DAID", "UID2", "UID2"]);
        await ShouldBeTakenAsync(BatchOperation.Remove, member);
        Sandbox.Platform.Keys("thetradedesk.gold").ShouldBe([]);
    }

    [Fact]
    public async Task Send_OptedOut_IsNamed()
    {
        var sent = await SendWithUid2Async(BatchOperation.Add, Row(1), Member.Of("C-2", ("email", ["optout@example.com"])), Member.Of("C-3", ("email", ["jane@example.com"])));

        sent.Result.ShouldBe(DestinationResult.Success);
        sent.Rejected.ShouldBe([new RejectedRow(1, "uid2OptOut")]);
    }

    [Theory]
    [InlineData("sandbox-token", Success)]
    [InlineData("another-token", Reconnect)]
    public async Task Send_WithToken_NeedsNoSignature(string token, DestinationOutcome outcome)
    {
        var account = Account(Settings, new Dictionary<string, string> { ["token"] = token });

        (await Destination.SendAsync(account, Batch("gold", BatchOperation.Add, Row(1)), CancellationToken.None)).Result.Outcome.ShouldBe(outcome);
    }

    [Fact]
    public async Task Send_RemoveOfWhoHasOptedOut_IsDone() =>
        (await SendWithUid2Async(BatchOperation.Remove, Member.Of("C-2", ("email", ["optout@example.com"])))).ShouldSatisfyAllConditions(s => s.Result.ShouldBe(DestinationResult.Success), s => s.Rejected.ShouldBeEmpty());

    [Theory]
    [InlineData(BatchOperation.Add)]
    [InlineData(BatchOperation.Remove)]
    public async Task Send_EmailWithoutUid2Account_IsNamed(BatchOperation operation)
    {
        var sent = await SendAsync(Batch("gold", operation, Member.Of("C-1", ("email", ["jane@example.com"]))));

        sent.Result.ShouldBe(DestinationResult.Success);
        sent.Rejected.ShouldBe([new RejectedRow(0, "uid2NotConfigured")]);
    }

    [Theory]
    [InlineData(401, "", Reconnect, "uid2Unauthorized")]
    [InlineData(400, "", Stop, "uid2ClientError")]
    [InlineData(429, "", Throttled, "http429")]
    [InlineData(500, "", Retry, "http500")]
    [InlineData(200, "AAAA", Retry, "uid2Unreadable")]
    public async Task Send_Uid2Fails_SendsNothing(int status, string body, DestinationOutcome outcome, string code)
    {
        Sandbox.Platform.Answer = call => call.Operation == "session" ? new Activation.Local.Sandbox.SandboxAnswer(status, body) : null;

        var sent = await SendWithUid2Async(BatchOperation.Add, Member.Of("C-1", ("email", ["jane@example.com"])));

        (sent.Result.Outcome, sent.Result.Code).ShouldBe((outcome, code));
        Sandbox.Platform.Calls.ShouldNotContain(c => c.Operation == "add");
    }

    [Fact]
    public async Task Send_OtherUid2Secret_IsRefusedByTheOperator()
    {
        var account = WithUid2(clientSecret: Convert.ToBase64String(new byte[32]));

        (await Destination.SendAsync(account, Batch("gold", BatchOperation.Add, Member.Of("C-1", ("email", ["jane@example.com"]))), CancellationToken.None)).Result.Code.ShouldBe("uid2ClientError");
    }

    private protected override Task<IReadOnlyList<string>> HeldAsync(string audienceId) => base.HeldAsync($"thetradedesk.{audienceId}");

    [Fact]
    public async Task Send_FailedLineWithoutANumber_IsCountedWithoutAName()
    {
        Sandbox.Platform.Answer = _ => new Activation.Local.Sandbox.SandboxAnswer(200, """{"FailedLines":[{"ErrorCode":"MissingUserId","Message":"Invalid DAID, item #2"},{"ErrorCode":"MissingUserId","Message":"Invalid"}]}""");

        var sent = await SendAsync(Batch("gold", BatchOperation.Add, Row(1), Row(2), Row(3)));

        sent.Result.ShouldBe(DestinationResult.Success);
        sent.Rejected.ShouldBe([new RejectedRow(1, "missingUserId")]);
        sent.UnnamedRejections.ShouldBe(1);
    }

    [Fact]
    public async Task EnsureAudience_OtherName_KeepsTheSegment()
    {
        var audience = await EnsureAsync();

        (await Destination.EnsureAudienceAsync(Working, Spec(audience, "Gold and Silver"), CancellationToken.None)).AudienceId.ShouldBe(audience);
        audience.ShouldStartWith("Gold members [");
    }
}
