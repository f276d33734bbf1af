using Activation.Storage;
using Activation.Sync.Processing;
using Azure.Data.Tables;

namespace Activation.Sync;

/// <summary>The `SyncStates` table.</summary>
public sealed class SyncStateStore(ActivationStorage storage)
{
    private const string Row = "state";
    private const string Awaiting = "awaiting";

    private readonly DocumentTable<SyncState> table =
        new(storage.Table(StorageNames.SyncStatesTable), DefinitionJson.Default.SyncState, s => s.Awaited.Count > 0 ? Awaiting : "");

    public async Task<SyncState> GetAsync(SyncId sync, CancellationToken cancellationToken) =>
        await table.FindAsync(sync.Value, Row, cancellationToken) ?? new SyncState();

    /// <summary>Of all syncs.</summary>
    internal async Task<IReadOnlyList<AwaitedRun>> ListAwaitedAsync(CancellationToken cancellationToken) =>
        [.. (await table.ListAsync(TableClient.CreateQueryFilter($"state eq {Awaiting}"), null, cancellationToken)).SelectMany(s => s.Awaited)];

    internal async Task<SyncState> UpdateAsync(SyncId sync, Func<SyncState, SyncState> change, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await table.UpdateAsync(sync.Value, Row, change, cancellationToken) is { } updated)
            {
                return updated;
            }

            var created = change(new SyncState());
            if (await table.TryAddAsync(sync.Value, Row, created, cancellationToken))
            {
                return created;
            }
        }
    }

    /// <summary>The same, but of a sync that is gone nothing is written down again.</summary>
    internal Task UpdateKnownAsync(SyncId sync, Func<SyncState, SyncState> change, CancellationToken cancellationToken) => table.UpdateAsync(sync.Value, Row, change, cancellationToken);

    internal Task DeleteAsync(SyncId sync, CancellationToken cancellationToken) => table.DeletePartitionAsync(sync.Value, cancellationToken);
}
