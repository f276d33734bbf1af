using Activation.Destinations;
using Activation.Storage;
using Activation.Sync;
using Activation.Sync.Planning;
using Microsoft.Extensions.Options;

namespace Activation.Tests.Sync;

public sealed class RunGateTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 2, 12, 0, 0, TimeSpan.Zero);

    private readonly ScratchFolder scratch = new(Options.Create(new StorageOptions()));

    [Theory]
    [InlineData(1000, 300, null, null, false)]
    [InlineData(1000, 301, null, null, true)]
    [InlineData(100, 99, null, null, false)]
    [InlineData(1000, 100, 0.05, null, true)]
    [InlineData(1000, 900, null, 900L, false)]
    [InlineData(1000, 901, null, 900L, true)]
    public void Check_Leaving_HoldsOverTheShareUnlessApproved(long before, long leaving, double? share, long? approved, bool held)
    {
        using var plan = new SyncPlan(new DuckDbSession(scratch, 64)) { Received = before - leaving, AudienceBefore = before, Leaving = leaving };

        var result = RunGate.Check(Definition() with { MaxRemoveShare = share }, TestDestination.Declaration, new SyncState { Activated = true }, RunMode.Delta, false, plan, approved);

        (result?.Code).ShouldBe(held ? "removeShareExceeded" : null);
    }

    [Theory]
    [InlineData(RunMode.Empty, false)]
    [InlineData(RunMode.Delta, true)]
    [InlineData(RunMode.Protect, false)]
    public void Check_DeletionOrEnd_IsNeverHeld(RunMode mode, bool ended)
    {
        using var plan = new SyncPlan(new DuckDbSession(scratch, 64)) { AudienceBefore = 1000, Leaving = 1000 };

        RunGate.Check(Definition(), TestDestination.Declaration, new SyncState { Activated = true }, mode, ended, plan, null).ShouldBeNull();
    }

    [Theory]
    [InlineData(10, 10, 0, null, null, "wouldEmptyAudience")]
    [InlineData(10, 10, 0, 1.0, null, null)]
    [InlineData(10, 10, 0, null, 10L, null)]
    [InlineData(10, 10, 10, null, null, null)]
    [InlineData(10, 10, 9, null, null, "wouldEmptyAudience")]
    [InlineData(1000, 400, 100, null, null, null)]
    [InlineData(1000, 401, 100, null, null, "removeShareExceeded")]
    [InlineData(1000, 500, 100, null, 400L, null)]
    [InlineData(1000, 501, 100, null, 400L, "removeShareExceeded")]
    public void Check_EmptyingOrExempt_CountsOnlyThoseWhoseLeavingIsNotExempt(long before, long leaving, long exempt, double? share, long? approved, string? code)
    {
        using var plan = new SyncPlan(new DuckDbSession(scratch, 64)) { Received = before - leaving, AudienceBefore = before, Leaving = leaving, LeavingExempt = exempt };

        (RunGate.Check(Definition() with { MaxRemoveShare = share }, TestDestination.Declaration, new SyncState { Activated = true }, RunMode.Delta, false, plan, approved)?.Code).ShouldBe(code);
    }

    [Theory]
    [InlineData(6, "wouldEmptyAudience")]
    [InlineData(5, null)]
    public void Check_WhoeverStaysWasRefusedByThePlatform_WouldEmptyTheAudience(long refused, string? code)
    {
        using var plan = new SyncPlan(new DuckDbSession(scratch, 64)) { Received = 8, AudienceBefore = 10, Leaving = 10 };
        plan.Excluded["noAcceptedIdentifier"] = 2;
        plan.Refused["emptyRow"] = refused;

        (RunGate.Check(Definition(), TestDestination.Declaration, new SyncState { Activated = true }, RunMode.Delta, false, plan, null)?.Code).ShouldBe(code);
    }

    [Theory]
    [InlineData(99, 100, false, true)]
    [InlineData(100, 100, false, false)]
    [InlineData(99, 100, true, false)]
    [InlineData(19, null, false, true)]
    [InlineData(20, null, false, false)]
    [InlineData(0, 0, false, false)]
    public void Check_MinimumSize_HoldsOnlyTheFirstActivationAndIsThePlatformsWhereTheSyncHasNone(long received, int? minimum, bool activated, bool held)
    {
        using var plan = new SyncPlan(new DuckDbSession(scratch, 64)) { Received = received };

        RunGate.Check(Definition() with { MinimumSize = minimum }, TestDestination.Declaration with { MinimumAudience = 20 }, new SyncState { Activated = activated }, RunMode.Delta, false, plan, null)
            ?.Code.ShouldBe("belowMinimumSize");
        (RunGate.Check(Definition() with { MinimumSize = minimum }, TestDestination.Declaration with { MinimumAudience = 20 }, new SyncState { Activated = activated }, RunMode.Delta, false, plan, null) is not null).ShouldBe(held);
    }

    [Fact]
    public void Held_SomeAreInTheAudience_ThoseWhoWaitAreExcludedWithTheCode()
    {
        using var plan = new SyncPlan(new DuckDbSession(scratch, 64)) { Received = 100, AudienceBefore = 90, Leaving = 40, LeavingExempt = 3, Waiting = 45 };
        plan.Excluded["noAcceptedIdentifier"] = 5;

        var held = RunPlanCounts.Held(Run(), plan, new HeldRun("removeShareExceeded", "Approve it."), Now);

        (held.Received, held.Activated, held.Excluded, held.Failed, held.Exempt, held.Code).ShouldBe((100, 50, 50, 0, 3, "removeShareExceeded"));
        held.Reasons.ShouldBe(new Dictionary<string, long> { ["noAcceptedIdentifier"] = 5, ["removeShareExceeded"] = 45 }, ignoreOrder: true);
    }

    [Fact]
    public void Dry_ARunThatSendsWouldBeHeld_SaysWhyAndCountsAsIfItWereNot()
    {
        using var plan = new SyncPlan(new DuckDbSession(scratch, 64)) { Received = 100, AudienceBefore = 90, Leaving = 40, Waiting = 45 };
        var held = new HeldRun("removeShareExceeded", "Approve it.");
        var busy = new SendResult(new DestinationResult(DestinationOutcome.Retry, "timeout", "Later."), []);

        var dry = RunPlanCounts.Dry(Run(), plan, Rehearsed.Nothing(null), held, Now);
        (dry.State, dry.Activated, dry.Excluded, dry.Code, dry.Message).ShouldBe((RunState.Completed, 100, 0, "removeShareExceeded", "A run that sends would be held. Approve it."));
        RunPlanCounts.Dry(Run(), plan, Rehearsed.Nothing(null) with { Answer = busy }, held, Now).Message.ShouldBe("A run that sends would be held. Approve it. The platform did not look at it: Later.");
        RunPlanCounts.Dry(Run(), plan, Rehearsed.Nothing(null), null, Now).ShouldSatisfyAllConditions(r => r.Code.ShouldBeNull(), r => r.Message.ShouldBeNull());
    }

    public void Dispose() => scratch.Dispose();

    private static SyncDefinition Definition() => new() { Segment = "gold", Destination = "meta" };

    private static RunRecord Run() => new() { RunId = "s.1", Sync = "s", Mode = RunMode.Delta, State = RunState.Evaluating, RequestedAt = Now };
}
