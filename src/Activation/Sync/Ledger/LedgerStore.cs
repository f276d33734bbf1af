using System.Globalization;
using System.Text.Json;
using Activation.Profiles;
using Activation.Storage;
using Azure;
using Azure.Storage.Blobs.Models;

namespace Activation.Sync.Ledger;

/// <summary>The ledgers, `ledger/{sync}/…`: what each destination has confirmed, as it was sent.</summary>
internal sealed class LedgerStore(ActivationStorage storage, BlobFileCache cache, ScratchFolder scratch, TimeProvider time)
{
    private const int MaxChangeFiles = 8;
    private const long ShardedFrom = 500_000;

    /// <summary>Rows of a file: they are joined and sorted for it.</summary>
    public const long WrittenAtOnce = 100_000;

    /// <summary>A shard is read or written at a time.</summary>
    private const int MemoryMegabytes = 256;
    private static readonly TimeSpan RetiredLife = TimeSpan.FromHours(1);
    private readonly LedgerOrphans orphans = new(storage);

    public async Task<VersionedLedger> ReadAsync(SyncId sync, CancellationToken cancellationToken)
    {
        try
        {
            var content = await storage.Blob(StorageNames.Ledger, ManifestName(sync)).DownloadContentAsync(cancellationToken);
            var manifest = JsonSerializer.Deserialize(content.Value.Content, LedgerJson.Default.LedgerManifest)
                ?? throw new JsonException($"The ledger manifest of {sync} is empty.");
            return new VersionedLedger(sync, manifest, content.Value.Details.ETag);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return new VersionedLedger(sync, new LedgerManifest { LedgerId = Guid.NewGuid().ToString("N")[..12] }, null);
        }
    }

    /// <summary>Creates the view `ledger` of a range of shards in the session; the files stay until the rent is disposed.</summary>
    public async Task<FileRent> OpenAsync(DuckDbSession session, LedgerManifest manifest, IReadOnlyList<int> shards, CancellationToken cancellationToken)
    {
        var bases = manifest.Files(shards).Intersect(manifest.Base).OrderBy(f => f.IsConfirmed).ToList();
        var (plain, confirmed) = (bases.Count(f => !f.IsConfirmed), bases.Count(f => f.IsConfirmed));
        var changes = manifest.Files(shards).Intersect(manifest.Changes);
        var rent = await cache.RentAsync(StorageNames.Ledger, [.. bases.Concat(changes).Select(f => f.Name)], cancellationToken);
        LedgerView.Create(session, [.. rent.Paths.Take(plain)], [.. rent.Paths.Skip(plain).Take(confirmed)], [.. rent.Paths.Skip(bases.Count)], shards);
        return rent;
    }

    /// <summary>
    /// Writes the session's table `ledger_change` (the ledger's columns without `seq`) as the newest changes and replaces the manifest, if nobody
    /// else did since it was read.
    /// </summary>
    /// <param name="change">What else to change in the manifest.</param>
    public Task<VersionedLedger> CommitAsync(
        DuckDbSession session, VersionedLedger ledger, Func<LedgerManifest, LedgerManifest> change, CancellationToken cancellationToken) =>
        CommitAsync(session, ledger, "SELECT * FROM ledger_change", [], change, cancellationToken);

    /// <summary>As the other.</summary>
    /// <param name="changes">A query of rows like those of `ledger_change`.</param>
    /// <param name="stored">Changes that were written before, in files that no manifest names.</param>
    public async Task<VersionedLedger> CommitAsync(
        DuckDbSession session, VersionedLedger ledger, string changes, IReadOnlyList<LedgerFile> stored, Func<LedgerManifest, LedgerManifest> change, CancellationToken cancellationToken)
    {
        var generation = ledger.Manifest.Generation + 1;
        var rows = session.ScalarInt64($"SELECT count(*) FROM ({changes})");
        var files = rows == 0
            ? []
            : await WriteAsync(session, ledger.Sync, $"SELECT *, {generation.ToString(CultureInfo.InvariantCulture)}::BIGINT AS seq FROM ({changes})", rows, generation, cancellationToken);
        return await ReplaceAsync(ledger, change(ledger.Manifest) with { Generation = generation, Changes = [.. ledger.Manifest.Changes, .. stored, .. files] }, cancellationToken);
    }

