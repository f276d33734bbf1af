using Activation.Import;
using Activation.Profiles;
using Activation.Storage;
using Activation.Sync.Ledger;
using Azure.Storage.Blobs.Models;

namespace Activation.Governance.Privacy;

/// <summary>Deletes files that were replaced, and those that a host wrote and died over before a manifest named them: they hold identifiers as well.</summary>
internal sealed class RetiredFiles(SnapshotStore snapshots, LedgerStore ledgers, LedgerPurge ledgerPurge, ImportStore imports, ActivationStorage storage, TimeProvider time)
{
    /// <summary>A file that is this old and that no manifest names never will be: they are named as soon as they are written.</summary>
    private static readonly TimeSpan OrphanAge = TimeSpan.FromHours(1);

    /// <summary>In the snapshot: files of imports are named when the import ends, and until then by nobody.</summary>
    private const string ImportPrefix = "c-";

    /// <param name="upTo">When the last of the files was replaced.</param>
    /// <returns>False: somebody works on a sync, whose files are looked at again.</returns>
    public async Task<bool> RemoveAsync(DateTimeOffset upTo, CancellationToken cancellationToken)
    {
        await snapshots.RemoveRetiredAsync(upTo, cancellationToken);
        await RemoveOrphansAsync(cancellationToken);
        var done = true;
        foreach (var sync in await ledgers.ListAsync(cancellationToken))
        {
            done &= await ledgerPurge.RemoveRetiredAsync(sync, upTo, cancellationToken);
        }

        return done;
    }

    private async Task RemoveOrphansAsync(CancellationToken cancellationToken)
    {
        var pending = await imports.ListPendingHashesAsync(cancellationToken);
        var old = new List<string>();
        await foreach (var blob in storage.Container(StorageNames.Snapshot).GetBlobsAsync(BlobTraits.None, BlobStates.None, null, cancellationToken))
        {
            if (blob.Name.EndsWith(".parquet", StringComparison.Ordinal) && blob.Properties.LastModified < time.GetUtcNow() - OrphanAge)
            {
                old.Add(blob.Name);
            }
        }

        // Read after the files: one that is named by then is no orphan.
        var manifest = await snapshots.ReadManifestAsync(cancellationToken);
        var named = manifest.Shards.SelectMany(s => s.Files).SelectMany(f => new[] { f.Traits, f.Ids })
            .Concat(manifest.Seen.Select(f => f.Name)).Concat(manifest.Events.Select(f => f.Name)).Concat(manifest.Aliases.Select(f => f.Name)).Concat(manifest.Retired.Select(r => r.Name))
            .ToHashSet(StringComparer.Ordinal);
        await snapshots.DeleteAsync(old.Where(name => !named.Contains(name) && !pending.Any(hash => IsOf(name, hash))), cancellationToken);
    }

    private static bool IsOf(string name, string import) => name.Contains($"/{ImportPrefix}{import}-", StringComparison.Ordinal) || name.Contains($".{import}-", StringComparison.Ordinal);
}
