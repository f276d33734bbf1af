using Activation.Delivery;
using Activation.Delivery.Processing;
using Activation.Destinations;

namespace Activation.Tests.Delivery.Processing;

public sealed class CallProgressTests
{
    private static readonly DateTimeOffset End = new(2026, 11, 24, 6, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Now = End.AddMinutes(31);
    private static readonly AwaitedCall Call = new("r1", Rows: 98, Refused: 2, End.AddMinutes(30));

    [Theory]
    [InlineData(ReceiptState.Completed, null, false, 0)]
    [InlineData(ReceiptState.Completed, 3L, false, 3)]
    [InlineData(ReceiptState.CompletedWithErrors, 7L, false, 7)]
    [InlineData(ReceiptState.CompletedWithErrors, 7L, true, 5)]
    [InlineData(ReceiptState.CompletedWithErrors, 2L, true, 0)]
    [InlineData(ReceiptState.CompletedWithErrors, 1L, true, 0)]
    [InlineData(ReceiptState.CompletedWithErrors, 500L, false, 98)]
    [InlineData(ReceiptState.Failed, null, false, 98)]
    [InlineData(ReceiptState.Failed, 4L, true, 98)]
    public void After_Done_CountsWhatTheAnswerHadNotRefusedYet(ReceiptState state, long? invalid, bool repeats, long refused)
    {
        var ended = CallProgress.After(Call, new ReceiptReport("r1", state) { Invalid = invalid, RepeatsAnswer = repeats }, End, Now).Ended.ShouldNotBeNull();

        (ended.Calls, ended.Failed, ended.GivenUp, ended.Rows, ended.Refused).ShouldBe((1, state == ReceiptState.Failed ? 1 : 0, 0, 98, refused));
        ended.Reasons.ShouldBe(refused == 0 ? new Dictionary<string, long>() : new Dictionary<string, long> { [RejectedRow.ByPlatform] = refused });
    }

    [Fact]
    public void After_Reasons_SumUpToTheRefusedRows()
    {
        Reasons(10, ("a", 4), ("b", 6)).ShouldBe(new Dictionary<string, long> { ["a"] = 4, ["b"] = 6 }, ignoreOrder: true);
        Reasons(10, ("a", 4)).ShouldBe(new Dictionary<string, long> { ["a"] = 4, [RejectedRow.ByPlatform] = 6 }, ignoreOrder: true);
        Reasons(10, ("a", null), ("b", 3)).ShouldBe(new Dictionary<string, long> { ["a"] = 7, ["b"] = 3 }, ignoreOrder: true);
        Reasons(5, ("a", 4), ("b", 6)).ShouldBe(new Dictionary<string, long> { ["a"] = 4, ["b"] = 1 }, ignoreOrder: true);
        Reasons(null, ("a", 4), ("b", 6)).Values.Sum().ShouldBe(10, "where it does not say how many, the reasons do");

        static IReadOnlyDictionary<string, long> Reasons(long? invalid, params (string Code, long? Rows)[] problems) => CallProgress.After(
            Call, new ReceiptReport("r1", ReceiptState.CompletedWithErrors) { Invalid = invalid, Problems = [.. problems.Select(p => KeyValuePair.Create(p.Code, p.Rows))] }, End, Now).Ended.ShouldNotBeNull().Reasons;
    }

    [Fact]
    public void After_NotDone_IsAskedAsGoogleAdvisesAndGivenUpAfterADay()
    {
        var (call, at, minutes) = (Call, Call.NextAt, new List<double>());
        ProcessedCalls? ended = null;
        while (ended is null)
        {
            minutes.Add(Math.Round((at - End).TotalMinutes, 1));
            var progress = CallProgress.After(call, minutes.Count % 2 == 0 ? null : new ReceiptReport("r1", ReceiptState.Processing), End, at);
            (call, ended) = (progress.Awaited ?? call, progress.Ended);
            at = call.NextAt;
        }

        minutes[..5].ShouldBe([30, 69, 119.7, 179.7, 239.7]);
        minutes[^1].ShouldBeInRange(24 * 60, 25 * 60);
        (ended.Calls, ended.GivenUp, ended.Rows, ended.Refused).ShouldBe((1, 1, 0, 0));
    }

    [Fact]
    public void Unasked_WaitsAsLongAsItMustAndIsGivenUpAfterThreeDays()
    {
        CallProgress.Unasked(Call, null, End, Now).Awaited.ShouldBe(Call with { NextAt = Now.AddMinutes(5) });
        CallProgress.Unasked(Call, TimeSpan.FromSeconds(1), End, Now).Awaited.ShouldBe(Call with { NextAt = Now.AddMinutes(5) });
        CallProgress.Unasked(Call, TimeSpan.FromHours(1), End, Now).Awaited.ShouldBe(Call with { NextAt = Now.AddHours(1) });
        CallProgress.Unasked(Call, null, End, End.AddHours(71)).Awaited.ShouldNotBeNull();
        CallProgress.Unasked(Call, null, End, End.AddHours(72)).ShouldBe(CallProgress.GivenUp);
    }

    [Fact]
    public void Batch_ReceivedAndAfter_EachCallIsCountedOnce()
    {
        var batch = new BatchRecord { BatchId = "s.1.1", Operation = BatchOperation.Add, State = BatchState.Delivered, Members = 100 }
            .Received([Call, Call with { Receipt = "r2" }]).Received([Call with { Rows = 97 }]);
        batch.Receipts.ShouldBe(["r1", "r2", "r1"]);
        batch.Awaited.ShouldBe([Call with { Receipt = "r2" }, Call with { Rows = 97 }]);
        var done = new CallProgress(null, new ProcessedCalls { Calls = 1, Rows = 97, Refused = 3, Reasons = new Dictionary<string, long> { ["deniedConsent"] = 3 } });

        var after = batch.After(new Dictionary<string, CallProgress> { ["r1"] = done });

        after.Awaited.ShouldBe([Call with { Receipt = "r2" }]);
        after.Processed.ShouldNotBeNull().Refused.ShouldBe(3);
        after.After(new Dictionary<string, CallProgress> { ["r1"] = done }).Processed.ShouldNotBeNull().Refused.ShouldBe(3, "it is not waited for any more");
        var last = after.After(new Dictionary<string, CallProgress> { ["r2"] = done });
        last.Awaited.ShouldBeNull();
        (last.Processed?.Calls, last.Processed?.Refused, last.Processed?.Reasons["deniedConsent"]).ShouldBe((2, 6, 6));
    }

    [Fact]
    public void Batch_ManyParts_AreLookedAfterAsFarAsThereIsRoom() =>
        new BatchRecord { BatchId = "s.1.1", Operation = BatchOperation.Add, State = BatchState.Delivered, Members = 100 }
            .Received([.. Enumerable.Range(0, 150).Select(i => Call with { Receipt = $"r{i}" })]).Awaited.ShouldNotBeNull().Select(c => c.Receipt).ShouldBe(Enumerable.Range(50, 100).Select(i => $"r{i}"));
}
