using Activation.Storage;
using Azure.Data.Tables;

namespace Activation.Delivery;

/// <summary>The `Batches` table. PartitionKey = run, RowKey = six digits of the batch number.</summary>
public sealed class BatchStore(ActivationStorage storage)
{
    private readonly DocumentTable<BatchRecord> table =
        new(storage.Table(StorageNames.BatchesTable), DefinitionJson.Default.BatchRecord, b => $"{b.Operation}:{b.State}");

    /// <summary>Batches of all runs, in the order of their ids, read as they are asked for.</summary>
    /// <param name="state">Only those in it; null: all.</param>
    /// <param name="sync">Only of its runs; null: of all syncs.</param>
    /// <param name="after">Only those that come after it; null: from the first on.</param>
    public IAsyncEnumerable<BatchRecord> StreamAsync(BatchState? state, SyncId? sync, BatchId? after, CancellationToken cancellationToken)
    {
        var conditions = new List<string>();
        if (state is { } wanted)
        {
            conditions.Add($"(state eq '{BatchOperation.Add}:{wanted}' or state eq '{BatchOperation.Remove}:{wanted}')");
        }

        if (after is { } last)
        {
            conditions.Add($"({TableClient.CreateQueryFilter($"PartitionKey gt {last.Run.Value}")} or {TableClient.CreateQueryFilter($"(PartitionKey eq {last.Run.Value} and RowKey gt {last.RowKey})")})");
        }

        if (sync is not { } one)
        {
            return table.StreamAsync(string.Join(" and ", conditions), cancellationToken);
        }

        // Ids of other syncs may begin with this one's and a dot.
        conditions.Add(TableClient.CreateQueryFilter($"PartitionKey ge {one.Value + "."} and PartitionKey lt {one.Value + "/"}"));
        return table.StreamAsync(string.Join(" and ", conditions), cancellationToken).Where(b => Id(b).Run.Sync == one);
    }

    /// <summary>A run's batches, by number.</summary>
    public Task<IReadOnlyList<BatchRecord>> ListAsync(RunId run, CancellationToken cancellationToken) =>
        table.ListAsync(TableClient.CreateQueryFilter($"PartitionKey eq {run.Value}"), null, cancellationToken);

    public Task<BatchRecord?> FindAsync(BatchId batch, CancellationToken cancellationToken) =>
        table.FindAsync(batch.Run.Value, batch.RowKey, cancellationToken);

    internal Task<Versioned<BatchRecord>?> FindVersionedAsync(BatchId batch, CancellationToken cancellationToken) =>
        table.FindVersionedAsync(batch.Run.Value, batch.RowKey, cancellationToken);

    /// <summary>Whether a batch of the run is neither delivered nor in the dead letters.</summary>
    internal async Task<bool> AnyOpenAsync(RunId run, BatchOperation operation, CancellationToken cancellationToken) =>
        (await table.ListAsync(
            TableClient.CreateQueryFilter($"PartitionKey eq {run.Value}") + $" and (state eq '{operation}:{BatchState.Queued}' or state eq '{operation}:{BatchState.Retrying}')",
            1,
            cancellationToken)).Count > 0;

    /// <summary>Adds a run's batches; those that are there already stay as they are by now.</summary>
    internal Task AddMissingAsync(RunId run, IReadOnlyList<BatchRecord> batches, CancellationToken cancellationToken) =>
        table.AddMissingAsync(run.Value, [.. batches.Select(b => new KeyValuePair<string, BatchRecord>(Id(b).RowKey, b))], cancellationToken);

    internal Task<BatchRecord?> UpdateAsync(BatchId batch, Func<BatchRecord, BatchRecord?> change, CancellationToken cancellationToken) =>
        table.UpdateAsync(batch.Run.Value, batch.RowKey, change, cancellationToken);

    /// <param name="known">As it was read or written before.</param>
    internal Task<Versioned<BatchRecord>?> UpdateAsync(BatchId batch, Versioned<BatchRecord> known, Func<BatchRecord, BatchRecord?> change, CancellationToken cancellationToken) =>
        table.UpdateAsync(batch.Run.Value, batch.RowKey, known, change, cancellationToken);

    /// <summary>All of a run.</summary>
    internal Task RemoveAsync(RunId run, CancellationToken cancellationToken) => table.DeletePartitionAsync(run.Value, cancellationToken);

    internal static BatchId Id(BatchRecord batch) =>
        BatchId.TryParse(batch.BatchId, out var id) ? id : throw new FormatException($"'{batch.BatchId}' is not a batch id.");
}
