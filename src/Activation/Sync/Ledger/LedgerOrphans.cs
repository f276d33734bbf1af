using System.Runtime.CompilerServices;
using Activation.Storage;
using Azure.Storage.Blobs.Models;

namespace Activation.Sync.Ledger;

/// <summary>
/// Files that a host wrote and died before the manifest named them: they hold identifiers too. Asked under the sync's lease, so that nobody else is writing any; who has lost it
/// without noticing cannot commit theirs any more.
/// </summary>
internal sealed class LedgerOrphans(ActivationStorage storage)
{
    /// <summary>Their names.</summary>
    /// <param name="ledger">As it was just read or replaced.</param>
    public async IAsyncEnumerable<string> ListAsync(VersionedLedger ledger, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var manifest = ledger.Manifest;
        var named = manifest.Base.Concat(manifest.Changes).Select(f => f.Name).Concat(manifest.Retired.Select(r => r.Name)).Append(LedgerStore.ManifestName(ledger.Sync)).ToHashSet(StringComparer.Ordinal);
        await foreach (var blob in storage.Container(StorageNames.Ledger).GetBlobsAsync(BlobTraits.None, BlobStates.None, $"{ledger.Sync}/", cancellationToken))
        {
            if (!named.Contains(blob.Name))
            {
                yield return blob.Name;
            }
        }
    }

    /// <param name="ledger">As it was just replaced.</param>
    public async Task RemoveAsync(VersionedLedger ledger, CancellationToken cancellationToken)
    {
        await foreach (var name in ListAsync(ledger, cancellationToken))
        {
            await storage.Blob(StorageNames.Ledger, name).DeleteIfExistsAsync(cancellationToken: cancellationToken);
        }
    }
}
