using Activation.Delivery;
using Activation.Destinations;
using Activation.Storage;
using Activation.Sync.Ledger;

namespace Activation.Sync;

/// <summary>Decides whose turn it is when runs of a sync meet: the newest takes over from those before it. Called under the sync's lease.</summary>
internal sealed class RunSupersession(Definitions definitions, RunStore runs, BatchStore batches, BatchPayloads payloads, BlobLeases leases, RunFinish finish, RunCloser closer, RunQueue queue, TimeProvider time)
{
    /// <returns>Ready: nothing of an older run is under way any more, and what was delivered of it counts if it may.</returns>
    public async Task<RunTurn> TakeTurnAsync(VersionedLedger ledger, RunRecord run, CancellationToken cancellationToken)
    {
        if (run.Mode == RunMode.Dry)
        {
            return new RunTurn(RunTurnKind.Ready, ledger);
        }

        if (string.CompareOrdinal(ledger.Manifest.NewestRun, run.RunId) > 0)
        {
            await SupersedeAsync(new RunId(run.RunId), $"{ledger.Manifest.NewestRun} was planned before it, and does all that it would.", cancellationToken);
            return new RunTurn(RunTurnKind.Over);
        }

        await TakeOverWaitingAsync(run, cancellationToken);
        await TakeOverHeldAsync(run, cancellationToken);
        if (ledger.Manifest.OpenRun is not { } open)
        {
            return new RunTurn(RunTurnKind.Ready, ledger);
        }

        var older = new RunId(open);
        var phase = await PhaseAsync(run, cancellationToken);
        if (run.Mode != RunMode.Empty && phase == SyncPhase.Running && await GoesOnAsync(run, older, cancellationToken))
        {
            // It goes on even if its messages were lost.
            await queue.AskAsync(older, "awaited", cancellationToken);
            return new RunTurn(RunTurnKind.Waits);
        }

        return await TakeOverAsync(ledger, run, older, phase == SyncPhase.Still, cancellationToken);
    }

    /// <summary>After a run has ended by itself: asks for the runs that have waited for that.</summary>
    public async Task GiveTurnAsync(RunId ended, CancellationToken cancellationToken)
    {
        foreach (var waiting in await runs.ListAsync(ended.Sync, RunState.Planned, cancellationToken))
        {
            await queue.AskAsync(new RunId(waiting.RunId), "turn", cancellationToken);
        }
    }

    /// <summary>
    /// Ends a run that is delivering: its unsent batches count as never planned, its attempted ones as `maybe`. Where what was delivered still awaits the run's end, a run that is held is stopped
    /// alone: whichever run goes on, when the destination takes calls again, finishes it before it takes over. Doing it again does what a host that stopped in between has left.
    /// </summary>
    /// <returns>False while a delivery of it is under way; no new one can begin then.</returns>
    public async Task<bool> TryStopAsync(VersionedLedger ledger, RunId run, RunEnd end, CancellationToken cancellationToken)
    {
        if (!IsOpen(ledger, run))
        {
            await EndUncountedAsync(run, cancellationToken);
            return true;
        }

        if (await StateOnceStoppedAsync(run, end, cancellationToken) is not { } state)
        {
            return false;
        }

        if (end.State == RunState.Failed || await runs.FindAsync(run, cancellationToken) is not { } stopped || !await finish.AwaitsAsync(stopped, cancellationToken))
        {
            await closer.CloseAsync(ledger, run, end with { State = state }, cancellationToken);
        }

        return true;
    }

    /// <summary>Also of a run that has left the ledger as the last one, and whose counts may not stand yet.</summary>
    private static bool IsOpen(VersionedLedger ledger, RunId run) =>
        ledger.Manifest.OpenRun is { } open ? open == run.Value : ledger.Manifest.NewestRun == run.Value;

    /// <summary>A run that was stopped, and that a newer one has gone on from before its counts stood.</summary>
    private async Task EndUncountedAsync(RunId run, CancellationToken cancellationToken)
    {
        var all = await batches.ListAsync(run, cancellationToken);
        await runs.UpdateAsync(run, r => RunPhases.IsFinal(r.State) && r.EndedAt is null ? RunOutcome.Abandoned(r, all, "notDelivered", time.GetUtcNow()) : null, cancellationToken);
    }

    private async Task<RunTurn> TakeOverAsync(VersionedLedger ledger, RunRecord run, RunId older, bool still, CancellationToken cancellationToken)
    {
        var end = still
            ? new RunEnd(RunState.Superseded, "The sync was paused, or is not in force any more. What was not sent is sent when it goes on.", RunEnd.Paused)
            : new RunEnd(RunState.Superseded, ContinuedAs(run));
        if (await StateOnceStoppedAsync(older, end, cancellationToken) is not { } state || await runs.FindAsync(older, cancellationToken) is not { } stopped)
        {
            return new RunTurn(RunTurnKind.Busy);
        }

        var finished = await finish.FinishEarlyAsync(stopped, cancellationToken);
        if (finished.Outcome is DestinationOutcome.Retry or DestinationOutcome.Throttled or DestinationOutcome.Reconnect)
        {
            return new RunTurn(RunTurnKind.Busy, Failure: finished);
        }

        // First what this one goes on with: once the older one is closed, nobody looks at it any more.
        await InheritAsync(run, stopped, cancellationToken);
        var closed = await closer.CloseAsync(ledger, older, end with { State = state, IsFinished = finished.Outcome == DestinationOutcome.Success }, cancellationToken);
        return new RunTurn(RunTurnKind.Ready, closed);
    }

