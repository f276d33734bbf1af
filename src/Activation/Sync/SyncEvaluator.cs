using System.Diagnostics;
using Activation.Delivery.Accounts;
using Activation.Destinations;
using Activation.Monitoring.Metrics;
using Activation.Monitoring.Tracing;
using Activation.Storage;
using Activation.Sync.Ledger;
using Activation.Sync.Planning;
using Activation.Sync.Processing;
using Microsoft.Extensions.Logging;

namespace Activation.Sync;

/// <summary>
/// Handles `evaluate` messages: plans a run, takes an interrupted one up, or closes one whose batches are settled. All of it under the sync's
/// lease, so that one run of a sync is worked on at a time.
/// </summary>
public sealed class SyncEvaluator
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);

    private readonly RunStore runs;
    private readonly SyncTargets targets;
    private readonly LedgerStore ledgers;
    private readonly FailedMembers failed;
    private readonly RunPlanning planning;
    private readonly RunPlans plans;
    private readonly RunSupersession supersession;
    private readonly RunAdvancer advancer;
    private readonly RunFinish finish;
    private readonly RunCloser closer;
    private readonly RunFaults faults;
    private readonly WithdrawalsAfterFailure withdrawals;
    private readonly AudienceKeeper audiences;
    private readonly AudienceDeletion deletion;
    private readonly AccountHealth health;
    private readonly BlobLeases leases;
    private readonly RunRetries retries;
    private readonly ActivationMetrics metrics;
    private readonly TimeProvider time;
    private readonly ILogger<SyncEvaluator> logger;

    internal SyncEvaluator(
        RunStore runs, SyncTargets targets, LedgerStore ledgers, FailedMembers failed, RunPlanning planning, RunPlans plans, RunSupersession supersession, RunAdvancer advancer, RunFinish finish, RunCloser closer, RunFaults faults, WithdrawalsAfterFailure withdrawals,
        AudienceKeeper audiences, AudienceDeletion deletion, AccountHealth health, BlobLeases leases, RunRetries retries, ActivationMetrics metrics, TimeProvider time, ILogger<SyncEvaluator> logger)
    {
        this.runs = runs;
        this.targets = targets;
        this.ledgers = ledgers;
        this.failed = failed;
        this.planning = planning;
        this.plans = plans;
        this.supersession = supersession;
        this.advancer = advancer;
        this.finish = finish;
        this.closer = closer;
        this.faults = faults;
        this.withdrawals = withdrawals;
        this.audiences = audiences;
        this.deletion = deletion;
        this.health = health;
        this.leases = leases;
        this.retries = retries;
        this.metrics = metrics;
        this.time = time;
        this.logger = logger;
    }

    public async Task HandleAsync(EvaluateMessage message, CancellationToken cancellationToken)
    {
        if (!RunId.TryParse(message.RunId, out var id) || await runs.FindAsync(id, cancellationToken) is not { } found || IsOver(found))
        {
            return;
        }

        await Work.RunAsync(
            logger, "evaluate", WorkTags.Of(id), () => HandleLeasedAsync(id, message, cancellationToken), ActivationTracing.Nearest(found.TraceParent, message.TraceParent), message.TraceParent, ActivityKind.Consumer);
    }

    private async Task HandleLeasedAsync(RunId id, EvaluateMessage message, CancellationToken cancellationToken)
    {
        await using var lease = await leases.TryAcquireAsync($"sync-{id.Sync}", cancellationToken);
        if (lease is null)
        {
            await retries.AgainAsync(id, message, Soon, "another host works on the sync", cancellationToken);
            return;
        }

        using var held = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lease.Lost);
        try
        {
            await HandleAsync(id, message, held.Token);
        }
        catch (ProblemException e)
        {
            SyncLog.Failed(logger, id, e.Code, e.Message);
            await FailAsync(id, message, e.Code, e.Message, held.Token);
        }
        catch (Exception e) when (!held.IsCancellationRequested)
        {
            if (!await faults.TryEndAsync(id, e, held.Token))
            {
                throw;
            }

            await withdrawals.ProtectAsync(id, held.Token);
        }
    }

    private async Task HandleAsync(RunId id, EvaluateMessage message, CancellationToken cancellationToken)
    {
        // Read again under the lease: another message may have carried the run on.
        if (await runs.FindAsync(id, cancellationToken) is not { } run || IsOver(run))
        {
            return;
        }

        var ledger = await ledgers.ReadAsync(id.Sync, cancellationToken);
        if (await plans.OpenAsync(ledger, cancellationToken) is { } open && open.RunId == run.RunId)
        {
            run = open;
        }

        if (run.State is RunState.Held or RunState.Failed)
        {
            // The host stopped before the run was closed, or a delivery of it was under way.
            await (run.State == RunState.Held ? HoldAsync(id, ledger, message, null, cancellationToken) : EndFailedAsync(id, ledger, message, new RunEnd(RunState.Failed, run.Message, run.Code, run.Code == RunCloser.AudienceMissing), cancellationToken));
            return;
        }

        if (ledger.Manifest.OpenRun != run.RunId)
        {
            var turn = await supersession.TakeTurnAsync(ledger, run, cancellationToken);
            if (turn.Ledger is not { } ready)
            {
                await AwaitTurnAsync(id, turn, message, cancellationToken);
                return;
            }

            if (run.Mode != RunMode.Dry && await deletion.IsDueAsync(id.Sync, cancellationToken))
            {
                await DeleteAudienceAsync(id, message, cancellationToken);
                return;
            }

            // The run may have become a full one by what it takes over.
            run = await runs.FindAsync(id, cancellationToken) ?? run;
            if (run.StartedAt is null)
            {
                metrics.Begun(StorageNames.EvaluateQueue, run.RequestedAt, time.GetUtcNow());
            }

            var target = await targets.GetAsync(id.Sync, cancellationToken);
            ready = run.Mode == RunMode.Dry ? ready : await failed.ReopenAsync(id.Sync, target.Destination.Type, ready, cancellationToken);
            run = await planning.PlanAsync(target, ready, run, cancellationToken) ?? run;
            if (RunPhases.IsFinal(run.State))
            {
                SyncLog.Ended(logger, id, run.State);
                return;
            }

            ledger = await ledgers.ReadAsync(id.Sync, cancellationToken);
        }

        await DeliverAsync(id, run, ledger, message, cancellationToken);
    }

    private Task AwaitTurnAsync(RunId id, RunTurn turn, EvaluateMessage message, CancellationToken cancellationToken)
    {
        if (turn.Kind == RunTurnKind.Waits)
        {
            SyncLog.Waits(logger, id, "a full run is under way, and would only be begun anew");
        }

        return turn.Kind != RunTurnKind.Busy ? Task.CompletedTask
            : turn.Failure is { Outcome: DestinationOutcome.Reconnect } refusal ? HoldUnplannedAsync(id, refusal, cancellationToken)
            : turn.Failure is { } failure ? retries.RetryAsync(id, message, failure, "the run before could not be finished", cancellationToken)
            : retries.AgainAsync(id, message, Soon, "a delivery of the run before is under way", cancellationToken);
    }

    /// <summary>What cannot be deleted now is tried again: soon, or by the next tick's run.</summary>
    private async Task DeleteAudienceAsync(RunId id, EvaluateMessage message, CancellationToken cancellationToken)
    {
        var result = await deletion.DeleteAsync(id, cancellationToken);
        if (result.Outcome is DestinationOutcome.Retry or DestinationOutcome.Throttled)
        {
            await retries.RetryAsync(id, message, result, "the audience could not be deleted", cancellationToken);
        }
        else if (result.Outcome != DestinationOutcome.Success)
        {
            SyncLog.Failed(logger, id, result.Code, result.Message);
            await FailAsync(id, message, result.Code, result.Message, cancellationToken);
        }
    }

    private async Task DeliverAsync(RunId id, RunRecord run, VersionedLedger ledger, EvaluateMessage message, CancellationToken cancellationToken)
    {
        // Who is only taken out needs no audience where there is nobody to take out.
        var leaves = run.EmptiesAudience || run.Mode is RunMode.Empty or RunMode.Protect;
        if (run.Removes + run.Adds > 0 || (!leaves && run.Code != ExclusionReason.BlockedByExportControl))
        {
            var target = await targets.GetAsync(id.Sync, cancellationToken);
            var result = await health.FindDisconnectionAsync(target, cancellationToken)
                ?? await audiences.EnsureAsync(target, await targets.GetAudienceNameAsync(target.Definition, cancellationToken), mayRename: !leaves, ledger, cancellationToken);
            if (!await GoesOnAsync(id, ledger, message, result, "the audience could not be prepared", cancellationToken))
            {
                return;
            }
        }

        if (await advancer.AdvanceAsync(id, cancellationToken)
            && await GoesOnAsync(id, ledger, message, await finish.FinishAsync(id, cancellationToken), "it could not be finished", cancellationToken))
        {
            await CloseAsync(ledger, id, null, cancellationToken);
            SyncLog.Ended(logger, id, (await runs.FindAsync(id, cancellationToken))?.State ?? RunState.Completed);
        }
    }

    /// <summary>False: the run waits, or is over, because of how a call of it ended.</summary>
    private async Task<bool> GoesOnAsync(RunId id, VersionedLedger ledger, EvaluateMessage message, DestinationResult result, string failure, CancellationToken cancellationToken)
    {
        switch (result.Outcome)
        {
            case DestinationOutcome.Success:
                return true;
            case DestinationOutcome.Retry or DestinationOutcome.Throttled:
                await retries.RetryAsync(id, message, result, failure, cancellationToken);
                return false;
            case DestinationOutcome.Reconnect:
                await HoldAsync(id, ledger, message, result.Message, cancellationToken);
                return false;
            default:
                SyncLog.Failed(logger, id, result.Code, result.Message);
                var missing = result.Outcome == DestinationOutcome.AudienceMissing;
                await EndFailedAsync(id, ledger, message, new RunEnd(RunState.Failed, result.Message, missing ? RunCloser.AudienceMissing : result.Code, missing), cancellationToken);
                return false;
        }
    }

    /// <summary>
    /// The destination's credentials are refused: the run ends, and nothing of it is lost, since a run always computes what the audience lacks.
    /// </summary>
    /// <param name="why">Null: it was said before.</param>
    private async Task HoldAsync(RunId id, VersionedLedger ledger, EvaluateMessage message, string? why, CancellationToken cancellationToken)
    {
        if (await TryStopAsync(id, ledger, message, new RunEnd(RunState.Held, why is null ? null : HeldMessage(why), RunEnd.Disconnected), cancellationToken))
        {
            SyncLog.Ended(logger, id, RunState.Held);
        }
    }

    private async Task EndFailedAsync(RunId id, VersionedLedger ledger, EvaluateMessage message, RunEnd end, CancellationToken cancellationToken)
    {
        if (await TryStopAsync(id, ledger, message, end, cancellationToken))
        {
            await supersession.GiveTurnAsync(id, cancellationToken);
            await withdrawals.ProtectAsync(id, cancellationToken);
        }
    }

    /// <summary>Nothing more of the run is sent before it is closed: what is sent then would not be in the ledger. False: a delivery is under way, and the run is looked at again.</summary>
    private async Task<bool> TryStopAsync(RunId id, VersionedLedger ledger, EvaluateMessage message, RunEnd end, CancellationToken cancellationToken)
    {
        if (await supersession.TryStopAsync(ledger, id, end, cancellationToken))
        {
            return true;
        }

        await retries.AgainAsync(id, message, Soon, "a delivery of it is under way", cancellationToken);
        return false;
    }

    /// <summary>The run before cannot be finished, so this one is not planned: it would send again what that one has delivered.</summary>
    private async Task HoldUnplannedAsync(RunId id, DestinationResult refusal, CancellationToken cancellationToken)
    {
        await runs.UpdateAsync(
            id,
            r => RunPhases.IsFinal(r.State) ? null : r with { State = RunState.Held, EndedAt = time.GetUtcNow(), Code = RunEnd.Disconnected, Message = HeldMessage(refusal.Message) },
            cancellationToken);
        SyncLog.Ended(logger, id, RunState.Held);
    }

    private static string HeldMessage(string why) => $"{why} What the audience lacks is delivered then.";

    /// <summary>A run that is held or failed is over once its counts stand.</summary>
    private static bool IsOver(RunRecord run) => RunPhases.IsFinal(run.State) && !(run is { State: RunState.Held or RunState.Failed, EndedAt: null });

    private async Task FailAsync(RunId id, EvaluateMessage asked, string code, string message, CancellationToken cancellationToken)
    {
        var ledger = await ledgers.ReadAsync(id.Sync, cancellationToken);
        if (ledger.Manifest.OpenRun != id.Value)
        {
            await runs.UpdateAsync(id, r => RunPhases.IsFinal(r.State) ? null : r with { State = RunState.Failed, EndedAt = time.GetUtcNow(), Code = code, Message = message }, cancellationToken);
        }

        await EndFailedAsync(id, ledger, asked, new RunEnd(RunState.Failed, message, code), cancellationToken);
    }

    private async Task CloseAsync(VersionedLedger ledger, RunId id, RunEnd? end, CancellationToken cancellationToken)
    {
        await closer.CloseAsync(ledger, id, end, cancellationToken);
        await supersession.GiveTurnAsync(id, cancellationToken);
    }
}
