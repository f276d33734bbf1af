using Activation.Delivery;
using Activation.Destinations;
using Activation.Destinations.Target;
using Activation.Tests.Destinations.Adobe;
using static Activation.Destinations.DestinationOutcome;

namespace Activation.Tests.Destinations.Target;

public sealed class TargetConformanceTests : NamedAudienceConformanceTests
{
    private protected override IDestination Destination => new TargetDestination(Http.Client, TimeProvider.System);

    private protected override string Settings => $$"""{"clientCode":"sandbox","apiBaseUrl":"{{Sandbox.BaseUrl}}target"}""";

    private protected override IReadOnlyDictionary<string, string> Secret => new Dictionary<string, string> { ["profileToken"] = "sandbox-token" };

    private protected override IReadOnlyDictionary<string, string> WrongSecret => new Dictionary<string, string> { ["profileToken"] = "another-token" };

    private protected override IReadOnlyList<DocumentedError> Errors =>
    [
        new(200, "<response><success>false</success><message>Unexpected error</message></response>", Refused, "batchRefused"),
        new(200, "<response><success>false</success><message>Batch is empty</message></response>", Refused, "batchRefused"),
        new(200, "<response></response>", Retry, "unreadableResponse"),
        new(200, "<!DOCTYPE a [<!ENTITY b 'c'>]><response><success>true</success></response>", Retry, "unreadableResponse"),
        new(200, "OK", Retry, "unreadableResponse"),
        new(401, "", Reconnect, "http401"),
        new(403, "", Reconnect, "http403"),
        new(404, "", Stop, "http404"),
        new(413, "", Refused, "http413"),
        new(429, "", Throttled, "http429"),
        new(500, "", Retry, "http500"),
    ];

    [Fact]
    public async Task Send_PcId_TakesTheFirstVersion()
    {
        var account = Account($$"""{"clientCode":"sandbox","idType":"pcId","apiBaseUrl":"{{Sandbox.BaseUrl}}target"}""", Secret);

        (await Destination.SendAsync(account, Batch("gold", BatchOperation.Add, Member.Of("C-1", ("externalId", ["123.28_0"]))), CancellationToken.None)).Result.ShouldBe(DestinationResult.Success);

        (await HeldAsync("gold")).ShouldBe(["pcId:123.28_0"]);
    }

    [Fact]
    public async Task Send_IdWithSigns_ArrivesAsItWas()
    {
        const string id = "50% off & more, 1=\n\"Zoë\"";

        (await SendAsync(Batch("gold", BatchOperation.Add, Member.Of("C-1", ("externalId", [id]))))).Result.ShouldBe(DestinationResult.Success);

        (await HeldAsync("gold")).ShouldBe([$"thirdPartyId:{id}"]);
    }

    [Fact]
    public async Task Send_ThirdPartyIdWithASignThatTargetDoesNotTake_IsRefusedAlone()
    {
        static MemberRow Row(string id) => Member.Of(id, ("externalId", [id]));

        (await SendAsync(Batch("gold", BatchOperation.Add, Row("a+b"), Row("c"), Row("d/e")))).ShouldSatisfyAllConditions(
            s => s.Result.ShouldBe(DestinationResult.Success), s => s.Rejected.ShouldBe([new RejectedRow(0, "unsupportedValue"), new RejectedRow(2, "unsupportedValue")]), s => s.Receipt.ShouldNotBeNull());
        (await SendAsync(Batch("gold", BatchOperation.Add, Row("a+b")))).ShouldSatisfyAllConditions(s => s.Rejected.ShouldHaveSingleItem(), s => s.Receipt.ShouldBeNull());

        (await HeldAsync("gold")).ShouldBe(["thirdPartyId:c"]);
    }

    [Fact]
    public async Task Send_Taken_GivesTheBatchAndItsEdgeAsReceipt() =>
        (await SendAsync(Batch("gold", BatchOperation.Add, Row(1)))).Receipt.ShouldBe("mboxedge45.tt.omtrdc.net sandbox-1701473848678-13029383");

    [Fact]
    public async Task Report_OwnServer_SaysHowFarTheBatchIs()
    {
        var report = await Destination.ReportAsync(Working, "gold", ["sandbox-1"], CancellationToken.None);

        var receipt = report.ShouldNotBeNull().Receipts.ShouldHaveSingleItem();
        (receipt.State, receipt.Received, receipt.Matched, receipt.Invalid).ShouldBe((ReceiptState.Completed, 1, 1, 0));
    }

    [Theory]
    [InlineData("complete", 0, ReceiptState.Completed)]
    [InlineData("complete", 2, ReceiptState.CompletedWithErrors)]
    [InlineData("incomplete", 0, ReceiptState.Processing)]
    [InlineData("stuck", 0, ReceiptState.Failed)]
    public async Task Report_Status_MeansWhatItSays(string status, int failed, ReceiptState state)
    {
        Sandbox.Platform.Answer = _ => new(200, $"<response><batchId>1</batchId><status>{status}</status><batchSize>3</batchSize><successfulUpdates>1</successfulUpdates><profilesNotFound>1</profilesNotFound><failedUpdates>{failed}</failedUpdates></response>");

        var receipt = (await Destination.ReportAsync(Working, "gold", ["1"], CancellationToken.None))?.Receipts.ShouldHaveSingleItem();

        receipt.ShouldNotBeNull().State.ShouldBe(state);
        receipt.Warnings.ShouldBe([new KeyValuePair<string, long?>("profilesNotFound", 1)]);
    }
}
