using Activation.Delivery;
using Activation.Sync;
using Activation.Sync.Ledger;

namespace Activation.Tests.Sync;

public sealed class RunDecisionTests
{
    private static readonly Dictionary<string, long> None = [];
    private static readonly DateTimeOffset Now = new(2026, 11, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Due_ARemoveIsUnsettled_AddsWait()
    {
        var batches = new[] { Batch(1, BatchOperation.Remove, BatchState.Retrying) with { NextAttemptAt = Now.AddSeconds(5) }, Batch(2, BatchOperation.Add, BatchState.Queued) };

        RunPhases.Due(batches, 8, Now).ShouldBeEmpty();
        RunPhases.Due(batches, 8, Now.AddSeconds(5)).ShouldBe([batches[0]]);
    }

    [Fact]
    public void Due_RemovesSettledOneInTheDeadLetters_AddsGo()
    {
        var batches = new[] { Batch(1, BatchOperation.Remove, BatchState.DeadLettered), Batch(2, BatchOperation.Add, BatchState.Queued), Batch(3, BatchOperation.Add, BatchState.Delivered) };

        RunPhases.Due(batches, 8, Now).ShouldBe([batches[1]]);
        RunPhases.IsOver(batches).ShouldBeFalse();
    }

    [Fact]
    public void Due_ManyBatches_TheFirstOfThoseThatFollowEachOther()
    {
        var batches = Enumerable.Range(1, 12).Select(n => Batch(n, BatchOperation.Add, BatchState.Queued)).ToArray();

        Numbers(RunPhases.Due(batches, 3, Now)).ShouldBe([1, 2, 3]);
        Numbers(RunPhases.Due(batches, null, Now)).ShouldBe(Enumerable.Range(1, 12), "by an earlier version");

        // One that is tried again later keeps nobody behind it from going.
        batches[0] = batches[0] with { State = BatchState.Delivered };
        batches[1] = batches[1] with { State = BatchState.Retrying, NextAttemptAt = Now.AddMinutes(1) };
        Numbers(RunPhases.Due(batches, 3, Now)).ShouldBe([3, 4, 5]);

        static IEnumerable<int> Numbers(IEnumerable<BatchRecord> due) => due.Select(b => BatchStore.Id(b).Number);
    }

    [Theory]
    [InlineData(1, BatchOperation.Remove, 4)]
    [InlineData(2, BatchOperation.Remove, 5)]
    [InlineData(3, BatchOperation.Remove, null)]
    [InlineData(6, BatchOperation.Add, 9)]
    [InlineData(7, BatchOperation.Add, 10)]
    [InlineData(8, BatchOperation.Add, null)]
    public void Next_OfTenBatchesThreeAtOnce_IsOfTheSameOperation(int number, BatchOperation operation, int? next) =>
        new RunBatches(Total: 10, Removes: 5, AtOnce: 3).Next(number, operation).ShouldBe(next);

    [Theory]
    [InlineData(BatchOperation.Add, BatchState.Delivered, 0, true)]
    [InlineData(BatchOperation.Add, BatchState.Delivered, 1, false)]
    [InlineData(BatchOperation.Add, BatchState.Delivered, null, false)]
    [InlineData(BatchOperation.Remove, BatchState.Delivered, 0, false)]
    [InlineData(BatchOperation.Add, BatchState.DeadLettered, null, false)]
    [InlineData(BatchOperation.Add, BatchState.Retrying, null, false)]
    public void AreConfirmed_OnlyIfEveryMemberWasTaken(BatchOperation operation, BatchState state, int? rejected, bool areConfirmed)
    {
        var taken = Batch(1, BatchOperation.Add, BatchState.Delivered) with { Rejected = 0 };

        RunOutcome.AreConfirmed([taken, Batch(2, operation, state) with { Rejected = rejected }]).ShouldBe(areConfirmed);
        RunOutcome.AreConfirmed([taken with { UnnamedRejections = 1 }]).ShouldBeFalse("whom it concerns has to be listed");
        RunOutcome.AreConfirmed([]).ShouldBeFalse();
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(9, false)]
    [InlineData(11, false)]
    public void IsFirst_AsManyRowsAsWerePlannedAndNoneBefore(long rows, bool isFirst)
    {
        var manifest = new LedgerManifest { Changes = [new LedgerFile("a", 4, 0), new LedgerFile("b", 6, 1)] };

        LedgerStore.IsFirst(manifest, rows).ShouldBe(isFirst);
        LedgerStore.IsFirst(manifest with { Base = [new LedgerFile("c", 1, null)] }, rows).ShouldBeFalse();
        LedgerStore.IsFirst(new LedgerManifest(), 0).ShouldBeFalse();
    }

    [Fact]
    public void Finish_SomeRejectedSomeUndelivered_Balances()
    {
        var run = Run() with { Received = 100, Excluded = 5, Failed = 2, Reasons = new Dictionary<string, long> { ["noAcceptedIdentifier"] = 5, ["emptyExternalId"] = 2 } };
        var batches = new[] { Batch(1, BatchOperation.Add, BatchState.Delivered) with { UnnamedRejections = 3 }, Batch(2, BatchOperation.Add, BatchState.DeadLettered) with { ErrorCode = "190" } };

        var ended = RunOutcome.Finish(run, batches, new Dictionary<string, long> { ["emptyExternalId"] = 1, ["notDelivered:190"] = 10 }, None, null, Now);

        ended.State.ShouldBe(RunState.CompletedWithErrors);
        (ended.Activated + ended.Excluded + ended.Failed).ShouldBe(ended.Received);
        ended.Failed.ShouldBe(16);
        ended.Reasons["emptyExternalId"].ShouldBe(3);
        ended.Reasons["rejectedWithoutName"].ShouldBe(3);
        ended.Reasons.Values.Sum().ShouldBe(ended.Excluded + ended.Failed);
    }

    [Fact]
    public void Finish_EveryBatchInTheDeadLetters_IsFailedWithTheReason() =>
        RunOutcome.Finish(Run() with { Received = 4 }, [Batch(1, BatchOperation.Add, BatchState.DeadLettered) with { ErrorMessage = "Renew the token." }], new Dictionary<string, long> { ["notDelivered:190"] = 4 }, None, null, Now)
            .ShouldSatisfyAllConditions(r => r.State.ShouldBe(RunState.Failed), r => r.Message.ShouldBe("Renew the token."), r => r.Activated.ShouldBe(0));

    [Theory]
    [InlineData(BatchOperation.Add, BatchState.Delivered, null, LedgerState.Confirmed, null)]
    [InlineData(BatchOperation.Add, BatchState.Delivered, "emptyRow", LedgerState.Rejected, "emptyRow")]
    [InlineData(BatchOperation.Add, BatchState.DeadLettered, "refused:100", LedgerState.Rejected, "refused:100")]
    [InlineData(BatchOperation.Add, BatchState.DeadLettered, null, LedgerState.Resend, "notDelivered:100")]
    [InlineData(BatchOperation.Remove, BatchState.Delivered, null, LedgerState.Gone, null)]
    [InlineData(BatchOperation.Remove, BatchState.Delivered, "emptyRow", null, null)]
    [InlineData(BatchOperation.Remove, BatchState.Delivered, "refused:http422", null, null)]
    internal void LedgerState_OfABatchThatWasTried_IsSettledByWhatIsKnownOfTheRow(BatchOperation operation, BatchState state, string? rejected, LedgerState? ledger, string? reason)
    {
        var batch = Batch(1, operation, state) with { Attempts = 1, Calls = 9, ErrorCode = state == BatchState.DeadLettered ? "100" : null };

        RunOutcome.LedgerState(batch, LedgerState.Confirmed, rejected).ShouldBe(ledger);
        RunOutcome.FailureReason(batch, LedgerState.Gone, rejected).ShouldBe(reason);
    }

    [Theory]
    [InlineData(BatchState.Delivered, LedgerState.Confirmed, null, 0, LedgerState.Gone, null)]
    [InlineData(BatchState.Delivered, LedgerState.Confirmed, "badRow", 0, null, "badRow")]
    [InlineData(BatchState.Delivered, LedgerState.Maybe, "badRow", 0, null, "badRow")]
    [InlineData(BatchState.Delivered, LedgerState.Rejected, "badRow", 0, LedgerState.Gone, null)]
    [InlineData(BatchState.Delivered, LedgerState.Confirmed, null, 2, null, null)]
    [InlineData(BatchState.Delivered, LedgerState.Rejected, null, 2, LedgerState.Gone, null)]
    [InlineData(BatchState.DeadLettered, LedgerState.Confirmed, null, 0, null, "notDelivered:100")]
    [InlineData(BatchState.DeadLettered, LedgerState.Confirmed, "refused:100", 0, null, "refused:100")]
    [InlineData(BatchState.Retrying, LedgerState.Confirmed, null, 0, null, null)]
    [InlineData(BatchState.Retrying, LedgerState.Rejected, null, 0, LedgerState.Rejected, null)]
    [InlineData(BatchState.DeadLettered, LedgerState.Rejected, null, 0, LedgerState.Rejected, "notDelivered:100")]
    internal void LedgerState_OfARemoveThatWasTried_IsGoneOnlyWhereNothingWasRefused(BatchState state, LedgerState prior, string? rejected, int unnamed, LedgerState? ledger, string? reason)
    {
        var batch = Batch(1, BatchOperation.Remove, state) with { Attempts = 1, ErrorCode = state == BatchState.DeadLettered ? "100" : null, UnnamedRejections = unnamed };

        RunOutcome.LedgerState(batch, prior, rejected).ShouldBe(ledger);
        RunOutcome.RemovalFailure(batch, prior, rejected).ShouldBe(reason);
        RunOutcome.RemovalFailure(batch with { ErrorCode = RunCloser.AudienceMissing }, prior, rejected).ShouldBeNull();
    }

    [Fact]
    public void Finish_RemovesRefused_CountBesideTheMembersAndAreNoSuccess()
    {
        var batches = new[] { Batch(1, BatchOperation.Remove, BatchState.Delivered) with { UnnamedRejections = 2 } };

        var ended = RunOutcome.Finish(Run() with { Received = 4 }, batches, None, new Dictionary<string, long> { ["badRow"] = 3 }, null, Now);

        (ended.State, ended.Received, ended.Activated, ended.Failed, ended.NotRemoved).ShouldBe((RunState.CompletedWithErrors, 4, 4, 0, 5));
        ended.NotRemovedReasons.ShouldBe(new Dictionary<string, long> { ["badRow"] = 3, ["rejectedWithoutName"] = 2 }, ignoreOrder: true);
        ended.Reasons.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(BatchState.Delivered, null, true)]
    [InlineData(BatchState.DeadLettered, null, false)]
    [InlineData(BatchState.Delivered, RunState.Superseded, false)]
    internal void Counted_BatchesThatAwaitTheRunsEnd_AreDeliveredOnlyIfItWasFinished(BatchState other, RunState? end, bool isFinished)
    {
        var batches = new[]
        {
            Batch(1, BatchOperation.Remove, BatchState.Delivered) with { AwaitsRunEnd = true, Attempts = 1 },
            Batch(2, BatchOperation.Add, BatchState.Delivered) with { AwaitsRunEnd = true, Attempts = 1 },
            Batch(3, BatchOperation.Add, BatchState.Delivered) with { Attempts = 1 },
            Batch(4, BatchOperation.Add, other) with { Attempts = 1 },
        };

        var counted = RunFinish.Counted(batches, end is { } state ? new RunEnd(state) : null, Now);

        counted.Take(2).ShouldAllBe(b => b.State == (isFinished ? BatchState.Delivered : BatchState.Retrying));
        counted.Skip(2).ShouldBe(batches.Skip(2));
        RunOutcome.LedgerState(counted[0], LedgerState.Confirmed, null).ShouldBe(isFinished ? LedgerState.Gone : null);
        RunOutcome.LedgerState(counted[1], LedgerState.Gone, null).ShouldBe(isFinished ? LedgerState.Confirmed : null);
        RunOutcome.LedgerState(counted[1], LedgerState.Gone, "idNotWritable").ShouldBe(LedgerState.Rejected);
        RunOutcome.FailureReason(counted[1], LedgerState.Gone, null).ShouldBe(isFinished ? null : "notDelivered:runNotFinished");
        RunOutcome.FailingSince(null, counted, null).ShouldBe(isFinished ? null : Now);
    }

    [Fact]
    public void Counted_RunThatWasFinishedEarly_ItsDeliveredBatchesCount()
    {
        var batches = new[] { Batch(1, BatchOperation.Add, BatchState.Delivered) with { AwaitsRunEnd = true, Attempts = 1 }, Batch(2, BatchOperation.Add, BatchState.Queued) };

        RunFinish.Counted(batches, new RunEnd(RunState.Superseded) { IsFinished = true }, Now).ShouldBe(batches);
    }

    [Theory]
    [InlineData(RunMode.Delta, BatchState.Queued, true)]
    [InlineData(RunMode.Empty, BatchState.Retrying, true)]
    [InlineData(RunMode.Delta, BatchState.DeadLettered, false)]
    [InlineData(RunMode.Full, BatchState.Queued, false)]
    [InlineData(RunMode.Full, BatchState.Delivered, true)]
    public void CanEndEarly_ChangesMay_AFullSetIsWholeOrNothing(RunMode mode, BatchState other, bool can) =>
        RunFinish.CanEndEarly(mode, [Batch(1, BatchOperation.Add, BatchState.Delivered), Batch(2, BatchOperation.Add, other)]).ShouldBe(can);

    [Theory]
    [InlineData(RunMode.Full, BatchState.Delivered, BatchState.Queued, 0, true)]
    [InlineData(RunMode.Full, BatchState.Delivered, BatchState.Retrying, 29, true)]
    [InlineData(RunMode.Full, BatchState.Delivered, BatchState.Retrying, 31, false)]
    [InlineData(RunMode.Full, BatchState.Delivered, BatchState.DeadLettered, 0, false)]
    [InlineData(RunMode.Full, BatchState.Queued, BatchState.Queued, 0, false)]
    [InlineData(RunMode.Delta, BatchState.Delivered, BatchState.Queued, 0, false)]
    public void IsGettingOn_AFullRunThatHasBegunAndDoesNotFailForLong(RunMode mode, BatchState first, BatchState second, int failingMinutes, bool isGettingOn)
    {
        BatchRecord[] batches =
        [
            Batch(1, BatchOperation.Remove, BatchState.Delivered), Batch(2, BatchOperation.Add, first),
            Batch(3, BatchOperation.Add, second) with { FailingSince = failingMinutes > 0 ? Now.AddMinutes(-failingMinutes) : null },
        ];

        RunPhases.IsGettingOn(mode, batches, Now).ShouldBe(isGettingOn);
        RunPhases.IsIndivisible(mode, batches).ShouldBeFalse("no batch awaits the run's end");
    }

    [Theory]
    [InlineData(RunMode.Delta, RunState.Completed, false)]
    [InlineData(RunMode.Full, RunState.Completed, false)]
    [InlineData(RunMode.Protect, RunState.Completed, true)]
    [InlineData(RunMode.Delta, RunState.Failed, true)]
    public void FailingSince_NothingWasTried_IsOverOnlyIfTheAudienceIsAsItShouldBe(RunMode mode, RunState state, bool stays)
    {
        var run = Run() with { Mode = mode, State = state };

        RunOutcome.FailingSince(run, [], Now).ShouldBe(stays ? Now : null);
        RunOutcome.FailingSince(run, [Batch(1, BatchOperation.Add, BatchState.Queued)], Now).ShouldBe(Now, "it was not tried");
    }

    [Theory]
    [InlineData("destinationDisconnected", false)]
    [InlineData("paused", false)]
    [InlineData("internalError", true)]
    public void FailingSince_WhileNothingCouldBeTried_DoesNotGoOn(string code, bool stays)
    {
        var failing = Batch(1, BatchOperation.Add, BatchState.Retrying) with { Attempts = 3, FailingSince = Now };

        RunOutcome.FailingSince(Run() with { State = RunState.Held, Code = code }, [failing], Now).ShouldBe(stays ? Now : null);
    }

    [Theory]
    [InlineData(BatchState.DeadLettered, false, LedgerState.Confirmed, LedgerState.Resend)]
    [InlineData(BatchState.DeadLettered, false, LedgerState.Gone, null)]
    [InlineData(BatchState.Retrying, false, LedgerState.Confirmed, null)]
    [InlineData(BatchState.Retrying, true, LedgerState.Confirmed, LedgerState.Resend)]
    [InlineData(BatchState.Delivered, true, LedgerState.Confirmed, LedgerState.Confirmed)]
    public void LedgerState_SentAgainInFullAndNotArrived_IsStillToBeSentAgain(BatchState state, bool awaitsRunEnd, LedgerState prior, LedgerState? ledger)
    {
        var batch = Batch(1, BatchOperation.Add, state) with { Attempts = 2, AwaitsRunEnd = awaitsRunEnd };

        RunOutcome.LedgerState(batch, prior, null).ShouldBe(ledger);
    }

    [Theory]
    [InlineData(30, 5, 25)]
    [InlineData(8, 0, 8)]
    public void Ended_SyncDeletedInMidRun_WhateverIsNotKnownToHaveArrivedFailed(long activated, long stay, long failed)
    {
        var run = Run() with { Received = activated + 2, Excluded = 2, Activated = activated, Reasons = new Dictionary<string, long> { ["suppressed"] = 2 } };
        BatchRecord[] batches =
        [
            Batch(1, BatchOperation.Remove, BatchState.Queued), Batch(2, BatchOperation.Add, BatchState.Delivered) with { Rejected = 3, UnnamedRejections = 2 },
            Batch(3, BatchOperation.Add, BatchState.Retrying), Batch(4, BatchOperation.Add, BatchState.DeadLettered),
        ];

        var ended = SyncRemoval.Ended(run, batches, Now);

        (ended.State, ended.Activated, ended.Excluded, ended.Failed, ended.Code, ended.EndedAt).ShouldBe((RunState.Superseded, stay, 2, failed, "syncDeleted", Now));
        ended.Reasons.ShouldBe(new Dictionary<string, long> { ["suppressed"] = 2, ["syncDeleted"] = failed }, ignoreOrder: true);
        SyncRemoval.Ended(run, [], Now).ShouldSatisfyAllConditions(r => r.Activated.ShouldBe(activated), r => r.Reasons.ShouldBe(run.Reasons));
    }

    [Theory]
    [InlineData(BatchState.Queued, 0, LedgerState.Gone, null, "notDelivered")]
    [InlineData(BatchState.Queued, 0, LedgerState.Confirmed, null, null)]
    [InlineData(BatchState.Queued, 0, LedgerState.Resend, null, null)]
    [InlineData(BatchState.Retrying, 1, LedgerState.Resend, "2", "notDelivered:2")]
    [InlineData(BatchState.DeadLettered, 3, LedgerState.Maybe, "190", "notDelivered:190")]
    [InlineData(BatchState.DeadLettered, 3, LedgerState.Confirmed, "190", null)]
    [InlineData(BatchState.DeadLettered, 1, LedgerState.Confirmed, RunCloser.AudienceMissing, "notDelivered:audienceMissing")]
    public void FailureReason_AddNotDelivered_IsNoneForWhoIsInStill(BatchState state, int attempts, LedgerState prior, string? code, string? reason) =>
        RunOutcome.FailureReason(Batch(1, BatchOperation.Add, state) with { Attempts = attempts, ErrorCode = code }, prior, null).ShouldBe(reason);

    private static RunRecord Run() => new() { RunId = "s.1", Sync = "s", Mode = RunMode.Delta, State = RunState.Delivering, RequestedAt = Now };

    private static BatchRecord Batch(int number, BatchOperation operation, BatchState state) =>
        new() { BatchId = $"s.1.{number}", Operation = operation, State = state, Members = 10 };
}
