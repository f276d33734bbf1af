namespace Activation.Sync;

/// <summary>The `SyncStates` table.</summary>
public sealed class SyncStateStore
{
    public Task<SyncState> GetAsync(SyncId sync, CancellationToken cancellationToken) => throw new NotImplementedException();
}
