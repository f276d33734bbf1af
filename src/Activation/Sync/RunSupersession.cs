using Activation.Delivery;
using Activation.Storage;
using Activation.Sync.Ledger;

namespace Activation.Sync;

/// <summary>Decides whose turn it is when runs of a sync meet: the newest takes over from those before it. Called under the sync's lease.</summary>
internal sealed class RunSupersession(Definitions definitions, RunStore runs, BatchStore batches, BatchPayloads payloads, BlobLeases leases, RunCloser closer, TimeProvider time)
{
    public async Task<RunTurn> TakeTurnAsync(VersionedLedger ledger, RunRecord run, CancellationToken cancellationToken)
    {
        if (run.Mode == RunMode.Dry)
        {
            return new RunTurn(RunTurnKind.Ready, ledger);
        }

        if (string.CompareOrdinal(ledger.Manifest.NewestRun, run.RunId) > 0)
        {
            await SupersedeAsync(new RunId(run.RunId), cancellationToken);
            return new RunTurn(RunTurnKind.Over);
        }

        await TakeOverWaitingAsync(run, cancellationToken);
        await TakeOverHeldAsync(run, cancellationToken);
        if (ledger.Manifest.OpenRun is not { } open)
        {
            return new RunTurn(RunTurnKind.Ready, ledger);
        }

        var older = new RunId(open);
        var end = await IsStillAsync(run, cancellationToken)
            ? new RunEnd(RunState.Superseded, "The sync was paused, or is not in force any more. What was not sent is sent when it goes on.", "paused")
            : new RunEnd(RunState.Superseded);
        if (await TryCloseAsync(ledger, older, end, cancellationToken) is not { } closed)
        {
            return new RunTurn(RunTurnKind.Busy);
        }

        await InheritModeAsync(run, await runs.FindAsync(older, cancellationToken), cancellationToken);
        return new RunTurn(RunTurnKind.Ready, closed);
    }

    /// <summary>
    /// Ends a run that is delivering: its unsent batches count as never planned, its attempted ones as `maybe`. Null while a delivery of it
    /// is under way; no new one can begin then.
    /// </summary>
    public async Task<VersionedLedger?> TryCloseAsync(VersionedLedger ledger, RunId run, RunEnd end, CancellationToken cancellationToken)
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

        var state = (await runs.FindAsync(run, cancellationToken))?.State;
        return await closer.CloseAsync(ledger, run, end with { State = state ?? end.State }, cancellationToken);
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
                    await InheritModeAsync(run, await SupersedeAsync(new RunId(waiting.RunId), cancellationToken), cancellationToken);
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
                    new RunId(held.RunId), r => r.State == RunState.Held ? r with { State = RunState.Superseded, Message = $"Continued as {run.RunId}." } : null, cancellationToken);
                await InheritModeAsync(run, older, cancellationToken);
            }
        }
    }

    private Task<RunRecord?> SupersedeAsync(RunId run, CancellationToken cancellationToken) =>
        runs.UpdateAsync(run, r => RunPhases.IsFinal(r.State) ? null : r with { State = RunState.Superseded, EndedAt = time.GetUtcNow() }, cancellationToken);

    /// <summary>
    /// What a run set out to do and did not get to the end of is carried on: in full, if it was a full run. Only a sync that is left as it is gets no more
    /// than protected. An approval goes over too: it covers what is computed again.
    /// </summary>
    private async Task InheritModeAsync(RunRecord run, RunRecord? older, CancellationToken cancellationToken)
    {
        if (older is not { State: RunState.Superseded })
        {
            return;
        }

        var still = await IsStillAsync(run, cancellationToken);
        await runs.UpdateAsync(
            new RunId(run.RunId),
            r => r with
            {
                Mode = !still && RunModes.Includes(older.Mode, r.Mode) ? older.Mode : r.Mode,
                ApprovedLeaving = r.ApprovedLeaving ?? older.ApprovedLeaving,
            },
            cancellationToken);
    }

    private async Task<bool> IsStillAsync(RunRecord run, CancellationToken cancellationToken) =>
        await definitions.Syncs.FindAsync(run.Sync, cancellationToken) is { } sync && SyncScheduleRule.Phase(sync, time.GetUtcNow()) == SyncPhase.Still;
}
