using Activation.Delivery;
using Activation.Destinations;
using Activation.Destinations.ExperiencePlatform;
using Activation.Destinations.OAuth;
using Activation.Tests.Destinations.Adobe;
using static Activation.Destinations.DestinationOutcome;

namespace Activation.Tests.Destinations.ExperiencePlatform;

public sealed class AepConformanceTests : NamedAudienceConformanceTests
{
    private AepDestination? destination;

    private protected override IDestination Destination => destination ??= new AepDestination(Http.Client, new AccessTokens(Http.Client, TimeProvider.System), TimeProvider.System);

    private protected override string Settings =>
        $$"""
        {"organizationId":"5DC5123F5245B1D20A490D46@AdobeOrg","inletId":"9b0cb233972f3b0092992284c7353f5eead496218e8441a79b25e9421ea127f5","schemaId":"https://ns.adobe.com/sandbox/schemas/1",
         "datasetId":"5e30d7986c0cc218a85cee65","apiBaseUrl":"{{Sandbox.BaseUrl}}experienceplatform","imsBaseUrl":"{{Sandbox.BaseUrl}}experienceplatform"}
        """;

    private protected override IReadOnlyDictionary<string, string> Secret => new Dictionary<string, string> { ["clientId"] = "sandbox-client", ["clientSecret"] = "sandbox-client-secret" };

    private protected override IReadOnlyDictionary<string, string> WrongSecret => new Dictionary<string, string> { ["clientId"] = "sandbox-client", ["clientSecret"] = "another-client-secret" };

    private protected override IReadOnlyList<DocumentedError> Errors =>
    [
        new(400, """{"status":400,"title":"Invalid payload"}""", Refused, "http400"),
        new(401, """{"type":"https://ns.adobe.com/adobecloud/problem/data-collection-service-authorization","status":"401","title":"Authorization","report":{"message":"[id] Ims service token is empty"}}""", Reconnect, "http401"),
        new(403, "{}", Reconnect, "http403"),
        new(404, "{}", Stop, "http404"),
        new(413, "{}", Refused, "http413"),
        new(429, "{}", Throttled, "http429") { Headers = new Dictionary<string, string> { ["Retry-After"] = "5" }, Wait = TimeSpan.FromSeconds(5) },
        new(500, "{}", Retry, "http500"),
        new(503, "{}", Retry, "http503"),
        Message("""{"statusCode":400,"message":"inletId: [9b] imsOrgId: [A] Message has an absent or wrong ims org in the header"}""", Stop, "wrongOrganization"),
        Message("""{"statusCode":401}""", Reconnect, "message401"),
        Message("""{"statusCode":429}""", Retry, "message429"),
        Message("""{"statusCode":503}""", Retry, "message503"),
        new(207, """{"responses":[]}""", Retry, "unreadableResponse"),
    ];

    private static DocumentedError Message(string response, DestinationOutcome outcome, string code) => new(207, $$"""{"responses":[{{response}}]}""", outcome, code);

    /// <remarks>The answer of https://experienceleague.adobe.com/en/docs/experience-platform/ingestion/tutorials/streaming-multiple-messages</remarks>
    [Fact]
    public async Task Send_SomeMessagesFail_RefusesThoseMembers()
    {
        Sandbox.Platform.Answer = call => call.Operation != "add" ? null : new(207, """
            {"inletId":"9b","batchId":"1565638336649:1750:244","receivedTimeMs":1565638336705,"responses":[
              {"xactionId":"1565650704337:2124:92:3"},
              {"statusCode":400,"message":"inletId: [9b] imsOrgId: [A] Message has unknown xdm format"},
              {"statusCode":422,"message":"another"}]}
            """);

        var sent = await SendAsync(Batch("gold", BatchOperation.Add, Row(1), Row(2), Row(3)));

        sent.Result.ShouldBe(DestinationResult.Success);
        sent.Rejected.ShouldBe([new RejectedRow(1, "unknownXdmFormat"), new RejectedRow(2, "rejectedByPlatform")]);
    }

    [Fact]
    public async Task Send_TokenRefusedBeforeItsTime_IsFetchedAnewOnce()
    {
        var calls = 0;
        Sandbox.Platform.Answer = call => call.Operation == "add" && ++calls == 1 ? new(403, "{}") : null;

        (await SendAsync(Batch("gold", BatchOperation.Add, Row(1)))).Result.ShouldBe(DestinationResult.Success);

        Sandbox.Platform.Calls.Select(c => c.Operation).ShouldBe(["token", "add", "token", "add"]);
    }

