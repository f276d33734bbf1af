namespace Activation.Delivery;

/// <summary>The `Batches` table. PartitionKey = run, RowKey = six digits of the batch number.</summary>
public sealed class BatchStore
{
    /// <summary>All batches in a state, of all runs.</summary>
    public Task<IReadOnlyList<BatchRecord>> ListAsync(BatchState? state, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<IReadOnlyList<BatchRecord>> ListAsync(RunId run, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<BatchRecord?> FindAsync(BatchId batch, CancellationToken cancellationToken) => throw new NotImplementedException();
}
