using System.Text;
using Activation.Delivery;
using Activation.Import.Apply;
using Activation.Storage;
using Activation.Sync;
using Activation.Sync.Ledger;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.Options;

namespace Activation.Governance.Privacy;

/// <summary>Takes people out of what runs leave behind: batch payloads, lists of members, exported files.</summary>
internal sealed class DeliveredFiles(ActivationStorage storage, RunStore runs, LedgerStore ledgers, AwaitedRemovals awaited, ScratchFolder scratch, IOptions<PrivacyOptions> options, TimeProvider time)
{
    private const string Changed = "A file was replaced meanwhile.";

    /// <summary>The payload of a batch that is settled may still be needed, of the others in it: see <see cref="SpentPayloads"/>.</summary>
    public async Task<PurgeResult> PurgeBatchesAsync(IReadOnlySet<ProfileId> people, CancellationToken cancellationToken)
    {
        var found = false;
        string? waits = null;
        await foreach (var blob in BlobsAsync(StorageNames.Batches, BatchPayloads.IsPayload, cancellationToken))
        {
            if (!await BatchPayloads.HoldsAsync(blob, people, cancellationToken))
            {
                continue;
            }

            if (RunId.TryParse(blob.Name.Split('/')[0], out var run) && await NeedsAsync(run, blob.Name, cancellationToken) is { } why)
            {
                waits = why;
                continue;
            }

            await BatchPayloads.RemoveAsync(blob, people, cancellationToken);
            found = true;
        }

        return PurgeResult.Of(found, waits);
    }

    /// <summary>The lists of who is behind a run's counts.</summary>
    public async Task<PurgeResult> PurgeRunsAsync(IReadOnlySet<ProfileId> people, CancellationToken cancellationToken)
    {
        var found = false;
        await foreach (var blob in BlobsAsync(StorageNames.Runs, n => n.EndsWith(".parquet", StringComparison.Ordinal), cancellationToken))
        {
            switch (await RewriteListAsync(blob, people, cancellationToken))
            {
                case null: return PurgeResult.Waits(Changed);
                case true: found = true; break;
            }
        }

        return PurgeResult.Of(found);
    }

    /// <summary>
    /// Files that the file destination wrote: adds of the people go at once; of their removes the profile id stays, by which whoever reads the file knows whom to take out, until
    /// the file has been there long enough to be fetched.
    /// </summary>
    public async Task<PurgeResult> PurgeExportsAsync(IReadOnlySet<ProfileId> people, CancellationToken cancellationToken)
    {
        var found = false;
        DateTimeOffset? until = null;
        await foreach (var blob in BlobsAsync(StorageNames.Exports, n => n.EndsWith(".csv", StringComparison.Ordinal), cancellationToken))
        {
            var content = await blob.DownloadContentAsync(cancellationToken);
            var csv = content.Value.Content.ToString();
            var fetchedBy = RunOf(blob.Name)?.Time + TimeSpan.FromHours(options.Value.ExportPickupHours);
            var keepsOrders = fetchedBy > time.GetUtcNow();
            var changed = ExportedRows.Without(csv, people, keepsOrders);
            until = keepsOrders && ExportedRows.Name(changed ?? csv, people) && !(until > fetchedBy) ? fetchedBy : until;
            if (changed is not { } rest)
            {
                continue;
            }

            if (!await ReplaceAsync(blob, BinaryData.FromString(rest), content.Value.Details.ETag, new BlobHttpHeaders { ContentType = content.Value.Details.ContentType }, cancellationToken))
            {
                return PurgeResult.Waits(Changed);
            }

            found = true;
        }

        return until is null
            ? PurgeResult.Of(found)
            : PurgeResult.Waits("Whoever fetches the exported files has until then to learn whom to take out: Activation:Privacy:ExportPickupHours.") with { Found = found, Until = until };
    }

    /// <summary>`{folder}/{audience}/{run}/…`.</summary>
    private static RunId? RunOf(string file) => file.Split('/') is [.., var run, _] && RunId.TryParse(run, out var id) ? id : null;

    /// <summary>What a payload is still needed for; null: nothing.</summary>
    private async Task<string?> NeedsAsync(RunId run, string payload, CancellationToken cancellationToken) =>
        !await IsOverAsync(run, cancellationToken) ? $"The run '{run}' is delivering, or waits for its destination."
        : await awaited.NeedsAsync(run, payload, cancellationToken) ? $"The platform has not said yet that it has applied the run '{run}'."
        : null;

    /// <summary>Closed: nobody delivers the run's payloads any more.</summary>
    private async Task<bool> IsOverAsync(RunId run, CancellationToken cancellationToken) =>
        (await runs.FindAsync(run, cancellationToken) is not { } record || RunPhases.IsFinal(record.State))
            && (await ledgers.ReadAsync(run.Sync, cancellationToken)).Manifest.OpenRun != run.Value;

    /// <returns>Null: the blob changed meanwhile; else whether it had any of the people.</returns>
    private async Task<bool?> RewriteListAsync(BlobClient blob, IReadOnlySet<ProfileId> people, CancellationToken cancellationToken)
    {
        var (before, after) = (scratch.NewFile(".parquet"), scratch.NewFile(".parquet"));
        try
        {
            var etag = (await blob.DownloadToAsync(before, cancellationToken)).Headers.ETag ?? default;
            using var session = new DuckDbSession(scratch, memoryMegabytes: 256);
            session.FillProfiles("people", people);
            var rows = $"SELECT * FROM read_parquet({DuckDbSession.Quote(before)}) WHERE pid";
            if (session.ScalarInt64($"SELECT count(*) FROM ({rows} IN (SELECT pid FROM people))") == 0)
            {
                return false;
            }

            session.Execute($"COPY ({rows} NOT IN (SELECT pid FROM people)) TO {DuckDbSession.Quote(after)} (FORMAT parquet, COMPRESSION zstd)");
            return await ReplaceAsync(blob, BinaryData.FromBytes(await File.ReadAllBytesAsync(after, cancellationToken)), etag, null, cancellationToken) ? true : null;
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return false;
        }
        finally
        {
            File.Delete(before);
            File.Delete(after);
        }
    }

    private static async Task<bool> ReplaceAsync(BlobClient blob, BinaryData content, ETag etag, BlobHttpHeaders? headers, CancellationToken cancellationToken)
    {
        try
        {
            await blob.UploadAsync(content, new BlobUploadOptions { Conditions = new BlobRequestConditions { IfMatch = etag }, HttpHeaders = headers }, cancellationToken);
            return true;
        }
        catch (RequestFailedException e) when (e.Status is 404 or 412)
        {
            return false;
        }
    }

    private async IAsyncEnumerable<BlobClient> BlobsAsync(string container, Func<string, bool> isWanted, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var blob in storage.Container(container).GetBlobsAsync(BlobTraits.None, BlobStates.None, null, cancellationToken))
        {
            if (isWanted(blob.Name))
            {
                yield return storage.Blob(container, blob.Name);
            }
        }
    }
}
