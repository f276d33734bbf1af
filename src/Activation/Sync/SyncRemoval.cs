using Activation.Delivery.DeadLetters;
using Activation.Sync.Ledger;
using Microsoft.Extensions.Logging;

namespace Activation.Sync;

/// <summary>The end of a sync: its definition, ledger, payloads and state go; its runs stay as history.</summary>
internal sealed class SyncRemoval(Definitions definitions, LedgerStore ledgers, SyncStateStore states, DeadLetterStore dead, SpentPayloads payloads, RunStore runs, IEnumerable<IAudienceClaim> claims, TimeProvider time, ILogger<SyncRemoval> logger)
{
    private const string Deleted = "syncDeleted";

    /// <summary>What asks that somebody is seen out of the sync's audience, for a person; null: nothing does.</summary>
    public async Task<string?> FindClaimAsync(SyncId sync, CancellationToken cancellationToken)
    {
        if (await definitions.Syncs.FindAsync(sync.Value, cancellationToken) is not { } definition)
        {
            return null;
        }

        foreach (var claim in claims)
        {
            if (await claim.FindAsync(definition.Destination, cancellationToken) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>Whether a sync whose audience was emptied may go: where somebody must be out of it for certain, not before the platform has said that it has applied what it took.</summary>
    public async Task<bool> IsDueAsync(SyncId sync, CancellationToken cancellationToken) =>
        (await states.GetAsync(sync, cancellationToken)).InProcessing().Count == 0 || await FindClaimAsync(sync, cancellationToken) is null;

    public async Task RemoveAsync(SyncId sync, CancellationToken cancellationToken)
    {
        await AbandonAsync(sync, cancellationToken);
        await ledgers.DeleteAsync(sync, cancellationToken);
        await definitions.Syncs.DeleteAsync(sync.Value, cancellationToken);
        await states.DeleteAsync(sync, cancellationToken);
        await dead.ResolveAsync(sync, null, cancellationToken);
        await payloads.RemoveAllAsync(sync, cancellationToken);
        await EndRunsAsync(sync, cancellationToken);
        SyncLog.Deleted(logger, sync);
    }

    /// <summary>What became of calls that are waited for is not asked any more.</summary>
    private async Task AbandonAsync(SyncId sync, CancellationToken cancellationToken)
    {
        foreach (var awaited in (await states.GetAsync(sync, cancellationToken)).Awaited)
        {
            await runs.UpdateAsync(new RunId(awaited.Run), r => r.Processing is { } said ? r with { Processing = said.Abandoned(time.GetUtcNow()) } : null, cancellationToken);
        }
    }

    /// <summary>Runs that wait have nothing left to do, and no tick looks after them any more.</summary>
    private async Task EndRunsAsync(SyncId sync, CancellationToken cancellationToken)
    {
        foreach (var run in await runs.ListUnfinishedAsync(sync, cancellationToken))
        {
            await runs.UpdateAsync(new RunId(run.RunId), r => RunPhases.IsFinal(r.State) ? null : Ended(r), cancellationToken);
        }
    }

    /// <summary>Whether a batch that was under way has arrived is not asked any more: its members count as failed.</summary>
    private RunRecord Ended(RunRecord run)
    {
        var open = run.Received - run.Activated - run.Excluded - run.Failed;
        var reasons = open == 0 ? run.Reasons : new Dictionary<string, long>(run.Reasons, StringComparer.Ordinal) { [Deleted] = open };
        return run with { State = RunState.Superseded, EndedAt = time.GetUtcNow(), Failed = run.Failed + open, Reasons = reasons, Code = Deleted, Message = "The sync was deleted." };
    }
}