    /// <summary>Replaces the manifest without writing rows.</summary>
    public Task<VersionedLedger> CommitAsync(VersionedLedger ledger, Func<LedgerManifest, LedgerManifest> change, CancellationToken cancellationToken) =>
        ReplaceAsync(ledger, change(ledger.Manifest) with { Generation = ledger.Manifest.Generation + 1 }, cancellationToken);

    /// <summary>Whether the ledger is what one plan wrote into an empty one, and so many rows.</summary>
    public static bool IsFirst(LedgerManifest manifest, long rows) => manifest.Base.Count == 0 && manifest.Changes.Count > 0 && manifest.Changes.Sum(c => c.Rows) == rows;

    /// <summary>Every row of a ledger is confirmed that is all new (<see cref="IsFirst"/>): its files become the base as they are.</summary>
    /// <param name="change">What else to change in the manifest.</param>
    public Task<VersionedLedger> ConfirmAsync(VersionedLedger ledger, Func<LedgerManifest, LedgerManifest> change, CancellationToken cancellationToken) =>
        CommitAsync(ledger, m => change(m) with { Base = [.. m.Changes.Select(f => f with { IsConfirmed = true })], Changes = [] }, cancellationToken);

    /// <summary>Folds many or large changes into a new base; called under the sync's lease.</summary>
    public Task<VersionedLedger> CompactAsync(VersionedLedger ledger, CancellationToken cancellationToken)
    {
        return IsCompactionDue(ledger.Manifest, 0) ? RewriteAsync(ledger, cancellationToken) : Task.FromResult(ledger);
    }

    /// <summary>Whether a new base is worth its while when so many rows more have changed.</summary>
    public static bool IsCompactionDue(LedgerManifest manifest, long further) =>
        manifest.Changes.Count > MaxChangeFiles || manifest.Changes.Sum(c => c.Rows) + further > Math.Max(20_000, manifest.Base.Sum(b => b.Rows) / 5);

    /// <summary>Folds the changes into a new base, however few; rows that are gone are in none of its files then. Called under the sync's lease.</summary>
    public async Task<VersionedLedger> RewriteAsync(VersionedLedger ledger, CancellationToken cancellationToken)
    {
        using var session = new DuckDbSession(scratch, MemoryMegabytes);
        return await RewriteAsync(session, ledger, part => $"SELECT * FROM ledger WHERE {part.Contains("pid")}", m => m, cancellationToken);
    }

    /// <summary>Writes what a query makes of the session's view `ledger`, range by range, as the new base.</summary>
    /// <param name="query">For a part of a range.</param>
    /// <param name="change">What else to change in the manifest.</param>
    public async Task<VersionedLedger> RewriteAsync(
        DuckDbSession session, VersionedLedger ledger, Func<ProfileRange, string> query, Func<LedgerManifest, LedgerManifest> change, CancellationToken cancellationToken)
    {
        var manifest = ledger.Manifest;
        var generation = manifest.Generation + 1;
        var files = new List<LedgerFile>();
        foreach (var range in Ranges(manifest))
        {
            await using var rent = await OpenAsync(session, manifest, range, cancellationToken);
            foreach (var part in ProfileRange.Of(range).Split(manifest.Rows * range.Count / ProfileId.ShardCount, WrittenAtOnce))
            {
                if (await StoreAsync(session, query(part), FileName(ledger.Sync, generation, "base", Shard(range)), Shard(range), cancellationToken) is { } file)
                {
                    files.Add(file);
                }
            }
        }

        var at = time.GetUtcNow();
        var compacted = await ReplaceAsync(
            ledger,
            change(manifest) with
            {
                Generation = generation,
                Base = files,
                Changes = [],
                Retired = [.. manifest.Retired, .. manifest.Base.Concat(manifest.Changes).Select(f => new RetiredFile(f.Name, at))],
            },
            cancellationToken);
        await orphans.RemoveAsync(compacted, cancellationToken);
        return compacted;
    }

