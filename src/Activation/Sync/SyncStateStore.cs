using Activation.Storage;

namespace Activation.Sync;

/// <summary>The `SyncStates` table.</summary>
public sealed class SyncStateStore(ActivationStorage storage)
{
    private const string Row = "state";

    private readonly DocumentTable<SyncState> table =
        new(storage.Table(StorageNames.SyncStatesTable), DefinitionJson.Default.SyncState, _ => "");

    public async Task<SyncState> GetAsync(SyncId sync, CancellationToken cancellationToken) =>
        await table.FindAsync(sync.Value, Row, cancellationToken) ?? new SyncState();

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

    internal Task DeleteAsync(SyncId sync, CancellationToken cancellationToken) => table.DeletePartitionAsync(sync.Value, cancellationToken);
}
