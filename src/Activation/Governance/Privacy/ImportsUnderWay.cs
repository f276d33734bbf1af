using Activation.Import;
using Activation.Storage;

namespace Activation.Governance.Privacy;

/// <summary>What imports may still write of people, and the raw files that they have.</summary>
internal sealed class ImportsUnderWay(ImportStore imports, ActivationStorage storage)
{
    /// <summary>Hosts' clocks may differ by so much.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    /// <summary>Whether an import is running that began up to an instant: it may not know yet who is suppressed or deleted.</summary>
    public async Task<bool> AnySinceAsync(DateTimeOffset upTo, CancellationToken cancellationToken) =>
        (await imports.ListAsync(ImportState.Running, cancellationToken)).Any(i => i.StartedAt is not { } started || started <= upTo + Skew);

    /// <summary>Dropped files of before the request: read and deleted by their import, but for those that somebody keeps.</summary>
    public async Task<PurgeResult> RawFilesAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var waiting = await imports.ListWaitingAsync(cancellationToken);
        var kept = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var waits = false;
        foreach (var container in new[] { StorageNames.Crm, StorageNames.Events, StorageNames.Failed, StorageNames.Archive })
        {
            await foreach (var blob in storage.Container(container).GetBlobsAsync(cancellationToken: cancellationToken))
            {
                if (blob.Properties.LastModified > before || (container == StorageNames.Failed && blob.Name.EndsWith("/receipt.json", StringComparison.Ordinal)))
                {
                    continue;
                }

                if (waiting.Contains($"{container}/{blob.Name}"))
                {
                    waits = true;
                }
                else
                {
                    kept[container] = kept.GetValueOrDefault(container) + 1;
                }
            }
        }

        return waits ? PurgeResult.Waits("Dropped files wait to be imported.")
            : kept.Count == 0 ? PurgeResult.Clean
            : new PurgeResult(
                PrivacyStatus.NotSupported,
                Message: $"Raw files are kept, held or could not be read, and are not searched: {string.Join(", ", kept.Select(k => $"{k.Value} in '{k.Key}'"))}. Delete them where they may hold the people.");
    }
}