    /// <summary>Whether there are files that were replaced up to an instant, or that no manifest names: orphans, or what somebody is writing.</summary>
    /// <param name="ledger">As it was just read.</param>
    public async Task<bool> HasRetiredAsync(VersionedLedger ledger, DateTimeOffset upTo, CancellationToken cancellationToken) =>
        ledger.Manifest.Retired.Any(r => r.At <= upTo) || await orphans.ListAsync(ledger, cancellationToken).AnyAsync(cancellationToken);

    /// <summary>Deletes the files that were replaced up to an instant, and orphans; called under the sync's lease.</summary>
    public async Task RemoveRetiredAsync(VersionedLedger ledger, DateTimeOffset upTo, CancellationToken cancellationToken)
    {
        var replaced = await ReplaceAsync(ledger, ledger.Manifest with { Generation = ledger.Manifest.Generation + 1 }, upTo, cancellationToken);
        await orphans.RemoveAsync(replaced, cancellationToken);
    }

    /// <summary>Every current file, with rows that later ones hide; they stay until the rent is disposed.</summary>
    public Task<FileRent> RentAsync(LedgerManifest manifest, CancellationToken cancellationToken) => RentAsync([.. manifest.Base, .. manifest.Changes], cancellationToken);

    public Task<FileRent> RentAsync(IReadOnlyCollection<LedgerFile> files, CancellationToken cancellationToken) =>
        cache.RentAsync(StorageNames.Ledger, [.. files.Select(f => f.Name)], cancellationToken);

    /// <summary>How many people are in the audience, and how many rows there are.</summary>
    public async Task<(long People, long Rows)> CountAsync(LedgerManifest manifest, CancellationToken cancellationToken)
    {
        var (people, rows) = (0L, 0L);
        using var session = new DuckDbSession(scratch, MemoryMegabytes);
        foreach (var range in Ranges(manifest))
        {
            await using var rent = await OpenAsync(session, manifest, range, cancellationToken);
            using var command = session.Command($"SELECT count(DISTINCT pid) FILTER (WHERE state IN ({(byte)LedgerState.Confirmed}, {(byte)LedgerState.Resend})), count(*) FROM ledger");
            using var reader = command.ExecuteReader();
            reader.Read();
            (people, rows) = (people + reader.GetInt64(0), rows + reader.GetInt64(1));
        }

        return (people, rows);
    }

    /// <summary>The syncs that have a ledger.</summary>
    public async Task<IReadOnlyList<SyncId>> ListAsync(CancellationToken cancellationToken)
    {
        var syncs = new HashSet<SyncId>();
        await foreach (var blob in storage.Container(StorageNames.Ledger).GetBlobsAsync(BlobTraits.None, BlobStates.None, null, cancellationToken))
        {
            if (SyncId.TryParse(blob.Name.Split('/')[0], out var sync))
            {
                syncs.Add(sync);
            }
        }

        return [.. syncs];
    }

    /// <summary>Deletes a file that no manifest names.</summary>
    public async Task RemoveAsync(LedgerFile file)
    {
        await storage.Blob(StorageNames.Ledger, file.Name).DeleteIfExistsAsync(cancellationToken: CancellationToken.None);
        await cache.ForgetAsync(StorageNames.Ledger, file.Name);
    }

