using Activation.Delivery;
using Activation.Storage;
using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace Activation.Sync;

/// <summary>
/// Payloads hold identifiers, so they go when nobody needs them any more: `batches/{run}/…` when the run is closed, that of a dry run after a
/// day, and that of a batch which the platform works on afterwards once it has said what became of it. Called under the sync's lease.
/// </summary>
internal sealed class SpentPayloads(ActivationStorage storage, RunStore runs, BatchStore batches, BatchPayloads payloads, SyncStateStore states, TimeProvider time)
{
    private const int AtOnce = 8;
    private static readonly TimeSpan DryLife = TimeSpan.FromDays(1);

    /// <summary>While no run of the sync is open. Takes along what a host left that died.</summary>
    public async Task RemoveAsync(SyncId sync, CancellationToken cancellationToken)
    {
        var needed = await NeededAsync(sync, cancellationToken);
        var spent = new Dictionary<string, bool>(StringComparer.Ordinal);
        var names = new List<string>();
        await foreach (var name in NamesAsync(sync, cancellationToken))
        {
            var run = name[..name.IndexOf('/', StringComparison.Ordinal)];
            if (!spent.TryGetValue(run, out var isSpent))
            {
                isSpent = spent[run] = IsSpent(await runs.FindAsync(new RunId(run), cancellationToken));
            }

            if (isSpent && !needed.Contains(name))
            {
                names.Add(name);
            }
        }

        await Parallel.ForEachAsync(names, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (name, token) => await TryDeleteAsync(name, token));
    }

    /// <summary>When the sync itself goes.</summary>
    public async Task RemoveAllAsync(SyncId sync, CancellationToken cancellationToken)
    {
        await foreach (var name in NamesAsync(sync, cancellationToken))
        {
            if (!await TryDeleteAsync(name, cancellationToken))
            {
                // Whoever sends it still loses the right to.
                await BreakLeaseAsync(name, cancellationToken);
                await TryDeleteAsync(name, cancellationToken);
            }
        }
    }

    private async Task BreakLeaseAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            await storage.Blob(StorageNames.Batches, name).GetBlobLeaseClient().BreakAsync(TimeSpan.Zero, cancellationToken: cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status is 404 or 409)
        {
            // It was given back meanwhile, or the blob is gone.
        }
    }

    private async Task<HashSet<string>> NeededAsync(SyncId sync, CancellationToken cancellationToken)
    {
        var needed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var run in (await states.GetAsync(sync, cancellationToken)).InProcessing())
        {
            needed.UnionWith((await batches.ListAsync(run, cancellationToken)).Where(b => b.NeedsPayload).Select(b => payloads.Blob(b).Name));
        }

        return needed;
    }

    private async IAsyncEnumerable<string> NamesAsync(SyncId sync, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var blob in storage.Container(StorageNames.Batches).GetBlobsAsync(BlobTraits.None, BlobStates.None, $"{sync}.", cancellationToken))
        {
            // The name of another sync may begin with this one's.
            if (RunId.TryParse(blob.Name.Split('/')[0], out var run) && run.Sync == sync)
            {
                yield return blob.Name;
            }
        }
    }

    private bool IsSpent(RunRecord? run) =>
        run is null || (RunPhases.IsFinal(run.State) && (run.Mode != RunMode.Dry || run.EndedAt < time.GetUtcNow() - DryLife));

    /// <returns>False: a late message has it leased for a moment, and will see that its run is over: the next run removes it.</returns>
    private async Task<bool> TryDeleteAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            await storage.Blob(StorageNames.Batches, name).DeleteIfExistsAsync(cancellationToken: cancellationToken);
            return true;
        }
        catch (RequestFailedException e) when (e.Status == 412)
        {
            return false;
        }
    }
}
