using Activation.Delivery;
using Activation.Destinations;
using Activation.Destinations.Analytics;
using Activation.Destinations.OAuth;
using Activation.Local.Sandbox;
using Activation.Tests.Destinations.Adobe;
using static Activation.Destinations.DestinationOutcome;

namespace Activation.Tests.Destinations.Analytics;

public sealed class AnalyticsConformanceTests : NamedAudienceConformanceTests
{
    private AnalyticsDestination? destination;

    private protected override IDestination Destination => destination ??= new AnalyticsDestination(Http.Client, new AccessTokens(Http.Client, TimeProvider.System), TimeProvider.System);

    private protected override string Settings => SettingsWith(""","customerIdType":"email" """);

    private protected override IReadOnlyDictionary<string, string> Secret => new Dictionary<string, string> { ["clientId"] = "sandbox-client", ["clientSecret"] = "sandbox-client-secret" };

    private protected override IReadOnlyDictionary<string, string> WrongSecret => new Dictionary<string, string> { ["clientId"] = "sandbox-client", ["clientSecret"] = "another-client-secret" };

    private protected override IReadOnlyList<DocumentedError> Errors =>
    [
        new(200, """{"file_id":"3a","status_code":"REJECTED","processing_log":"An error occurred: Not in GZIP format","error":"No hits were found in the file."}""", Stop, "fileRejected"),
        new(200, """{"file_id":"3a","status_code":"REJECTED","processing_log":"No timestamp field found in the file header.","error":"No valid rows were found in the file."}""", Stop, "fileRejected"),
        new(200, "{}", Retry, "unreadableResponse"),
        new(400, """{"error":"Missing header"}""", Stop, "http400"),
        new(401, """{"error":"Invalid token (1)"}""", Reconnect, "http401"),
        new(403, "{}", Stop, "http403"),
        new(404, "{}", Stop, "http404"),
        new(413, "{}", Refused, "http413"),
        new(429, "{}", Throttled, "http429") { Wait = TimeSpan.FromSeconds(20) },
        new(500, "{}", Retry, "http500"),
    ];

    private string SettingsWith(string more) =>
        $$"""{"reportSuiteId":"sandboxrs","variable":"eVar5","apiBaseUrl":"{{Sandbox.BaseUrl}}analytics","imsBaseUrl":"{{Sandbox.BaseUrl}}analytics"{{more}}}""";

    [Fact]
    public async Task Send_AnswerLost_IsLookedUpAndNotUploadedAgain()
    {
        var batch = Batch("gold", BatchOperation.Add, Row(1));
        Sandbox.Platform.Fault = call => call.Operation == "add" ? SandboxFault.LostResponse : null;
        (await SendAsync(batch)).Result.Outcome.ShouldBe(Retry);
        Sandbox.Platform.Fault = null;

        (await SendAsync(batch with { Attempt = 2 })).Result.ShouldBe(DestinationResult.Success);

        Sandbox.Platform.Calls.Where(c => c.Operation != "token").Select(c => c.Operation).ShouldBe(["add", "get"]);
    }

    [Fact]
    public async Task Report_FilesOfARun_SaysWhichWereReceived()
    {
        var first = (await SendAsync(Batch("gold", BatchOperation.Add, Row(1), Row(2)))).Receipt.ShouldNotBeNull();
        var second = (await SendAsync(Batch("gold", BatchOperation.Add, Row(3)))).Receipt.ShouldNotBeNull();

        var report = (await Destination.ReportAsync(Working, "gold", [first, second, "7a0b7f6e-0000-0000-0000-000000000000"], CancellationToken.None)).ShouldNotBeNull();

        report.Result.ShouldBe(DestinationResult.Success);
        report.Receipts.Select(r => (r.Receipt, r.State, r.Received)).ShouldBe(
            [(first, ReceiptState.Processing, 2), (second, ReceiptState.Processing, 1), ("7a0b7f6e-0000-0000-0000-000000000000", ReceiptState.Unknown, null)]);
        report.Explanation.ShouldNotBeNullOrEmpty();
    }

    /// <remarks>The states of https://github.com/AdobeDocs/analytics-collection-apis/blob/main/static/bulk-data-insertion.json , which a look-up may come to give.</remarks>
    [Theory]
    [InlineData("\"status_code\":\"UPLOADED\"", ReceiptState.Processing)]
    [InlineData("\"status_code\":\"PROCESSING\"", ReceiptState.Processing)]
    [InlineData("\"status_code\":\"COMPLETE\"", ReceiptState.Completed)]
    [InlineData("\"status_code\":\"COMPLETE\",\"invalid_rows\":42", ReceiptState.CompletedWithErrors)]
    [InlineData("\"status_code\":\"ERROR\"", ReceiptState.Failed)]
    [InlineData("\"status_code\":\"REJECTED\"", ReceiptState.Failed)]
    public async Task Report_FileWithAState_SaysIt(string state, ReceiptState expected)
    {
        Sandbox.Platform.Answer = call => call.Operation == "get" ? new(200, $"{{\"file_id\":\"22eea6b6\",\"rows\":10212,{state}}}") : null;

        var file = (await Destination.ReportAsync(Working, "gold", ["key"], CancellationToken.None)).ShouldNotBeNull().Receipts.ShouldHaveSingleItem();

        (file.State, file.Received).ShouldBe((expected, 10_212));
    }

    [Fact]
    public async Task Report_Throttled_SaysSo()
    {
        Sandbox.Platform.Answer = call => call.Operation == "get" ? new(429, "{}") : null;

        (await Destination.ReportAsync(Working, "gold", ["a", "b"], CancellationToken.None)).ShouldNotBeNull().Result.Outcome.ShouldBe(Throttled);
    }

    [Fact]
    public async Task Send_EarlierAttemptNeverArrived_IsUploaded()
    {
        (await SendAsync(Batch("gold", BatchOperation.Add, Row(1)) with { Attempt = 3 })).Result.ShouldBe(DestinationResult.Success);

        (await HeldAsync("gold")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Send_RowsRefused_AreCounted()
    {
        Sandbox.Platform.Answer = call => call.Operation != "add" ? null : new(
            200, """{"file_id":"3a","status_code":"UPLOADED","rows":3,"invalid_rows":2,"processing_log":"On row: 1, missing 'UserAgent'. This row will not be submitted."}""");

        (await SendAsync(Batch("gold", BatchOperation.Add, Row(1), Row(2), Row(3)))).UnnamedRejections.ShouldBe(2);
    }

    [Fact]
    public async Task Send_HashedEmailThatIsNoSeed_IsRefusedOnlyIfNothingElseIsSent()
    {
        var account = Account(SettingsWith(""), Secret);
        var both = new MemberRow(ProfileId.ForCustomer("C-1"), [new("ecid", [Ecid(1)]), new("email", [Member.Hash("a")])]);
        var email = Member.Of("C-2", ("email", ["b"]));

        (await Destination.SendAsync(account, Batch("gold", BatchOperation.Add, both, email), CancellationToken.None)).Rejected.ShouldBe([new RejectedRow(1, "noCustomerIdType")]);
        (await Destination.SendAsync(account, Batch("gold", BatchOperation.Add, email), CancellationToken.None)).Rejected.ShouldBe([new RejectedRow(0, "noCustomerIdType")]);

        (await HeldAsync("gold")).ShouldBe([$"ECID:{Ecid(1)}"]);
        Sandbox.Platform.Calls.Count(c => c.Operation == "add").ShouldBe(1);
    }
}