    /// <summary>Forgets the ledger with all its files.</summary>
    public async Task DeleteAsync(SyncId sync, CancellationToken cancellationToken)
    {
        var container = storage.Container(StorageNames.Ledger);
        await container.GetBlobClient(ManifestName(sync)).DeleteIfExistsAsync(cancellationToken: cancellationToken);
        await foreach (var blob in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, $"{sync}/", cancellationToken))
        {
            await container.GetBlobClient(blob.Name).DeleteIfExistsAsync(cancellationToken: cancellationToken);
        }
    }

    public static readonly IReadOnlyList<int> AllShards = [.. Enumerable.Range(0, ProfileId.ShardCount)];

    private async Task<IReadOnlyList<LedgerFile>> WriteAsync(DuckDbSession session, SyncId sync, string query, long rows, long generation, CancellationToken cancellationToken)
    {
        var files = new List<LedgerFile>();
        foreach (var range in Ranges(rows))
        {
            var filter = range.Count == 1 ? $" WHERE {LedgerView.InRange("pid", range)}" : "";
            if (await StoreAsync(session, query + filter, FileName(sync, generation, "change", Shard(range)), Shard(range), cancellationToken) is { } file)
            {
                files.Add(file);
            }
        }

        return files;
    }

    /// <summary>Writes a query's rows as a file; null if there are none.</summary>
    private Task<LedgerFile?> StoreAsync(DuckDbSession session, string query, string name, int? shard, CancellationToken cancellationToken) =>
        StoreAsync(Write(session, query), name, shard, cancellationToken);

    /// <summary>Writes a query's rows into a local file, which <see cref="StoreAsync(LocalLedgerFile, string, int?, CancellationToken)"/> takes over.</summary>
    public LocalLedgerFile Write(DuckDbSession session, string query)
    {
        var path = ParquetUpload.Write(session, scratch, $"SELECT * FROM ({query}) ORDER BY pid, row");
        return new LocalLedgerFile(path, session.ScalarInt64($"SELECT num_rows FROM parquet_file_metadata({DuckDbSession.Quote(path)})"));
    }

    /// <summary>Null if it has no rows.</summary>
    public async Task<LedgerFile?> StoreAsync(LocalLedgerFile file, string name, int? shard, CancellationToken cancellationToken)
    {
        var (local, rows) = file;
        try
        {
            if (rows == 0)
            {
                return null;
            }

            await storage.Blob(StorageNames.Ledger, name).UploadAsync(local, overwrite: true, cancellationToken);
            await cache.KeepAsync(StorageNames.Ledger, name, local, cancellationToken);
            return new LedgerFile(name, rows, shard);
        }
        finally
        {
            File.Delete(local);
        }
    }

    /// <summary>The ranges of shards in which a ledger's files are gone through.</summary>
    public static IReadOnlyList<IReadOnlyList<int>> Ranges(LedgerManifest manifest) => Ranges(manifest.Rows);

    /// <summary>Few rows are one range; of many, each shard is one.</summary>
    private static IReadOnlyList<IReadOnlyList<int>> Ranges(long rows) => rows < ShardedFrom ? [AllShards] : [.. AllShards.Select(s => new[] { s })];

    private static int? Shard(IReadOnlyList<int> range) => range.Count == 1 ? range[0] : null;

    private Task<VersionedLedger> ReplaceAsync(VersionedLedger ledger, LedgerManifest next, CancellationToken cancellationToken) =>
        ReplaceAsync(ledger, next, time.GetUtcNow() - RetiredLife, cancellationToken);

    /// <param name="cutoff">Files that were retired up to then are deleted.</param>
    private async Task<VersionedLedger> ReplaceAsync(VersionedLedger ledger, LedgerManifest next, DateTimeOffset cutoff, CancellationToken cancellationToken)
    {
        var expired = next.Retired.Where(r => r.At <= cutoff).ToList();
        next = next with { Retired = [.. next.Retired.Where(r => r.At > cutoff)] };
        var conditions = ledger.ETag is { } known ? new BlobRequestConditions { IfMatch = known } : new BlobRequestConditions { IfNoneMatch = ETag.All };
        var json = BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(next, LedgerJson.Default.LedgerManifest));
        var written = await storage.Blob(StorageNames.Ledger, ManifestName(ledger.Sync)).UploadAsync(json, new BlobUploadOptions { Conditions = conditions }, cancellationToken);
        foreach (var file in expired)
        {
            await storage.Blob(StorageNames.Ledger, file.Name).DeleteIfExistsAsync(cancellationToken: cancellationToken);
            await cache.ForgetAsync(StorageNames.Ledger, file.Name);
        }

        return ledger with { Manifest = next, ETag = written.Value.ETag };
    }

    public static string ManifestName(SyncId sync) => $"{sync}/manifest.json";

    // The random part keeps a writer that lost its lease from replacing a file that the manifest already names.
    public static string FileName(SyncId sync, long generation, string kind, int? shard) =>
        string.Create(CultureInfo.InvariantCulture, $"{sync}/{generation:d10}-{kind}{(shard is { } s ? $"-{s:x}" : "")}-{Guid.NewGuid():N}.parquet");
}
