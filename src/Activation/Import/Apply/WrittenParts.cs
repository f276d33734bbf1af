using System.Globalization;
using Activation.Import.Rows;
using Activation.Profiles;
using Activation.Storage;

namespace Activation.Import.Apply;

/// <summary>The changes files that an import has written and not yet published, part by part.</summary>
internal sealed class WrittenParts(ActivationStorage storage, SnapshotStore snapshots, ScratchFolder scratch, ImportId import, long firstVersion)
{
    private readonly List<IReadOnlyDictionary<int, SnapshotFiles>> parts = [];

    public IReadOnlyList<IReadOnlyDictionary<int, SnapshotFiles>> Parts => parts;

    /// <summary>The number of the part that is written next.</summary>
    public int Next => parts.Count;

    /// <summary>A later part's rows go before an earlier one's, so each part has its own version.</summary>
    public long NextVersion => firstVersion + parts.Count;

    /// <summary>The highest version that was written.</summary>
    public long LastVersion => firstVersion + Math.Max(0, parts.Count - 1);

    /// <summary>
    /// The version makes the names new for each attempt: a file, once written, may be in a cache or in the manifest, and is never
    /// written again with other rows.
    /// </summary>
    public async Task WriteAsync(IReadOnlyList<SnapshotRow> rows, TraitSchema schema, CancellationToken cancellationToken)
    {
        using var writer = new SnapshotWriter(storage, scratch, schema);
        foreach (var row in rows)
        {
            writer.Append(row);
        }

        var name = string.Create(CultureInfo.InvariantCulture, $"{Prefix(import)}{firstVersion:d19}-{Next:d4}");
        parts.Add(await writer.FlushAsync(name, cancellationToken));
    }

    /// <summary>The rows of the profiles as the given parts have them.</summary>
    public async Task<List<SnapshotRow>> ReadAsync(IReadOnlyCollection<ProfileId> profiles, IReadOnlyCollection<int> from, SourceId source, TraitSchema schema, CancellationToken cancellationToken)
    {
        var shards = Enumerable.Range(0, ProfileId.ShardCount)
            .Select(shard => new SnapshotShard { Changes = [.. from.Where(part => parts[part].ContainsKey(shard)).Select(part => parts[part][shard])] });
        using var session = new DuckDbSession(scratch, memoryMegabytes: 512);
        await using var rent = await snapshots.OpenAsync(session, schema, new SnapshotManifest { Shards = [.. shards] }, [.. Enumerable.Range(0, ProfileId.ShardCount)], cancellationToken);
        session.FillProfiles("wanted", profiles);
        return SnapshotRowReader.Read(session, schema, source, "wanted");
    }

    /// <summary>Removes what an interrupted attempt wrote. The import must not be published.</summary>
    public async Task RemoveLeftoversAsync(CancellationToken cancellationToken)
    {
        for (var shard = 0; shard < ProfileId.ShardCount; shard++)
        {
            var prefix = string.Create(CultureInfo.InvariantCulture, $"{shard:x}/{Prefix(import)}");
            await foreach (var blob in storage.Container(StorageNames.Snapshot).GetBlobsAsync(new Azure.Storage.Blobs.Models.GetBlobsOptions { Prefix = prefix }, cancellationToken))
            {
                await storage.Blob(StorageNames.Snapshot, blob.Name).DeleteIfExistsAsync(cancellationToken: cancellationToken);
            }
        }
    }

    private static string Prefix(ImportId import) => $"c-{ImportEntry.Hash(import)}-";
}
