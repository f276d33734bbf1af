using System.Globalization;
using Activation.Import.Rows;
using Activation.Profiles;
using Activation.Profiles.Events;
using Activation.Storage;

namespace Activation.Import.Apply;

/// <summary>The changes files that an import has written and not yet published, part by part.</summary>
internal sealed class WrittenParts
{
    private const string AliasFolder = "aliases";

    private readonly ActivationStorage storage;
    private readonly SnapshotStore snapshots;
    private readonly ScratchFolder scratch;
    private readonly ImportId import;
    private readonly List<IReadOnlyDictionary<int, SnapshotFiles>> parts;
    private readonly List<WrittenPart> written;
    private Task writing = Task.CompletedTask;

    /// <param name="done">What attempts before this one have written and noted.</param>
    /// <param name="nextVersion">Higher than any version that the source has published or written.</param>
    public WrittenParts(ActivationStorage storage, SnapshotStore snapshots, ScratchFolder scratch, ImportId import, IReadOnlyList<WrittenPart> done, long nextVersion)
    {
        this.storage = storage;
        this.snapshots = snapshots;
        this.scratch = scratch;
        this.import = import;
        written = [.. done];
        parts = [.. done.Select(Files)];
        Next = parts.Count;
        NextVersion = nextVersion;
    }

    public IReadOnlyList<IReadOnlyDictionary<int, SnapshotFiles>> Parts => parts;

    /// <summary>The merges of the parts.</summary>
    public IReadOnlyList<AliasFile> Aliases => [.. written.Where(w => w.Aliases > 0).Select(w => new AliasFile(AliasName(w.Version), w.Aliases))];

    /// <summary>The number of the part that is written next.</summary>
    public int Next { get; private set; }

    /// <summary>A later part's rows go before an earlier one's, so each part has its own version.</summary>
    public long NextVersion { get; private set; }

    /// <summary>The highest version that was written.</summary>
    public long LastVersion => NextVersion - 1;

    public IReadOnlyList<WrittenPart> Save() => [.. written];

    /// <summary>
    /// Begins to write the next part, once the one before is written. The version makes the names new for each attempt: a file, once written, may be in a cache
    /// or in the manifest, and is never written again with other rows.
    /// </summary>
    /// <param name="merged">The profiles that the rows merge, old id to new.</param>
    public async Task BeginAsync(IReadOnlyList<SnapshotRow> rows, TraitSchema schema, IReadOnlyDictionary<ProfileId, ProfileId> merged, CancellationToken cancellationToken)
    {
        await writing;
        var version = NextVersion++;
        Next++;
        writing = Task.Run(() => WriteAsync(rows, schema, merged, version, cancellationToken), cancellationToken);
    }

    /// <summary>Until every part that was begun is written. Whoever asks for parts waits for it first.</summary>
    public Task WrittenAsync() => writing;

    private async Task WriteAsync(IReadOnlyList<SnapshotRow> rows, TraitSchema schema, IReadOnlyDictionary<ProfileId, ProfileId> merged, long version, CancellationToken cancellationToken)
    {
        if (merged.Count > 0)
        {
            await AliasWriter.WriteAsync(storage, scratch, AliasName(version), merged, cancellationToken);
        }

        using var writer = new SnapshotWriter(storage, scratch, schema);
        foreach (var row in rows)
        {
            writer.Append(row);
        }

        var files = await writer.FlushAsync(Name(version), cancellationToken);
        parts.Add(files);
        written.Add(new WrittenPart(version, [.. Enumerable.Range(0, ProfileId.ShardCount).Select(shard => files.TryGetValue(shard, out var of) ? of.Rows : 0)], merged.Count));
    }

    /// <summary>The rows of the profiles as the given parts have them.</summary>
    public async Task<List<SnapshotRow>> ReadAsync(IReadOnlyCollection<ProfileId> profiles, IReadOnlyCollection<int> from, SourceId source, TraitSchema schema, CancellationToken cancellationToken)
    {
        await writing;
        var shards = Enumerable.Range(0, ProfileId.ShardCount)
            .Select(shard => new SnapshotShard { Changes = [.. from.Where(part => parts[part].ContainsKey(shard)).Select(part => parts[part][shard])] });
        using var session = new DuckDbSession(scratch, memoryMegabytes: 512);
        await using var rent = await snapshots.OpenAsync(session, schema, new SnapshotManifest { Shards = [.. shards] }, [.. Enumerable.Range(0, ProfileId.ShardCount)], cancellationToken);
        session.FillProfiles("wanted", profiles);
        return SnapshotRowReader.Read(session, schema, source, "wanted");
    }