    [Fact]
    public async Task Report_DataflowIsKnown_SaysWhatBecameOfTheLatestRecords()
    {
        Sandbox.Platform.RefusesRow = keys => keys.Contains($"GAID:{Row(1)["gaid"][0]}");
        await Destination.SendAsync(Reporting, Batch("gold", BatchOperation.Add, Row(1), Row(2), Row(3)), CancellationToken.None);
        await Destination.SendAsync(Reporting, Batch("gold", BatchOperation.Add, Row(2)), CancellationToken.None);

        var report = (await Destination.ReportAsync(Reporting, "gold", [], CancellationToken.None)).ShouldNotBeNull();

        (report.Result, report.State).ShouldBe((DestinationResult.Success, "success"));
        report.Receipts.Select(r => (r.State, r.Received, r.Invalid)).ShouldBe([(ReceiptState.Completed, 1, 0), (ReceiptState.CompletedWithErrors, 3, 1)]);
    }

    /// <remarks>The answer of https://experienceleague.adobe.com/en/docs/experience-platform/dataflows/api/monitor , of which what is not read is left out.</remarks>
    [Fact]
    public async Task Report_DocumentedAnswer_IsRead()
    {
        Sandbox.Platform.Answer = call => call.Operation != "get" ? null : new(200, """
            {"items":[{"createdAt":1596656079576,"sandboxName":"prod","id":"9830305a-985f-47d0-b030-5a985fd7d004","flowId":"c9cef9cb-c934-4467-8ef9-cbc934546741","metrics":{
              "sizeSummary":{"inputBytes":24012,"outputBytes":17128},"recordSummary":{"inputRecordCount":100,"outputRecordCount":99,"failedRecordCount":1},
              "statusSummary":{"status":"success","errors":[{"code":"CONNECTOR-2001-500","message":"Error occurred at promotion activity."}],"activityRefs":["promotionActivity"]}},
              "activities":[{"id":"copyActivity","recordSummary":{},"statusSummary":{"status":"success","extensions":{"type":"one-time"}}},
                {"id":"promotionActivity","statusSummary":{"status":"success","errors":[{"code":"CONNECTOR-2001-500","message":"Error occurred at promotion activity."}],"extensions":{
                  "errors":[{"code":"INGEST-1212-400","message":"Encountered 1 errors in the data."},{"code":"MAPPER-3700-400","recordCount":1,"message":"Mapper Transform Error"}]}}}]}],"_links":{}}
            """);

        var run = (await Destination.ReportAsync(Reporting, "gold", [], CancellationToken.None)).ShouldNotBeNull().Receipts.ShouldHaveSingleItem();

        (run.Receipt, run.State, run.Received, run.Invalid).ShouldBe(("9830305a-985f-47d0-b030-5a985fd7d004", ReceiptState.CompletedWithErrors, 100, 1));
        run.Problems.ShouldBe([new("CONNECTOR-2001-500", null), new("INGEST-1212-400", null), new("MAPPER-3700-400", 1)]);
    }

    [Fact]
    public async Task Report_NoDataflowIsNamed_OffersNothing() => (await Destination.ReportAsync(Working, "gold", [], CancellationToken.None)).ShouldBeNull();

    [Fact]
    public async Task Report_NoRunYet_SaysSo() =>
        (await Destination.ReportAsync(Reporting, "gold", [], CancellationToken.None)).ShouldNotBeNull().ShouldSatisfyAllConditions(
            r => r.State.ShouldBeNull(), r => r.Explanation.ShouldNotBeNull().ShouldContain("flowId"), r => r.Receipts.ShouldBeEmpty());

    /// <summary>A credential that may send and not look is no reason to send no more.</summary>
    [Theory]
    [InlineData(403, Stop)]
    [InlineData(429, Throttled)]
    [InlineData(500, Retry)]
    public async Task Report_Refused_IsSaid(int status, DestinationOutcome outcome)
    {
        Sandbox.Platform.Answer = call => call.Operation == "get" ? new(status, "{}") : null;

        (await Destination.ReportAsync(Reporting, "gold", [], CancellationToken.None)).ShouldNotBeNull().Result.Outcome.ShouldBe(outcome);
    }

    private DestinationAccount Reporting => Account(
        Settings.Replace("\"datasetId\"", $"\"flowId\":\"c9cef9cb-c934-4467-8ef9-cbc934546741\",\"platformBaseUrl\":\"{Sandbox.BaseUrl}experienceplatform\",\"datasetId\""), Secret);

    [Fact]
    public async Task Send_MoreIdentitiesThanACallTakes_AreSentInSeveral()
    {
        IReadOnlyList<MemberRow> rows = [.. Enumerable.Range(1, 200).Select(i => Member.Of(i, Destination.Type.Identifiers))];

        (await SendAsync(Batch("gold", BatchOperation.Add, rows))).Result.ShouldBe(DestinationResult.Success);

        Sandbox.Platform.Calls.Where(c => c.Operation == "add").Select(c => c.Rows).ShouldBe([500, 300]);
        (await HeldAsync("gold")).Count.ShouldBe(800);
    }
}