    /// <summary>Whether a newer run waits for the one that is under way.</summary>
    private async Task<bool> GoesOnAsync(RunRecord newer, RunId older, CancellationToken cancellationToken)
    {
        if (await runs.FindAsync(older, cancellationToken) is not { State: RunState.Delivering } open)
        {
            return false;
        }

        var all = await batches.ListAsync(older, cancellationToken);
        return RunPhases.IsIndivisible(open.Mode, all) || (newer.Mode != RunMode.Protect && RunPhases.IsGettingOn(open.Mode, all, time.GetUtcNow()));
    }

    /// <summary>Sees that nothing more of a run is sent. Null while a delivery of it is under way; else the state that the run has now.</summary>
    private async Task<RunState?> StateOnceStoppedAsync(RunId run, RunEnd end, CancellationToken cancellationToken)
    {
        // First the state, which every delivery reads after it has its lease; then the leases: whoever holds none from here on will not send.
        await runs.UpdateAsync(run, r => RunPhases.IsFinal(r.State) ? null : r with { State = end.State, Code = end.Code ?? r.Code, Message = end.Message ?? r.Message }, cancellationToken);
        foreach (var batch in (await batches.ListAsync(run, cancellationToken)).Where(b => !RunPhases.IsSettled(b)))
        {
            var payload = payloads.Blob(batch);
            var lease = await leases.TryAcquireAsync(payload, cancellationToken);
            if (lease is not null)
            {
                await lease.DisposeAsync();
            }
            else if (await payload.ExistsAsync(cancellationToken))
            {
                return null;
            }
        }

        return (await runs.FindAsync(run, cancellationToken))?.State ?? end.State;
    }

    /// <summary>Runs that were asked for before this one and never got to deliver have nothing left to do: what they lack, this one computes.</summary>
    private async Task TakeOverWaitingAsync(RunRecord run, CancellationToken cancellationToken)
    {
        foreach (var state in new[] { RunState.Planned, RunState.Evaluating })
        {
            foreach (var waiting in await runs.ListAsync(new SyncId(run.Sync), state, cancellationToken))
            {
                if (waiting.Mode != RunMode.Dry && string.CompareOrdinal(waiting.RunId, run.RunId) < 0)
                {
                    await InheritAsync(run, await SupersedeAsync(new RunId(waiting.RunId), ContinuedAs(run), cancellationToken), cancellationToken);
                }
            }
        }
    }

    /// <summary>So have runs that are held because the destination was disconnected.</summary>
    private async Task TakeOverHeldAsync(RunRecord run, CancellationToken cancellationToken)
    {
        foreach (var held in await runs.ListAsync(new SyncId(run.Sync), RunState.Held, cancellationToken))
        {
            if (held.Code == RunEnd.Disconnected && string.CompareOrdinal(held.RunId, run.RunId) < 0)
            {
                var older = await runs.UpdateAsync(
                    new RunId(held.RunId), r => r.State == RunState.Held ? r with { State = RunState.Superseded, Message = ContinuedAs(run) } : null, cancellationToken);
                await InheritAsync(run, older, cancellationToken);
            }
        }
    }

    private Task<RunRecord?> SupersedeAsync(RunId run, string message, CancellationToken cancellationToken) =>
        runs.UpdateAsync(run, r => RunPhases.IsFinal(r.State) ? null : r with { State = RunState.Superseded, EndedAt = time.GetUtcNow(), Message = message }, cancellationToken);

    private static string ContinuedAs(RunRecord newer) => $"Continued as {newer.RunId}.";

    /// <summary>
    /// What a run set out to do and did not get to the end of is carried on: in full, if it was a full run. Only a sync that is left as it is gets no more
    /// than protected. An approval goes over too, as far as it was not used, and so does the size from which the audience changes.
    /// </summary>
    private async Task InheritAsync(RunRecord run, RunRecord? older, CancellationToken cancellationToken)
    {
        if (older is not { State: RunState.Superseded })
        {
            return;
        }

        var still = await PhaseAsync(run, cancellationToken) == SyncPhase.Still;
        var approved = await UnusedApprovalAsync(older, cancellationToken);
        await runs.UpdateAsync(
            new RunId(run.RunId),
            r => r with
            {
                Mode = !still && RunModes.Includes(older.Mode, r.Mode) ? older.Mode : r.Mode,
                ApprovedLeaving = r.ApprovedLeaving ?? approved,
                SizeBefore = r.SizeBefore ?? older.SizeBefore ?? (older.Batches is null ? null : older.AudienceBefore),
            },
            cancellationToken);
    }

    /// <summary>Members whose leaving was tried are not counted again, so the approval of that is spent.</summary>
    private async Task<long?> UnusedApprovalAsync(RunRecord older, CancellationToken cancellationToken) =>
        older is { ApprovedLeaving: { } approved, Batches: not null }
            ? Math.Min(approved, (await batches.ListAsync(new RunId(older.RunId), cancellationToken)).Where(b => b is { Operation: BatchOperation.Remove, Attempts: 0 }).Sum(b => (long)b.Members))
            : older.ApprovedLeaving;

    /// <summary>Null: the sync is no more, or its time zone is not known here.</summary>
    private async Task<SyncPhase?> PhaseAsync(RunRecord run, CancellationToken cancellationToken) =>
        await definitions.Syncs.FindAsync(run.Sync, cancellationToken) is { } sync ? SyncScheduleRule.FindPhase(sync, time.GetUtcNow()) : null;
}