    /// <summary>The rows of a part, of every source, and what it deletes.</summary>
    public async Task<(List<SnapshotRow> Rows, List<(ProfileId Profile, SourceId Source)> Deleted)> ReadAsync(int part, TraitSchema schema, CancellationToken cancellationToken)
    {
        await writing;
        var shards = Enumerable.Range(0, ProfileId.ShardCount).Select(shard => parts[part].TryGetValue(shard, out var files) ? new SnapshotShard { Changes = [files] } : SnapshotShard.Empty);
        using var session = new DuckDbSession(scratch, memoryMegabytes: 512);
        await using var rent = await snapshots.OpenAsync(session, schema, new SnapshotManifest { Shards = [.. shards] }, [.. Enumerable.Range(0, ProfileId.ShardCount)], cancellationToken);
        session.Execute("CREATE TABLE wanted AS SELECT DISTINCT pid FROM traits");
        var deleted = new List<(ProfileId, SourceId)>();
        using var command = session.Command($"SELECT pid, source FROM read_parquet({DuckDbSession.FileList(rent.Paths.Take(parts[part].Count))}, union_by_name = true) WHERE deleted");
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            deleted.Add((new ProfileId(reader.GetGuid(0)), new SourceId(reader.GetString(1))));
        }

        return (SnapshotRowReader.ReadAll(session, schema, "wanted"), deleted);
    }

    /// <summary>
    /// Takes back from the table what would not be written again: rows of profiles that the source did not know, or knows no more because they were merged meanwhile.
    /// </summary>
    /// <param name="snapshot">What the source knows now.</param>
    public async Task UndoAsync(ProfileStore profiles, SnapshotLookup snapshot, TraitSchema schema, int concurrency, CancellationToken cancellationToken)
    {
        for (var part = 0; part < Next; part++)
        {
            var rows = (await ReadAsync(part, schema, cancellationToken)).Rows.Where(r => r.Source == import.Source).Select(r => r.Profile).ToList();
            var known = snapshot.Fingerprints(rows);
            await profiles.DeleteAsync(rows.Where(p => !known.ContainsKey(p)), import.Source, concurrency, cancellationToken);
        }
    }

    /// <summary>From here on versions are at least this.</summary>
    public void RaiseVersion(long atLeast) => NextVersion = Math.Max(NextVersion, atLeast);

    /// <summary>Removes what an interrupted attempt wrote and did not note. The import must not be published.</summary>
    public Task RemoveLeftoversAsync(CancellationToken cancellationToken) =>
        RemoveAsync(parts.SelectMany(p => p.Values).SelectMany(f => new[] { f.Traits, f.Ids }).Concat(Aliases.Select(a => a.Name)).ToHashSet(StringComparer.Ordinal), cancellationToken);

    /// <summary>Removes every part. The import must not be published.</summary>
    public async Task RemoveAllAsync(CancellationToken cancellationToken)
    {
        await writing;
        parts.Clear();
        written.Clear();
        Next = 0;
        await RemoveAsync([], cancellationToken);
    }

    private async Task RemoveAsync(HashSet<string> kept, CancellationToken cancellationToken)
    {
        foreach (var folder in Enumerable.Range(0, ProfileId.ShardCount).Select(shard => shard.ToString("x", CultureInfo.InvariantCulture)).Append(AliasFolder))
        {
            var prefix = $"{folder}/{Prefix(import)}";
            await foreach (var blob in storage.Container(StorageNames.Snapshot).GetBlobsAsync(new Azure.Storage.Blobs.Models.GetBlobsOptions { Prefix = prefix }, cancellationToken))
            {
                if (!kept.Contains(blob.Name))
                {
                    await storage.Blob(StorageNames.Snapshot, blob.Name).DeleteIfExistsAsync(cancellationToken: cancellationToken);
                }
            }
        }
    }

    private IReadOnlyDictionary<int, SnapshotFiles> Files(WrittenPart part) =>
        Enumerable.Range(0, ProfileId.ShardCount).Where(shard => part.Rows[shard] > 0).ToDictionary(shard => shard, shard => SnapshotWriter.Files(shard, Name(part.Version), part.Rows[shard]));

    private string Name(long version) => string.Create(CultureInfo.InvariantCulture, $"{Prefix(import)}{version:d19}");

    private string AliasName(long version) => $"{AliasFolder}/{Name(version)}.parquet";

    internal static string Prefix(ImportId import) => $"c-{ImportEntry.Hash(import)}-";
}
