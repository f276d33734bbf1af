using Activation.Sync;

namespace Activation.Delivery;

/// <summary>Replays a dead-lettered batch: plans the sync again from the desired state; a stale batch is never sent again.</summary>
public sealed class BatchReplay(BatchStore batches, SyncRequests requests)
{
    /// <summary>Answers the run that now delivers what the batch should have.</summary>
    /// <exception cref="ProblemException">404 no such batch or sync; 409 it is not dead-lettered.</exception>
    public async Task<RunId> ReplayAsync(BatchId batch, CancellationToken cancellationToken)
    {
        var record = await batches.FindAsync(batch, cancellationToken) ?? throw ProblemException.NotFound("batch", batch.ToString());
        return record.State == BatchState.DeadLettered
            ? await requests.RequestAsync(batch.Run.Sync, RunMode.Delta, cancellationToken)
            : throw ProblemException.Conflict("batchNotDeadLettered", $"The batch '{batch}' is not in the dead letters; only a dead-lettered batch can be replayed.");
    }
}
