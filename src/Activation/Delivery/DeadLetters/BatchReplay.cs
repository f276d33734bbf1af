using Activation.Sync;

namespace Activation.Delivery.DeadLetters;

/// <summary>Replays dead-lettered batches: plans their syncs again from the desired state; a stale batch is never sent again.</summary>
public sealed class BatchReplay(BatchStore batches, DeadLetterStore dead, SyncRequests requests)
{
    /// <summary>Answers the run that now delivers what the batch should have, with all else that its sync lacks.</summary>
    /// <exception cref="ProblemException">404 no such batch or sync; 409 it is not dead-lettered, or was replayed; 409 its sync is paused or being deleted.</exception>
    public async Task<RunId> ReplayAsync(BatchId batch, CancellationToken cancellationToken)
    {
        var record = await batches.FindAsync(batch, cancellationToken) ?? throw ProblemException.NotFound("batch", batch.ToString());
        if (record.State != BatchState.DeadLettered)
        {
            throw ProblemException.Conflict("batchNotDeadLettered", $"The batch '{batch}' is not in the dead letters; only a dead-lettered batch can be replayed.");
        }

        return record.ResolvedAt is null
            ? await ReplayAsync(batch.Run.Sync, cancellationToken)
            : throw ProblemException.Conflict("batchAlreadyReplayed", $"A later run has made up for the batch '{batch}': {record.ReplayedBy ?? "its sync is gone"}. Ask for a run of the sync instead.");
    }

    /// <summary>Replays all dead-lettered batches, of one sync or to one destination if so asked.</summary>
    public async Task<ReplayResult> ReplayAllAsync(SyncId? sync, DestinationId? destination, CancellationToken cancellationToken)
    {
        var runs = new List<string>();
        var skipped = new List<SkippedReplay>();
        var open = await dead.ListAsync(sync, resolved: false, cancellationToken);
        foreach (var failed in open.Where(b => destination is null || b.Destination == destination.Value.Value).Select(b => BatchStore.Id(b).Run.Sync).Distinct())
        {
            try
            {
                runs.Add((await ReplayAsync(failed, cancellationToken)).Value);
            }
            catch (ProblemException e)
            {
                skipped.Add(new SkippedReplay(failed.Value, e.Code, e.Message));
            }
        }

        return new ReplayResult(runs, skipped);
    }

    private async Task<RunId> ReplayAsync(SyncId sync, CancellationToken cancellationToken)
    {
        var run = await requests.RequestAsync(sync, RunMode.Delta, cancellationToken);
        await dead.ResolveAsync(sync, run, cancellationToken);
        return run;
    }
}
