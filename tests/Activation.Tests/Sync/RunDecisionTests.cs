using Activation.Delivery;
using Activation.Storage;
using Activation.Sync;
using Activation.Sync.Ledger;
using Activation.Sync.Planning;
using Microsoft.Extensions.Options;

namespace Activation.Tests.Sync;

public sealed class RunDecisionTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 2, 12, 0, 0, TimeSpan.Zero);

    private readonly ScratchFolder scratch = new(Options.Create(new StorageOptions()));

    [Fact]
    public void Due_ARemoveIsUnsettled_AddsWait()
    {
        var batches = new[] { Batch(1, BatchOperation.Remove, BatchState.Retrying) with { NextAttemptAt = Now.AddSeconds(5) }, Batch(2, BatchOperation.Add, BatchState.Queued) };

        RunPhases.Due(batches, Now).ShouldBeEmpty();
        RunPhases.Due(batches, Now.AddSeconds(5)).ShouldBe([batches[0]]);
    }

    [Fact]
    public void Due_RemovesSettledOneInTheDeadLetters_AddsGo()
    {
        var batches = new[] { Batch(1, BatchOperation.Remove, BatchState.DeadLettered), Batch(2, BatchOperation.Add, BatchState.Queued), Batch(3, BatchOperation.Add, BatchState.Delivered) };

        RunPhases.Due(batches, Now).ShouldBe([batches[1]]);
        RunPhases.IsOver(batches).ShouldBeFalse();
    }

    [Fact]
    public void Finish_SomeRejectedSomeUndelivered_Balances()
    {
        var run = Run() with { Received = 100, Excluded = 5, Failed = 2, Reasons = new Dictionary<string, long> { ["noAcceptedIdentifier"] = 5, ["emptyExternalId"] = 2 } };
        var batches = new[] { Batch(1, BatchOperation.Add, BatchState.Delivered) with { UnnamedRejections = 3 }, Batch(2, BatchOperation.Add, BatchState.DeadLettered) with { ErrorCode = "190" } };

        var ended = RunOutcome.Finish(run, batches, new Dictionary<string, long> { ["emptyExternalId"] = 1, ["notDelivered:190"] = 10 }, null, Now);

        ended.State.ShouldBe(RunState.CompletedWithErrors);
        (ended.Activated + ended.Excluded + ended.Failed).ShouldBe(ended.Received);
        ended.Failed.ShouldBe(16);
        ended.Reasons["emptyExternalId"].ShouldBe(3);
        ended.Reasons["rejectedWithoutName"].ShouldBe(3);
        ended.Reasons.Values.Sum().ShouldBe(ended.Excluded + ended.Failed);
    }

    [Fact]
    public void Finish_EveryBatchInTheDeadLetters_IsFailedWithTheReason() =>
        RunOutcome.Finish(Run() with { Received = 4 }, [Batch(1, BatchOperation.Add, BatchState.DeadLettered) with { ErrorMessage = "Renew the token." }], new Dictionary<string, long> { ["notDelivered:190"] = 4 }, null, Now)
            .ShouldSatisfyAllConditions(r => r.State.ShouldBe(RunState.Failed), r => r.Message.ShouldBe("Renew the token."), r => r.Activated.ShouldBe(0));

    [Theory]
    [InlineData(BatchOperation.Add, BatchState.Delivered, null, LedgerState.Confirmed, null)]
    [InlineData(BatchOperation.Add, BatchState.Delivered, "emptyRow", LedgerState.Rejected, "emptyRow")]
    [InlineData(BatchOperation.Add, BatchState.DeadLettered, "refused:100", LedgerState.Rejected, "refused:100")]
    [InlineData(BatchOperation.Add, BatchState.DeadLettered, null, null, "notDelivered:100")]
    [InlineData(BatchOperation.Remove, BatchState.Delivered, null, LedgerState.Gone, null)]
    [InlineData(BatchOperation.Remove, BatchState.Delivered, "emptyRow", LedgerState.Gone, null)]
    [InlineData(BatchOperation.Remove, BatchState.Delivered, "refused:http422", null, null)]
    internal void LedgerState_OfABatchThatWasTried_IsSettledByWhatIsKnownOfTheRow(BatchOperation operation, BatchState state, string? rejected, LedgerState? ledger, string? reason)
    {
        var batch = Batch(1, operation, state) with { Attempts = 1, Calls = 9, ErrorCode = state == BatchState.DeadLettered ? "100" : null };

        RunOutcome.LedgerState(batch, LedgerState.Confirmed, rejected).ShouldBe(ledger);
        RunOutcome.FailureReason(batch, rejected).ShouldBe(reason);
    }

    [Theory]
    [InlineData(1000, 300, null, null, false)]
    [InlineData(1000, 301, null, null, true)]
    [InlineData(100, 100, null, null, false)]
    [InlineData(1000, 100, 0.05, null, true)]
    [InlineData(1000, 900, null, 900L, false)]
    [InlineData(1000, 901, null, 900L, true)]
    public void Check_Leaving_HoldsOverTheShareUnlessApproved(long before, long leaving, double? share, long? approved, bool held)
    {
        using var plan = new SyncPlan(new DuckDbSession(scratch, 64)) { Received = before - leaving, AudienceBefore = before, Leaving = leaving };

        var result = RunGate.Check(Definition() with { MaxRemoveShare = share }, new SyncState { Activated = true }, RunMode.Delta, false, plan, approved);

        (result?.Code).ShouldBe(held ? "removeShareExceeded" : null);
    }

    [Theory]
    [InlineData(RunMode.Empty, false)]
    [InlineData(RunMode.Delta, true)]
    public void Check_DeletionOrEnd_IsNeverHeld(RunMode mode, bool ended)
    {
        using var plan = new SyncPlan(new DuckDbSession(scratch, 64)) { AudienceBefore = 1000, Leaving = 1000 };

        RunGate.Check(Definition(), new SyncState { Activated = true }, mode, ended, plan, null).ShouldBeNull();
    }

    [Theory]
    [InlineData(99, false, true)]
    [InlineData(100, false, false)]
    [InlineData(99, true, false)]
    public void Check_MinimumSize_HoldsOnlyTheFirstActivation(long received, bool activated, bool held)
    {
        using var plan = new SyncPlan(new DuckDbSession(scratch, 64)) { Received = received };

        (RunGate.Check(Definition() with { MinimumSize = 100 }, new SyncState { Activated = activated }, RunMode.Delta, false, plan, null) is not null).ShouldBe(held);
    }

    [Theory]
    [InlineData("0 6 * * *", "2026-11-02T06:00:00Z", false)]
    [InlineData("0 6 * * *", "2026-11-01T06:00:00Z", true)]
    [InlineData("*/30 * * * * *", "2026-11-02T11:59:30Z", true)]
    [InlineData(null, "2026-11-02T11:59:59Z", true)]
    public void IsDue_OwnCron_AtItsTimesOnly(string? cron, string last, bool due) =>
        SyncScheduleRule.IsDue(Definition() with { Schedule = cron }, new SyncState { ScheduledAt = DateTimeOffset.Parse(last, System.Globalization.CultureInfo.InvariantCulture) }, Now).ShouldBe(due);

    [Fact]
    public void IsDue_PausedOrNotStarted_IsNotButDeletionIs()
    {
        SyncScheduleRule.IsDue(Definition() with { Paused = true }, new SyncState(), Now).ShouldBeFalse();
        SyncScheduleRule.IsDue(Definition() with { StartsAt = Now.AddDays(1) }, new SyncState(), Now).ShouldBeFalse();
        SyncScheduleRule.IsDue(Definition() with { Paused = true }, new SyncState { Deleting = true }, Now).ShouldBeTrue();
    }

    public void Dispose() => scratch.Dispose();

    private static SyncDefinition Definition() => new() { Segment = "gold", Destination = "meta" };

    private static RunRecord Run() => new() { RunId = "s.1", Sync = "s", Mode = RunMode.Delta, State = RunState.Delivering, RequestedAt = Now };

    private static BatchRecord Batch(int number, BatchOperation operation, BatchState state) =>
        new() { BatchId = $"s.1.{number}", Operation = operation, State = state, Members = 10 };
}
