using Activation.Delivery;
using Activation.Delivery.Processing;
using Activation.Sync;
using Activation.Sync.Processing;

namespace Activation.Tests.Sync.Processing;

public sealed class RunProcessingTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 6, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Of_NothingWorkedOnAfterwards_IsNone() => RunProcessing.Of([Batch(BatchOperation.Add, 0, null)], null, Now).ShouldBeNull();

    [Fact]
    public void Of_Batches_AreAddedUp()
    {
        var said = RunProcessing.Of(
            [
                Batch(BatchOperation.Remove, 0, new ProcessedCalls { Calls = 1, Rows = 50, Refused = 4, Reasons = new Dictionary<string, long> { ["deniedConsent"] = 4 } }),
                Batch(BatchOperation.Add, 0, new ProcessedCalls { Calls = 2, Failed = 1, Rows = 100, Refused = 60, Reasons = new Dictionary<string, long> { ["deniedConsent"] = 10, ["other"] = 50 } }),
                Batch(BatchOperation.Add, 2, new ProcessedCalls { Calls = 1, GivenUp = 1 }),
            ],
            null, Now).ShouldNotBeNull();

        (said.State, said.Calls, said.Open, said.Failed, said.GivenUp).ShouldBe((ProcessingState.Processing, 6, 2, 1, 1));
        (said.Accepted, said.Refused, said.RefusedRemoves, said.EndedAt).ShouldBe((86, 64, 4, null));
        said.Reasons.ShouldBe(new Dictionary<string, long> { ["deniedConsent"] = 14, ["other"] = 50 }, ignoreOrder: true);
    }

    [Theory]
    [InlineData(1, 0, 0, 0, ProcessingState.Processing)]
    [InlineData(0, 0, 0, 0, ProcessingState.Completed)]
    [InlineData(0, 1, 0, 0, ProcessingState.CompletedWithErrors)]
    [InlineData(0, 0, 1, 0, ProcessingState.CompletedWithErrors)]
    [InlineData(0, 0, 0, 1, ProcessingState.GivenUp)]
    [InlineData(0, 1, 0, 1, ProcessingState.CompletedWithErrors)]
    public void Of_State_SaysTheWorst(int open, long refused, int failed, int givenUp, ProcessingState state)
    {
        var before = new RunProcessing { State = ProcessingState.Processing, AskedAt = Now.AddHours(-1) };

        var said = RunProcessing.Of([Batch(BatchOperation.Add, open, new ProcessedCalls { Calls = 3, Rows = 10, Refused = refused, Failed = failed, GivenUp = givenUp })], before, Now).ShouldNotBeNull();

        (said.State, said.AskedAt, said.EndedAt).ShouldBe((state, before.AskedAt, open == 0 ? Now : null));
        RunProcessing.Of([Batch(BatchOperation.Add, 0, new ProcessedCalls { Calls = 3 })], before with { EndedAt = Now }, Now.AddDays(1))?.EndedAt.ShouldBe(Now);
    }

    [Fact]
    public void Abandoned_WhatIsOpen_IsGivenUp()
    {
        var said = new RunProcessing { State = ProcessingState.Processing, Calls = 3, Open = 2, Accepted = 5, GivenUp = 1 };

        said.Abandoned(Now).ShouldBe(said with { State = ProcessingState.GivenUp, Open = 0, GivenUp = 3, EndedAt = Now });
        (said with { Refused = 1 }).Abandoned(Now).State.ShouldBe(ProcessingState.CompletedWithErrors);
        said.Abandoned(Now).Abandoned(Now.AddDays(1)).EndedAt.ShouldBe(Now);
    }

    [Fact]
    public void Finish_CountsOfTheRun_StayAsTheyAre()
    {
        var run = new RunRecord { RunId = "s.1", Sync = "s", Mode = RunMode.Delta, State = RunState.Delivering, RequestedAt = Now, Received = 10 };

        var ended = RunOutcome.Finish(run, [Batch(BatchOperation.Add, 1, new ProcessedCalls { Calls = 1, Rows = 10, Refused = 4 })], new Dictionary<string, long>(), new Dictionary<string, long>(), null, Now);

        (ended.State, ended.Activated, ended.Failed).ShouldBe((RunState.Completed, 10, 0));
        (ended.Processing?.State, ended.Processing?.Refused).ShouldBe((ProcessingState.Processing, 4));
    }

    [Fact]
    public void Awaited_NextIsTheEarliestCalls_AndTheListHasEachRunOnce()
    {
        AwaitedRun.Next([Batch(BatchOperation.Add, 0, null)]).ShouldBeNull();
        AwaitedRun.Next([Batch(BatchOperation.Add, 3, null), Batch(BatchOperation.Add, 1, null)]).ShouldBe(Now);

        var one = AwaitedRun.With([new AwaitedRun("s.1", Now)], new RunId("s.2"), Now.AddHours(1));
        AwaitedRun.With(one, new RunId("s.1"), Now.AddHours(2)).ShouldBe([new("s.2", Now.AddHours(1)), new("s.1", Now.AddHours(2))]);
        AwaitedRun.With(one, new RunId("s.2"), null).ShouldBe([new("s.1", Now)]);
    }

    private static BatchRecord Batch(BatchOperation operation, int open, ProcessedCalls? processed) => new()
    {
        BatchId = "s.1.1", Operation = operation, State = BatchState.Delivered, Members = 100, Rejected = 0,
        Awaited = open == 0 ? null : [.. Enumerable.Range(0, open).Select(i => new AwaitedCall($"r{i}", 10, 0, Now.AddMinutes(i)))],
        Processed = processed,
    };
}
