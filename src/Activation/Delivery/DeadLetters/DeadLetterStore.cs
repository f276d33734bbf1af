using Activation.Storage;
using Azure.Data.Tables;

namespace Activation.Delivery.DeadLetters;

/// <summary>
/// The `DeadLetters` table: batches that could not be delivered, and whether a later run has made up for them. PartitionKey = sync, RowKey = batch. It is a list beside
/// the batches, so that looking for the few that failed does not read the many that did not.
/// </summary>
public sealed class DeadLetterStore(ActivationStorage storage, BatchStore batches, TimeProvider time)
{
    private const string Open = "open";
    private const string Resolved = "resolved";

    private readonly DocumentTable<BatchRecord> table =
        new(storage.Table(StorageNames.DeadLettersTable), DefinitionJson.Default.BatchRecord, b => b.ResolvedAt is null ? Open : Resolved);

    /// <param name="sync">Null: of all syncs.</param>
    /// <param name="resolved">Those that a later run has made up for, instead of those that none has.</param>
    public Task<IReadOnlyList<BatchRecord>> ListAsync(SyncId? sync, bool resolved, CancellationToken cancellationToken)
    {
        var state = TableClient.CreateQueryFilter($"state eq {(resolved ? Resolved : Open)}");
        var filter = sync is { } one ? TableClient.CreateQueryFilter($"PartitionKey eq {one.Value}") + $" and {state}" : state;
        return table.ListAsync(filter, null, cancellationToken);
    }

    /// <summary>Repeating it changes nothing.</summary>
    internal Task AddAsync(BatchId id, BatchRecord batch, CancellationToken cancellationToken) =>
        table.TryAddAsync(id.Run.Sync.Value, id.ToString(), batch, cancellationToken);

    /// <summary>Forgets those of a run; false, and nothing is forgotten, if one is not made up for.</summary>
    internal async Task<bool> RemoveAsync(RunId run, CancellationToken cancellationToken)
    {
        var sync = run.Sync.Value;
        var all = await table.ListAsync(TableClient.CreateQueryFilter($"PartitionKey eq {sync} and RowKey ge {run.Value + "."} and RowKey lt {run.Value + "/"}"), null, cancellationToken);
        if (all.Any(b => b.ResolvedAt is null))
        {
            return false;
        }

        foreach (var made in all)
        {
            await table.DeleteAsync(sync, made.BatchId, cancellationToken);
        }

        return true;
    }

    /// <summary>Marks all of a sync as made up for: a run plans from the state that is desired, so it covers whatever failed before it.</summary>
    /// <param name="run">The run that does; null if the sync is gone.</param>
    internal async Task ResolveAsync(SyncId sync, RunId? run, CancellationToken cancellationToken)
    {
        foreach (var dead in await ListAsync(sync, resolved: false, cancellationToken))
        {
            var id = BatchStore.Id(dead);
            await batches.UpdateAsync(id, Resolve, cancellationToken);
            await table.UpdateAsync(sync.Value, dead.BatchId, Resolve, cancellationToken);
        }

        BatchRecord Resolve(BatchRecord batch) => batch with { ResolvedAt = batch.ResolvedAt ?? time.GetUtcNow(), ReplayedBy = batch.ReplayedBy ?? run?.Value };
    }
}
