using System.Runtime.CompilerServices;
using Activation.Storage;
using Azure.Data.Tables;

namespace Activation.Sync;

/// <summary>The `Runs` table. PartitionKey = sync, RowKey = run.</summary>
public sealed class RunStore
{
    private readonly DocumentTable<RunRecord> table;
    private readonly IReadOnlyList<IRunListener> listeners;

    internal RunStore(ActivationStorage storage, IEnumerable<IRunListener> listeners)
    {
        table = new(storage.Table(StorageNames.RunsTable), DefinitionJson.Default.RunRecord, r => r.State.ToString());
        this.listeners = [.. listeners];
    }

    public Task<RunRecord?> FindAsync(RunId run, CancellationToken cancellationToken) =>
        table.FindAsync(run.Sync.Value, run.Value, cancellationToken);

    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<RunRecord>> ListAsync(SyncId sync, CancellationToken cancellationToken) =>
        [.. (await table.ListAsync(TableClient.CreateQueryFilter($"PartitionKey eq {sync.Value}"), null, cancellationToken)).Reverse()];

    /// <summary>Runs of a sync in a state, oldest first.</summary>
    internal Task<IReadOnlyList<RunRecord>> ListAsync(SyncId sync, RunState state, CancellationToken cancellationToken) =>
        table.ListAsync(TableClient.CreateQueryFilter($"PartitionKey eq {sync.Value} and state eq {state.ToString()}"), null, cancellationToken);

    /// <summary>Runs of a sync that are neither at their end nor held, oldest first.</summary>
    internal Task<IReadOnlyList<RunRecord>> ListUnfinishedAsync(SyncId sync, CancellationToken cancellationToken) =>
        table.ListAsync(
            TableClient.CreateQueryFilter($"PartitionKey eq {sync.Value}") + $" and (state eq '{RunState.Planned}' or state eq '{RunState.Evaluating}' or state eq '{RunState.Delivering}')",
            null,
            cancellationToken);

    /// <summary>Runs of a sync that were asked for since then, oldest first.</summary>
    internal Task<IReadOnlyList<RunRecord>> ListSinceAsync(SyncId sync, DateTimeOffset since, CancellationToken cancellationToken) =>
        table.ListAsync(TableClient.CreateQueryFilter($"PartitionKey eq {sync.Value} and RowKey ge {RunId.Scheduled(sync, since).Value[..^1]}"), null, cancellationToken);

    /// <summary>Every run of every sync with the name of its <see cref="RunState"/>, a sync's one after the other, oldest first.</summary>
    internal async IAsyncEnumerable<(RunId Run, string State)> ListStatesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var (_, row, state) in table.ListStatesAsync("", cancellationToken))
        {
            yield return (new RunId(row), state);
        }
    }

    internal Task RemoveAsync(RunId run, CancellationToken cancellationToken) => table.DeleteAsync(run.Sync.Value, run.Value, cancellationToken);

    /// <summary>False if the run exists already.</summary>
    internal Task<bool> TryAddAsync(RunRecord run, CancellationToken cancellationToken) =>
        table.TryAddAsync(run.Sync, run.RunId, run, cancellationToken);

    /// <summary>See <see cref="DocumentTable{T}.UpdateAsync"/>. Whichever change ends the run, its listeners are told.</summary>
    internal async Task<RunRecord?> UpdateAsync(RunId run, Func<RunRecord, RunRecord?> change, CancellationToken cancellationToken)
    {
        var ends = false;
        var updated = await table.UpdateAsync(
            run.Sync.Value,
            run.Value,
            before =>
            {
                var after = change(before);
                ends = before.EndedAt is null && after?.EndedAt is not null;
                return after;
            },
            cancellationToken);
        if (ends && updated is not null)
        {
            foreach (var listener in listeners)
            {
                await listener.EndedAsync(updated, cancellationToken);
            }
        }

        return updated;
    }
}
