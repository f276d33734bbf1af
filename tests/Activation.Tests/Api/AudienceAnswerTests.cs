using System.Text.Json;
using Activation.Api.Json;
using Activation.Api.Syncs;
using Activation.Destinations;
using Activation.Sync;
using Activation.Sync.Processing;

namespace Activation.Tests.Api;

public sealed class AudienceAnswerTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 24, 7, 30, 0, TimeSpan.Zero);

    private static string Write(AudienceStatus status) => JsonSerializer.Serialize(AudienceAnswer.Of(status), ApiJson.Default.AudienceAnswer);

    [Fact]
    public void Of_Report_HasThePlatformsWord()
    {
        var report = new AudienceReport(DestinationResult.Success)
        {
            State = "tooSmall",
            Explanation = "Too few.",
            SizeAtLeast = 10,
            Receipts = [new ReceiptReport("7", ReceiptState.CompletedWithErrors) { Received = 12, Invalid = 1, Problems = [new("invalidEmail", 1)], Warnings = [new("other", null)] }],
        };
        var status = new AudienceStatus(new SyncId("gold"), "meta", new SyncState { AudienceId = "9", AudienceName = "Gold", Size = 11 }, At, DestinationResult.Success) { Run = new RunId("gold.1"), Report = report, Processing = new RunProcessing { State = ProcessingState.Processing, Calls = 2, Open = 1, Accepted = 9, AskedAt = At } };

        Write(status).ShouldBe(
            """{"sync":"gold","destination":"meta","audienceId":"9","audienceName":"Gold","size":11,"askedAt":"2026-11-24T07:30:00+00:00","ok":true,"run":"gold.1","platform":{"state":"tooSmall","explanation":"Too few.","sizeAtLeast":10,"receipts":[{"receipt":"7","state":"completedWithErrors","received":12,"invalid":1,"problems":[{"code":"invalidEmail","rows":1},{"code":"other"}]}]},"processing":{"state":"processing","calls":2,"open":1,"failed":0,"givenUp":0,"accepted":9,"refused":0,"refusedRemoves":0,"reasons":{},"askedAt":"2026-11-24T07:30:00+00:00"}}""");
    }

    [Fact]
    public void Of_PlatformThatCannotBeAsked_SaysWhy() =>
        Write(new AudienceStatus(new SyncId("gold"), "meta", new SyncState { AudienceId = "9", Size = 11 }, At, new DestinationResult(DestinationOutcome.Retry, "unreachable", "No connection.")))
            .ShouldBe("""{"sync":"gold","destination":"meta","audienceId":"9","size":11,"askedAt":"2026-11-24T07:30:00+00:00","ok":false,"code":"unreachable","message":"No connection."}""");
}
