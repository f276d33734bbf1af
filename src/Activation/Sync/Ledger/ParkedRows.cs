using Activation.Delivery.Accounts;
using Activation.Storage;
using Azure.Storage.Blobs.Models;

namespace Activation.Sync.Ledger;

/// <summary>
/// Rows of people who are to be erased, while nothing can be sent to the ledger's destination: they are in no file of the ledger but with the request that erases them,
/// `privacy/{request}/ledger-{sync}-….parquet`, and in the ledger again before the first run that can take the people out. The manifest names them, so that they are in
/// one of the two whenever a host stops.
/// </summary>
internal sealed class ParkedRows(ActivationStorage storage, LedgerStore ledgers, AccountHealth health, ScratchFolder scratch)
{
    private const int MemoryMegabytes = 256;

    /// <summary>Stores the rows of a query, which are like those of `ledger_change`; they count when <see cref="LedgerManifest.Parked"/> has the name.</summary>
    /// <returns>The blob's name.</returns>
    public Task<string> WriteAsync(DuckDbSession session, string query, string request, SyncId sync, CancellationToken cancellationToken) =>
        ParquetUpload.CopyAsync(session, storage, scratch, query, StorageNames.Privacy, $"{request}/ledger-{sync}-{Guid.NewGuid():N}.parquet", cancellationToken);

    /// <summary>Puts parked rows back where the destination may be called again. Called under the sync's lease, while no run of it is open.</summary>
    public async Task<VersionedLedger> ReturnAsync(SyncTarget target, VersionedLedger ledger, CancellationToken cancellationToken)
    {
        var parked = ledger.Manifest.Parked;
        if (parked.Count == 0 || await health.FindDisconnectionAsync(target, cancellationToken) is not null)
        {
            return ledger;
        }

        using var session = new DuckDbSession(scratch, MemoryMegabytes);
        await ReadAsync(ledger.Manifest, rows => session.Execute($"CREATE TABLE ledger_change AS SELECT * FROM {rows}"), cancellationToken);
        var returned = await ledgers.CommitAsync(session, ledger, m => m with { Parked = [] }, cancellationToken);
        foreach (var name in parked)
        {
            await storage.Blob(StorageNames.Privacy, name).DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: cancellationToken);
        }

        return returned;
    }

    /// <param name="read">Is given the rows as SQL has them behind `FROM`; not called where there are none.</param>
    public async Task ReadAsync(LedgerManifest manifest, Action<string> read, CancellationToken cancellationToken)
    {
        var local = new List<string>();
        try
        {
            foreach (var name in manifest.Parked)
            {
                local.Add(scratch.NewFile(".parquet"));
                await storage.Blob(StorageNames.Privacy, name).DownloadToAsync(local[^1], cancellationToken);
            }

            if (local.Count > 0)
            {
                read($"read_parquet({DuckDbSession.FileList(local)})");
            }
        }
        finally
        {
            local.ForEach(File.Delete);
        }
    }
}
