using Activation.Delivery;
using Activation.Delivery.Accounts;
using Activation.Monitoring.Metrics;
using Activation.Monitoring.Tracing;
using Activation.Segments;
using Activation.Segments.History;
using Activation.Storage;
using Activation.Sync.Ledger;
using Activation.Sync.Members;
using Activation.Sync.Planning;
using Microsoft.Extensions.Logging;

namespace Activation.Sync;

/// <summary>
/// Plans a run and commits the plan: its blobs first, then the ledger with its adds and removes as `maybe`, in one conditional replacement that also opens the run
/// and names the plan, which then gets into effect. Called under the sync's lease; a host that has lost it without noticing harms nobody (<see cref="RunPlans"/>).
/// </summary>
internal sealed class RunPlanning(
    SyncPlanner planner, PlanScopes scopes, SyncTargets targets, BatchPayloads payloads, RunPlans plans, RunStore runs, RunMemberLists members, HeldRuns heldRuns, DryRehearsal rehearsal, LedgerStore ledgers,
    ParkedRows parked, SyncStateStore states, SegmentPopulation population, ActivationMetrics metrics, TimeProvider time, ILogger<RunPlanning> logger)
{
    private static readonly IReadOnlyDictionary<string, RuleNode> NoRules = new Dictionary<string, RuleNode>(StringComparer.Ordinal);

    /// <summary>Answers the run as it is after planning: delivering, held, or completed where there is nothing to deliver.</summary>
    public async Task<RunRecord?> PlanAsync(SyncTarget target, VersionedLedger ledger, RunRecord run, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var planned = await Work.RunAsync(logger, "plan", WorkTags.Of(new RunId(run.RunId)), () => PlanNowAsync(target, ledger, run, cancellationToken));
        metrics.StepEnded(target.Id, "plan", time.GetElapsedTime(began));
        return planned;
    }

    private async Task<RunRecord?> PlanNowAsync(SyncTarget target, VersionedLedger ledger, RunRecord run, CancellationToken cancellationToken)
    {
        var id = new RunId(run.RunId);
        var instant = run.EvaluatedAt ?? id.Tick ?? time.GetUtcNow();
        var state = await states.GetAsync(target.Id, cancellationToken);
        // Who must leave does so in any phase, be it one that is not known for want of the time zone.
        var phase = run.Mode is RunMode.Protect or RunMode.Empty ? SyncScheduleRule.FindPhase(target.Definition, instant) : SyncScheduleRule.Phase(target.Definition, instant);
        var mode = Mode(run.Mode, state, phase);
        var begun = await runs.UpdateAsync(id, r => IfPlanned(r, r with { State = RunState.Evaluating, Mode = mode, EvaluatedAt = instant, StartedAt = r.StartedAt ?? time.GetUtcNow() }), cancellationToken);
        if (begun is not { State: RunState.Evaluating })
        {
            // Another host has carried it on.
            return begun;
        }

        if (mode != RunMode.Dry)
        {
            ledger = await parked.ReturnAsync(target, ledger, cancellationToken);
        }

        var ended = phase == SyncPhase.Ended;
        var rows = new MemberRowBuilder(target.Destination.Type, target.Definition.Identifiers, EnrichmentSpec.Of(target.Definition, target.Destination.Type, target.Account.Consent));
        var empties = mode == RunMode.Empty || (ended && mode != RunMode.Protect);
        var (rule, all, version) = empties || mode == RunMode.Protect ? (null, NoRules, null) : await RulesAsync(target, cancellationToken);

        // Asked when the run says that it is being evaluated: whoever joined it while it was only planned is heeded.
        var scope = await scopes.GetAsync(target.Id, cancellationToken);
        await using var draft = new PlanDraft(ledgers, ledger);
        using var plan = await planner.PlanAsync(new PlanInput(id, mode, rule, all, instant, rows, draft, scope), cancellationToken);
        await NoteConsentAsync(target.Id, state, mode, scope, plan, cancellationToken);
        if (rule is not null)
        {
            await population.AddAsync(new SegmentId(target.Definition.Segment), instant, plan.Received, version, cancellationToken);
        }

        var held = RunGate.Check(target.Definition, target.Destination.Type, state, mode, ended, plan, run.ApprovedLeaving);
        if (held is not null && mode != RunMode.Dry)
        {
            return await HoldAsync(id, plan, held, mustProtect: plan.BarredRows > 0, cancellationToken);
        }

        var name = RunPlans.NewName();
        var written = await new BatchWriter(payloads, draft, id, name, target.Destination.Type, rows, mode == RunMode.Full).WriteAsync(plan, cancellationToken);
        var list = await members.WriteAsync(plan.Session, id, PlanExclusions.Members(null), cancellationToken);
        SyncLog.Planned(logger, id, plan.Received, plan.Adds, plan.Removes, written.Count);
        if (mode == RunMode.Dry)
        {
            var rehearsed = await rehearsal.RunAsync(target, id, plan.Session, written, list, cancellationToken);
            return await runs.UpdateAsync(id, r => IfPlanned(r, RunPlanCounts.Dry(r, plan, rehearsed, held, time.GetUtcNow())), cancellationToken);
        }

        await plans.WriteAsync(id, name, new RunPlan(RunPlanCounts.Apply(begun, plan) with { MemberList = list, EmptiesAudience = empties, BarredSources = scope.BarredSources, Batches = RunBatches.Of(written, AccountRef.Of(target).Limits) }, written), cancellationToken);
        if (mode != RunMode.Protect)
        {
            await heldRuns.SettleAsync(id, cancellationToken);
        }

        // A run that only protects builds no rows: those that the options have changed are still to be built.
        var options = mode == RunMode.Protect ? ledger.Manifest.RowOptions : scope.RowOptions(rows);
        var committed = await draft.CommitAsync(plan.Session, m => m with { OpenRun = run.RunId, OpenPlan = name, NewestRun = run.RunId, RowOptions = options }, cancellationToken);
        return await plans.OpenAsync(committed, cancellationToken);
    }

    private static RunRecord? IfPlanned(RunRecord run, RunRecord next) => RunPhases.IsBeingPlanned(run.State) ? next : null;

    // What was asked for while the sync ran may come when it is paused.
    private static RunMode Mode(RunMode asked, SyncState state, SyncPhase? phase) =>
        asked == RunMode.Dry ? asked
        : state.Deleting ? RunMode.Empty
        : phase == SyncPhase.Still ? RunMode.Protect
        : asked;

    /// <summary>Where nobody without consent is left, ticks need not look again until people or demands change.</summary>
    private async Task NoteConsentAsync(SyncId sync, SyncState state, RunMode mode, PlanScope scope, SyncPlan plan, CancellationToken cancellationToken)
    {
        if (scope.ConsentState is { } now && now != state.ConsentState && plan.BarredRows == 0 && mode is RunMode.Delta or RunMode.Full or RunMode.Protect)
        {
            await states.UpdateAsync(sync, s => s with { ConsentState = now }, cancellationToken);
        }
    }

    private async Task<RunRecord?> HoldAsync(RunId id, SyncPlan plan, HeldRun held, bool mustProtect, CancellationToken cancellationToken)
    {
        if (await runs.FindAsync(id, cancellationToken) is not { } run)
        {
            return null;
        }

        var list = await members.WriteAsync(plan.Session, id, PlanExclusions.Members(held.Code), cancellationToken);
        var counted = RunPlanCounts.Held(run, plan, held, time.GetUtcNow()) with { MemberList = list };
        var decided = await heldRuns.PrepareAsync(counted, mustProtect, cancellationToken);
        return await runs.UpdateAsync(id, r => IfPlanned(r, decided), cancellationToken);
    }

    private async Task<(RuleNode? Rule, IReadOnlyDictionary<string, RuleNode> All, long? Version)> RulesAsync(SyncTarget target, CancellationToken cancellationToken)
    {
        var (rule, all, version) = await targets.GetRulesAsync(target.Definition, cancellationToken);
        return (rule, all, version);
    }
}
