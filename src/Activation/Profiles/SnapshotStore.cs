using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Azure;
using Azure.Storage.Blobs.Models;
using Activation.Import.Apply;
using Activation.Storage;

namespace Activation.Profiles;

/// <summary>
/// The columnar snapshot that evaluation reads: one ETag-guarded manifest (`snapshot/manifest.json`) over immutable Parquet blobs.
/// It can be rebuilt from the profile table.
/// </summary>
public sealed class SnapshotStore(ActivationStorage storage, BlobFileCache cache, ScratchFolder scratch, TraitCatalog catalog, TimeProvider time)
{
    private const string ManifestBlob = "manifest.json";
    private const int MaxChangeFiles = 8;
    private const int MaxSeenFiles = 4;

    /// <summary>In the names of compacted files.</summary>
    internal const string CompactedPrefix = "base-";

    private static readonly TimeSpan RetiredLife = TimeSpan.FromHours(1);

    public async Task<SnapshotManifest> ReadManifestAsync(CancellationToken cancellationToken) =>
        (await ReadAsync(cancellationToken)).Manifest;

    /// <summary>Adds an import's files, atomically, and notes its source's highest version. Doing it again for the same import changes nothing.</summary>
    /// <exception cref="SnapshotMovedException">Rows that it replaces are in another state now.</exception>
    public Task<SnapshotManifest> PublishAsync(SnapshotPublication publication, CancellationToken cancellationToken) =>
        ReplaceAsync(manifest => publication.AddTo(manifest, time.GetUtcNow()), cancellationToken);

    /// <summary>Publishes parts that were made from nothing that is published.</summary>
    public Task<SnapshotManifest> PublishAsync(ImportId import, long version, IReadOnlyList<IReadOnlyDictionary<int, SnapshotFiles>> parts, CancellationToken cancellationToken) =>
        PublishAsync(new SnapshotPublication { Import = import, Version = version, Parts = parts }, cancellationToken);

    /// <summary>
    /// Downloads the files of the shards and creates the views of <see cref="SnapshotView"/> in the session. The files stay until the rent is disposed.
    /// </summary>
    public Task<FileRent> OpenAsync(DuckDbSession session, TraitSchema schema, SnapshotManifest manifest, IReadOnlyList<int> shards, CancellationToken cancellationToken) =>
        OpenAsync(session, schema, manifest, shards, withIdentifiers: true, cancellationToken);

    /// <summary>As <see cref="OpenAsync(DuckDbSession, TraitSchema, SnapshotManifest, IReadOnlyList{int}, CancellationToken)"/>, without the view `identifiers`, whose files are the larger ones.</summary>
    public Task<FileRent> OpenTraitsAsync(DuckDbSession session, TraitSchema schema, SnapshotManifest manifest, IReadOnlyList<int> shards, CancellationToken cancellationToken) =>
        OpenAsync(session, schema, manifest, shards, withIdentifiers: false, cancellationToken);

    private async Task<FileRent> OpenAsync(
        DuckDbSession session, TraitSchema schema, SnapshotManifest manifest, IReadOnlyList<int> shards, bool withIdentifiers, CancellationToken cancellationToken)
    {
        var files = shards.SelectMany(s => manifest.Shards[s].Files).ToList();
        var seen = manifest.Seen.Where(f => schema.HasExpiry(f.Source)).ToList();
        var ids = withIdentifiers ? files.ConvertAll(f => f.Ids) : [];
        var rent = await cache.RentAsync(StorageNames.Snapshot, [.. files.Select(f => f.Traits), .. seen.Select(f => f.Name), .. ids], cancellationToken);
        var local = new Dictionary<SnapshotFiles, SnapshotLocalFiles>(ReferenceEqualityComparer.Instance);
        for (var i = 0; i < files.Count; i++)
        {
            local[files[i]] = new SnapshotLocalFiles(rent.Paths[i], withIdentifiers ? rent.Paths[files.Count + seen.Count + i] : null);
        }

        SeenView.Create(session, [.. seen.Select((f, i) => (f.Source, rent.Paths[files.Count + i]))], shards);
        SnapshotView.Create(
            session, schema, [.. shards.Select(s => manifest.Shards[s]).Select(s => new SnapshotLocalShard(s.Base is null ? null : local[s.Base], [.. s.Changes.Select(c => local[c])]))], withIdentifiers);
        return rent;
    }

    /// <summary>When sources whose values may be gone last listed a profile.</summary>
    public async Task<IReadOnlyDictionary<string, DateTime>> ReadSeenAsync(ProfileId profile, TraitSchema schema, CancellationToken cancellationToken)
    {
        var files = (await ReadManifestAsync(cancellationToken)).Seen.Where(f => schema.HasExpiry(f.Source)).ToList();
        var found = new Dictionary<string, DateTime>(StringComparer.Ordinal);
        if (files.Count == 0)
        {
            return found;
        }

        await using var rent = await cache.RentAsync(StorageNames.Snapshot, [.. files.Select(f => f.Name)], cancellationToken);
        using var session = new DuckDbSession(scratch, memoryMegabytes: 128);
        SeenView.Create(session, [.. files.Select((f, i) => (f.Source, rent.Paths[i]))], [profile.Shard]);
        using var command = session.Command("SELECT source, seen_at FROM seen WHERE pid = $1", [profile.Value]);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            found[reader.GetString(0)] = DateTime.SpecifyKind(reader.GetDateTime(1), DateTimeKind.Utc);
        }

