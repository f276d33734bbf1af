using Activation.Delivery;
using Activation.Delivery.Processing;
using Activation.Sync;
using Activation.Sync.Processing;

namespace Activation.Tests.Sync.Processing;

public sealed class FailedProcessingTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 6, 0, 0, TimeSpan.Zero);

    [Fact]
    public void After_AgainAndAgain_WaitsTwiceAsLongEachTimeUpToADay()
    {
        var (failed, now) = (default(FailedProcessing), Now);
        var waits = new List<double>();
        for (var run = 1; run <= 9; run++)
        {
            failed = FailedProcessing.After(failed, new RunId($"s.{run}"), [Batch(failed: 1)], now).ShouldNotBeNull();
            var due = failed.Runs.ShouldHaveSingleItem().DueAt;
            waits.Add((due - now).TotalHours);
            now = due.AddMinutes(31);
            failed = failed.Without(FailedProcessing.Due(failed, now));
        }

        waits.ShouldBe([0, 1, 2, 4, 8, 16, 24, 24, 24]);
    }

    [Fact]
    public void After_TwoDaysWithoutOne_IsTheFirstAgain()
    {
        var first = FailedProcessing.After(null, new RunId("s.1"), [Batch(failed: 1)], Now).ShouldNotBeNull();

        FailedProcessing.After(first, new RunId("s.2"), [Batch(failed: 1)], Now.AddDays(2)).ShouldNotBeNull().Times.ShouldBe(1);
        FailedProcessing.After(first, new RunId("s.2"), [Batch(failed: 1)], Now.AddDays(2).AddMinutes(-1)).ShouldNotBeNull().Times.ShouldBe(2);
    }

    [Fact]
    public void After_NothingNew_StaysAsItWas()
    {
        var before = FailedProcessing.After(null, new RunId("s.1"), [Batch(failed: 1)], Now);

        FailedProcessing.After(before, new RunId("s.1"), [Batch(failed: 2)], Now.AddMinutes(5)).ShouldBeSameAs(before);
        FailedProcessing.After(before, new RunId("s.2"), [Batch(failed: 0), Batch(failed: 1) with { Reopened = 1 }], Now.AddMinutes(5)).ShouldBeSameAs(before);
        FailedProcessing.After(null, new RunId("s.2"), [], Now).ShouldBeNull();
    }

    [Fact]
    public void Due_OfSeveralRuns_AreThoseWhoseTimeHasCome()
    {
        var failed = FailedProcessing.After(FailedProcessing.After(null, new RunId("s.1"), [Batch(failed: 1)], Now), new RunId("s.2"), [Batch(failed: 1)], Now);

        FailedProcessing.Due(failed, Now).ShouldBe([new RunId("s.1")]);
        FailedProcessing.Due(failed, Now.AddHours(1)).ShouldBe([new RunId("s.1"), new RunId("s.2")]);
        FailedProcessing.Due(null, Now).ShouldBeEmpty();
    }

    private static BatchRecord Batch(int failed) =>
        new() { BatchId = "s.1.1", Operation = BatchOperation.Add, State = BatchState.Delivered, Members = 10, Processed = new ProcessedCalls { Calls = 3, Failed = failed } };
}
