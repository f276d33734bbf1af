using Activation.Sync;

namespace Activation.Delivery;

/// <summary>Replays a dead-lettered batch: plans the sync again from the desired state; a stale batch is never sent again.</summary>
public sealed class BatchReplay(SyncRequests requests)
{
    /// <exception cref="ProblemException">404 no such batch; 409 it is not dead-lettered.</exception>
    public Task<RunId> ReplayAsync(BatchId batch, CancellationToken cancellationToken)
    {
        _ = requests;
        throw new NotImplementedException();
    }
}