        return found;
    }

    /// <summary>Consecutive shards, grouped so that a group has at most about `maxRows` rows: the ranges in which evaluation goes.</summary>
    public static IReadOnlyList<IReadOnlyList<int>> Ranges(SnapshotManifest manifest, long maxRows = 1_000_000)
    {
        var ranges = new List<IReadOnlyList<int>>();
        var current = new List<int>();
        var rows = 0L;
        for (var shard = 0; shard < manifest.Shards.Count; shard++)
        {
            if (current.Count > 0 && rows + manifest.Shards[shard].Rows > maxRows)
            {
                ranges.Add(current);
                current = [];
                rows = 0;
            }

            current.Add(shard);
            rows += manifest.Shards[shard].Rows;
        }

        ranges.Add(current);
        return ranges;
    }

    /// <summary>
    /// Folds the changes of each shard that has many, or many rows of them, into a new base. Another publication may happen meanwhile:
    /// its changes stay on top of the new base.
    /// </summary>
    public async Task CompactAsync(CancellationToken cancellationToken)
    {
        var manifest = await ReadManifestAsync(cancellationToken);
        var schema = await catalog.ReadAsync(cancellationToken);
        for (var i = 0; i < manifest.Shards.Count; i++)
        {
            var shard = manifest.Shards[i];
            if (NeedsCompaction(shard))
            {
                await CompactShardAsync(i, manifest, schema, [], cancellationToken);
            }
        }

        foreach (var files in manifest.Seen.GroupBy(f => f.Source, StringComparer.Ordinal).Where(g => g.Count() > MaxSeenFiles || !schema.HasExpiry(g.Key)))
        {
            await CompactSeenAsync([.. files], schema.HasExpiry(files.Key), manifest.Generation, cancellationToken);
        }
    }

    /// <summary>Makes one file of a source's; of one none of whose values is gone any more, none.</summary>
    private async Task CompactSeenAsync(IReadOnlyList<SeenFile> files, bool isKept, long generation, CancellationToken cancellationToken)
    {
        var merged = isKept ? await MergeSeenAsync(files, generation, cancellationToken) : null;
        await ReplaceAsync(
            current => !files.All(current.Seen.Contains) ? current : current with
            {
                Generation = current.Generation + 1,
                Seen = [.. merged is null ? [] : new[] { merged }, .. current.Seen.Except(files)],
                Retired = [.. current.Retired, .. files.Select(f => new RetiredFile(f.Name, time.GetUtcNow()))],
            },
            cancellationToken);
    }

    private async Task<SeenFile> MergeSeenAsync(IReadOnlyList<SeenFile> files, long generation, CancellationToken cancellationToken)
    {
        using var session = new DuckDbSession(scratch);
        await using var rent = await cache.RentAsync(StorageNames.Snapshot, [.. files.Select(f => f.Name)], cancellationToken);
        var query = $"SELECT pid, max(seen_at) AS seen_at FROM read_parquet({DuckDbSession.FileList(rent.Paths)}) GROUP BY pid ORDER BY pid";
        var name = string.Create(CultureInfo.InvariantCulture, $"seen/base-{generation:d10}-{Guid.NewGuid():N}.parquet");
        await ParquetUpload.CopyAsync(session, storage, scratch, query, StorageNames.Snapshot, name, cancellationToken);
        return new SeenFile(files[0].Source, name, session.ScalarInt64($"SELECT count(*) FROM ({query})"), files.Max(f => f.At));
    }

    private static bool NeedsCompaction(SnapshotShard shard) =>
        shard.Changes.Count > MaxChangeFiles || shard.Changes.Sum(c => c.Rows) > Math.Max(20_000, (shard.Base?.Rows ?? 0) / 5);

    /// <summary>Folds a shard into a new base, unless somebody else replaces its files meanwhile.</summary>
    /// <param name="without">Profiles that are not in the new base.</param>
    internal async Task CompactShardAsync(int index, SnapshotManifest manifest, TraitSchema schema, IReadOnlyCollection<ProfileId> without, CancellationToken cancellationToken)
    {
        var shard = manifest.Shards[index];
        using var session = new DuckDbSession(scratch);
        await using var rent = await OpenAsync(session, schema, manifest, [index], cancellationToken);
        session.FillProfiles("left_out", without);
        const string Kept = "WHERE pid NOT IN (SELECT pid FROM left_out)";
        var name = string.Create(CultureInfo.InvariantCulture, $"{index:x}/{CompactedPrefix}{manifest.Generation:d10}-{Guid.NewGuid():N}");
        var rows = session.ScalarInt64($"SELECT count(*) FROM traits {Kept}");
        var traits = await ParquetUpload.CopyAsync(session, storage, scratch, $"SELECT {string.Join(", ", SnapshotColumns.TraitFile(schema.Traits))} FROM traits {Kept} ORDER BY pid, source", StorageNames.Snapshot, $"{name}.traits.parquet", cancellationToken);
        var ids = await ParquetUpload.CopyAsync(session, storage, scratch, $"SELECT {SnapshotColumns.IdsFile} FROM identifiers {Kept} ORDER BY pid, source", StorageNames.Snapshot, $"{name}.ids.parquet", cancellationToken);
        var compacted = new SnapshotFiles(traits, ids, rows);
        var replaced = await ReplaceAsync(
            current =>
            {
                var now = current.Shards[index];
                if (now.Base != shard.Base || !now.Changes.Take(shard.Changes.Count).SequenceEqual(shard.Changes))
                {
                    return current;
                }

                var shards = current.Shards.ToArray();
                shards[index] = new SnapshotShard { Base = compacted, Changes = [.. now.Changes.Skip(shard.Changes.Count)] };
                return Retire(current, shard.Files.SelectMany(f => new[] { f.Traits, f.Ids })) with { Shards = shards };
            },
            cancellationToken);
        if (replaced.Shards[index].Base != compacted)
        {
            await DeleteAsync([traits, ids], cancellationToken);
        }
    }

    /// <summary>The manifest without the files, which it no longer names, from the next one on.</summary>
    internal SnapshotManifest Retire(SnapshotManifest manifest, IEnumerable<string> files) => manifest with
    {
        Generation = manifest.Generation + 1,
        Retired = [.. manifest.Retired, .. files.Select(f => new RetiredFile(f, time.GetUtcNow()))],
    };

    /// <summary>Deletes the files that were replaced so long ago that nobody reads them any more.</summary>
    internal Task RemoveRetiredAsync(CancellationToken cancellationToken) => RemoveRetiredAsync(time.GetUtcNow() - RetiredLife, cancellationToken);

    /// <summary>Deletes the files that were replaced up to an instant.</summary>
    internal Task RemoveRetiredAsync(DateTimeOffset upTo, CancellationToken cancellationToken) =>
        ReplaceAsync(m => m.Retired.Any(r => r.At <= upTo) ? m with { Generation = m.Generation + 1 } : m, upTo, cancellationToken);

    /// <summary>
    /// Replaces the manifest by what `change` makes of it, until nobody else changed it meanwhile; the same object leaves it as it is. Files that were retired long ago
    /// are deleted then.
    /// </summary>
    internal Task<SnapshotManifest> ReplaceAsync(Func<SnapshotManifest, SnapshotManifest> change, CancellationToken cancellationToken) =>
        ReplaceAsync(change, time.GetUtcNow() - RetiredLife, cancellationToken);

    /// <summary>Deletes blobs that no manifest names, here and on this host's disk.</summary>
    internal async Task DeleteAsync(IEnumerable<string> files, CancellationToken cancellationToken)
    {
        foreach (var file in files)
        {
            await storage.Blob(StorageNames.Snapshot, file).DeleteIfExistsAsync(cancellationToken: cancellationToken);
            await cache.ForgetAsync(StorageNames.Snapshot, file);
        }
    }

    /// <param name="cutoff">Files that were retired up to then are deleted.</param>
    private async Task<SnapshotManifest> ReplaceAsync(Func<SnapshotManifest, SnapshotManifest> change, DateTimeOffset cutoff, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (manifest, etag) = await ReadAsync(cancellationToken);
            var next = change(manifest);
            if (ReferenceEquals(next, manifest))
            {
                return manifest;
            }

            var expired = next.Retired.Where(r => r.At <= cutoff).ToList();
            next = next with { Retired = [.. next.Retired.Where(r => r.At > cutoff)] };
            try
            {
                var conditions = etag is { } known ? new BlobRequestConditions { IfMatch = known } : new BlobRequestConditions { IfNoneMatch = ETag.All };
                var json = BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(next, SnapshotJson.Default.SnapshotManifest));
                await storage.Blob(StorageNames.Snapshot, ManifestBlob).UploadAsync(json, new BlobUploadOptions { Conditions = conditions }, cancellationToken);
            }
            catch (RequestFailedException e) when (e.Status is 409 or 412)
            {
                continue;
            }

            await DeleteAsync(expired.Select(f => f.Name), cancellationToken);
            return next;
        }
    }

    private async Task<(SnapshotManifest Manifest, ETag? ETag)> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var content = await storage.Blob(StorageNames.Snapshot, ManifestBlob).DownloadContentAsync(cancellationToken);
            var manifest = JsonSerializer.Deserialize(content.Value.Content, SnapshotJson.Default.SnapshotManifest) ?? new SnapshotManifest();
            return (manifest, content.Value.Details.ETag);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return (new SnapshotManifest(), null);
        }
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(SnapshotManifest))]
internal sealed partial class SnapshotJson : JsonSerializerContext;
