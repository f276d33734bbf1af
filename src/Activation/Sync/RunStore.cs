namespace Activation.Sync;

/// <summary>The `Runs` table. PartitionKey = sync, RowKey = run.</summary>
public sealed class RunStore
{
    public Task<RunRecord?> FindAsync(RunId run, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Newest first.</summary>
    public Task<IReadOnlyList<RunRecord>> ListAsync(SyncId sync, CancellationToken cancellationToken) => throw new NotImplementedException();
}
