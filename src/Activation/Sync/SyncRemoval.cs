using Activation.Delivery;
using Activation.Delivery.DeadLetters;
using Activation.Storage;
using Activation.Sync.Ledger;
using Microsoft.Extensions.Logging;

namespace Activation.Sync;

/// <summary>The end of a sync: its definition, ledger, payloads and state go; its runs stay as history.</summary>
internal sealed class SyncRemoval(
    Definitions definitions, LedgerStore ledgers, SyncStateStore states, DeadLetterStore dead, SpentPayloads payloads, RunStore runs, BatchStore batches, BlobLeases leases, IEnumerable<IAudienceClaim> claims,
    TimeProvider time, ILogger<SyncRemoval> logger)
{
    private const string Deleted = "syncDeleted";
    private const string Message = "The sync was deleted.";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(250);

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

    /// <summary>Removes a sync of which no run has to say anything more, and waits for a run that is being planned or ended: it would write what nobody removes any more.</summary>
    /// <param name="leavesAudience">Whatever there is of its audience stays as it is.</param>
    /// <returns>False: the audience was made meanwhile, and does not stay as it is; nothing is removed.</returns>
    /// <exception cref="ProblemException">409 the run takes longer than half a minute.</exception>
    public async Task<bool> RemoveNowAsync(SyncId sync, bool leavesAudience, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            if (await TryRemoveAsync(sync, leavesAudience, cancellationToken) is { } removed)
            {
                return removed;
            }

            if (time.GetElapsedTime(began) >= Patience)
            {
                throw ProblemException.Conflict("syncBusy", $"A run of the sync '{sync}' is being planned or ended, and takes longer than the answer can wait: try again in some minutes.");
            }

            await Task.Delay(Again, time, cancellationToken);
        }
    }

    /// <summary>Null: a run of the sync is being worked on.</summary>
    private async Task<bool?> TryRemoveAsync(SyncId sync, bool leavesAudience, CancellationToken cancellationToken)
    {
        await using var lease = await leases.TryAcquireAsync($"sync-{sync}", cancellationToken);
        if (lease is null)
        {
            return null;
        }

        if (!leavesAudience && (await states.GetAsync(sync, cancellationToken)).AudienceId is not null)
        {
            return false;
        }

        await RemoveAsync(sync, cancellationToken);
        return true;
    }

    /// <summary>Under the sync's lease. Once begun, it goes on to its end though the caller does not wait for that.</summary>
    public async Task RemoveAsync(SyncId sync, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await AbandonAsync(sync, CancellationToken.None);

        // Deliveries hold no lease of the sync: none begins once its runs are over.
        await EndRunsAsync(sync, CancellationToken.None);
        await payloads.RemoveAllAsync(sync, CancellationToken.None);
        await ledgers.DeleteAsync(sync, CancellationToken.None);
        await definitions.Syncs.DeleteAsync(sync.Value, CancellationToken.None);
        await states.DeleteAsync(sync, CancellationToken.None);
        await dead.ResolveAsync(sync, null, CancellationToken.None);
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

    /// <summary>Runs that wait, be it for a decision, have nothing left to do, and no tick looks after them any more.</summary>
    private async Task EndRunsAsync(SyncId sync, CancellationToken cancellationToken)
    {
        foreach (var run in await runs.ListUnfinishedAsync(sync, cancellationToken))
        {
            var all = await batches.ListAsync(new RunId(run.RunId), cancellationToken);
            await runs.UpdateAsync(new RunId(run.RunId), r => RunPhases.IsFinal(r.State) ? null : Ended(r, all, time.GetUtcNow()), cancellationToken);
        }

        foreach (var run in await runs.ListAsync(sync, RunState.Held, cancellationToken))
        {
            await runs.UpdateAsync(new RunId(run.RunId), r => r.State == RunState.Held ? r with { State = RunState.Superseded, EndedAt = r.EndedAt ?? time.GetUtcNow(), Message = Message } : null, cancellationToken);
        }
    }

    /// <summary>Whether a batch that was under way has arrived is not asked any more: its members count as failed. Pure.</summary>
    internal static RunRecord Ended(RunRecord run, IReadOnlyList<BatchRecord> batches, DateTimeOffset now) =>
        RunOutcome.Abandoned(run, batches, Deleted, now) with { State = RunState.Superseded, Code = Deleted, Message = Message };
}
