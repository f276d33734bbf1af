using Activation.Delivery;
using Activation.Destinations;
using Activation.Destinations.Amazon;
using Activation.Local.Sandbox;
using static Activation.Destinations.DestinationOutcome;

namespace Activation.Tests.Destinations.Amazon;

public sealed class AmazonConformanceTests : PlatformConformanceTests
{
    private protected override IDestination Destination => new AmazonDestination(Http.Client, Http.Tokens, TimeProvider.System);

    private protected override string Settings => SettingsOf("DE");

    private protected override IReadOnlyDictionary<string, string> Secret => SecretOf("sandbox-refresh-token");

    private protected override IReadOnlyDictionary<string, string> WrongSecret => SecretOf("wrong-refresh-token");

    private protected override bool CanRename => false;

    private protected override bool FindsAgain => false;

    /// <summary>Of somebody who has given the consents without which Amazon takes nobody of the destination's country.</summary>
    private protected override MemberRow Row(int number) => base.Row(number) with { Enrichment = Enrichment.None with { Consents = AmazonType.Consents } };

    private string SettingsOf(string country) =>
        $$"""{"region":"EU","advertiserId":"42","countryCode":"{{country}}","apiBaseUrl":"{{Sandbox.BaseUrl}}amazon","tokenUrl":"{{Sandbox.BaseUrl}}amazon/auth/o2/token"}""";

    private static Dictionary<string, string> SecretOf(string refreshToken) =>
        new() { ["clientId"] = "sandbox-client", ["clientSecret"] = "sandbox-client-secret", ["refreshToken"] = refreshToken };

    private protected override IReadOnlyList<DocumentedError> Errors =>
    [
        new(400, """{"message":"…"}""", Refused, "http400"),
        new(401, """{"message":"Unauthorized"}""", Reconnect, "http401"),
        new(403, """{"message":"…"}""", Stop, "http403"),
        new(404, """{"message":"…"}""", Stop, "http404"),
        new(415, """{"message":"…"}""", Stop, "http415"),
        new(429, """{"message":"…"}""", Throttled, "http429") { Headers = new Dictionary<string, string> { ["Retry-After"] = "7" }, Wait = TimeSpan.FromSeconds(7) },
        new(500, """{"message":"…"}""", Retry, "http500"),
        new(501, """{"message":"…"}""", Stop, "http501"),
        new(202, "{}", Retry, "unreadableResponse"),
    ];

    [Fact]
    public async Task Send_Batch_HasAReceiptThatCanBeAskedFor()
    {
        var audience = await EnsureAsync();

        var receipt = (await SendAsync(Batch(audience, BatchOperation.Add, Row(1), Row(2)))).Receipt.ShouldNotBeNull();

        var report = (await Destination.ReportAsync(Working, audience, [receipt], CancellationToken.None)).ShouldNotBeNull();
        report.SizeAtLeast.ShouldBe(2);
        report.Receipts.ShouldHaveSingleItem().ShouldBeEquivalentTo(new ReceiptReport(receipt, ReceiptState.Completed) { Received = 2, Matched = 1, Invalid = 0 });
    }

    [Fact]
    public async Task Report_CountsNotKnownYet_AreNotSaid()
    {
        var audience = await EnsureAsync();
        Sandbox.Platform.Answer = call => call.Operation switch
        {
            "session" => new SandboxAnswer(200, """{"jobRequestId":"1","jobState":"PENDING","audienceSize":{"dspAudienceSize":-1,"idResolutionCount":-1,"receivedRecordSize":-1},"invalidRecords":[]}"""),
            _ => new SandboxAnswer(200, """{"audienceId":1,"name":"Gold members","metadata":{"audienceSize":{"dspAudienceSize":-1,"idResolutionCount":-1,"receivedRecordSize":-1}}}"""),
        };

        var report = (await Destination.ReportAsync(Working, audience, ["3f2504e0-4f89-11d3-9a0c-0305e82c3301"], CancellationToken.None)).ShouldNotBeNull();

        (report.Result, report.SizeAtLeast, report.SizeAtMost).ShouldBe((DestinationResult.Success, null, null));
        report.Receipts.ShouldHaveSingleItem().ShouldBeEquivalentTo(new ReceiptReport("3f2504e0-4f89-11d3-9a0c-0305e82c3301", ReceiptState.Processing) { Invalid = 0 });
    }

    [Fact]
    public async Task Report_JobCannotBeAsked_SaysSo()
    {
        var audience = await EnsureAsync();
        Sandbox.Platform.Fault = call => call.Operation == "session" ? SandboxFault.Error500 : null;

        (await Destination.ReportAsync(Working, audience, ["3f2504e0-4f89-11d3-9a0c-0305e82c3301"], CancellationToken.None)).ShouldNotBeNull().Result.Outcome.ShouldBe(Retry);
    }

    [Fact]
    public async Task Send_AudienceIsGone_SaysSo() =>
        (await SendAsync(Batch("999", BatchOperation.Add, Row(1)))).Result.Outcome.ShouldBe(AudienceMissing);

    [Fact]
    public async Task EnsureAudience_KnownOneIsGone_SaysSo() =>
        (await Destination.EnsureAudienceAsync(Working, Spec("999"), CancellationToken.None)).Result.Outcome.ShouldBe(AudienceMissing);

    [Theory]
    [InlineData("Gold", "Gold audience")]
    [InlineData("A", "A audience")]
    [InlineData("Gold & Silver (EU)", "Gold   Silver  EU")]
    public void NameOf_Name_IsAsThePlatformWantsIt(string name, string expected) => AmazonAudiences.NameOf(name).ShouldBe(expected);
}
