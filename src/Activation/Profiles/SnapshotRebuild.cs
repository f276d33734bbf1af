using System.Globalization;
using Activation.Storage;
using Azure.Data.Tables;

namespace Activation.Profiles;

/// <summary>
/// Makes the snapshot's profiles anew from the table, shard by shard, while no import works. What is not in the table stays as the manifest has it: events, and who was
/// seen when. It can be repeated: what an interrupted rebuild left behind is named by nothing.
/// </summary>
public sealed class SnapshotRebuild(ActivationStorage storage, SnapshotStore snapshots, TraitCatalog catalog, Definitions definitions, BlobLeases leases, ScratchFolder scratch)
{
    private const int RowsAtATime = 50_000;
    private const int Attempts = 5;

    /// <param name="done">Called after each shard with its number and rows.</param>
    /// <returns>The rows of all shards.</returns>
    /// <exception cref="InvalidOperationException">An import works at a source, or a shard was changed again and again.</exception>
    public async Task<long> RunAsync(Action<int, long> done, CancellationToken cancellationToken)
    {
        await using var held = await HoldImportsAsync(cancellationToken);
        using var either = CancellationTokenSource.CreateLinkedTokenSource([cancellationToken, .. held.Lost]);
        var total = 0L;
        for (var shard = 0; shard < ProfileId.ShardCount; shard++)
        {
            var rows = await RebuildAsync(shard, either.Token);
            done(shard, rows);
            total += rows;
        }

        return total;
    }

    private async Task<HeldLeases> HoldImportsAsync(CancellationToken cancellationToken)
    {
        var sources = (await snapshots.ReadManifestAsync(cancellationToken)).SourceVersions.Keys
            .Concat((await definitions.Sources.ListAsync(cancellationToken)).Select(s => s.Key));
        var held = new HeldLeases();
        foreach (var source in sources.Distinct(StringComparer.Ordinal))
        {
            if (await leases.TryAcquireAsync($"import-{source}", cancellationToken) is { } lease)
            {
                held.Add(lease);
                continue;
            }

            await held.DisposeAsync();
            throw new InvalidOperationException($"An import of source {source} is under way. Wait for its end, and try again.");
        }

        return held;
    }

    private async Task<long> RebuildAsync(int shard, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var before = await snapshots.ReadManifestAsync(cancellationToken);
            var schema = await catalog.ReadAsync(cancellationToken);
            var (parts, versions) = await WriteAsync(shard, schema, before.Generation, cancellationToken);
            var rebuilt = new SnapshotShard { Changes = parts };
            var after = await snapshots.ReplaceAsync(current => Replace(current, shard, before.Shards[shard], rebuilt, versions), cancellationToken);
            if (ReferenceEquals(after.Shards[shard], rebuilt))
            {
                // One file, as after any compaction; an import that publishes a row once more then replaces it.
                await snapshots.CompactShardAsync(shard, after, schema, [], cancellationToken);
                return rebuilt.Rows;
            }

            await snapshots.DeleteAsync(parts.SelectMany(p => new[] { p.Traits, p.Ids }), cancellationToken);
        }

        throw new InvalidOperationException($"The files of shard {shard:x} were replaced while it was read, {Attempts} times. Try again when no privacy request is under way.");
    }

    private SnapshotManifest Replace(SnapshotManifest current, int shard, SnapshotShard before, SnapshotShard rebuilt, Dictionary<string, long> versions)
    {
        if (!current.Shards[shard].Files.SequenceEqual(before.Files))
        {
            return current;
        }

        var shards = current.Shards.ToArray();
        shards[shard] = rebuilt;
        return snapshots.Retire(current, before.Files.SelectMany(f => new[] { f.Traits, f.Ids })) with
        {
            Shards = shards,
            SourceVersions = current.SourceVersions.Concat(versions).GroupBy(v => v.Key, v => v.Value, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Max(), StringComparer.Ordinal),
        };
    }

    private async Task<(List<SnapshotFiles> Parts, Dictionary<string, long> Versions)> WriteAsync(int shard, TraitSchema schema, long generation, CancellationToken cancellationToken)
    {
        using var writer = new SnapshotWriter(storage, scratch, schema);
        var name = string.Create(CultureInfo.InvariantCulture, $"rebuilt-{generation:d10}-{Guid.NewGuid():N}");
        var parts = new List<SnapshotFiles>();
        var versions = new Dictionary<string, long>(StringComparer.Ordinal);
        var waiting = 0;
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {ProfileId.PartitionKeyOf(shard)}");
        await foreach (var entity in storage.Table(StorageNames.ProfilesTable).QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            var row = ProfileEntity.Read(entity, schema);
            versions[row.Source.Value] = Math.Max(row.Version, versions.GetValueOrDefault(row.Source.Value));
            if (row.Deleted)
            {
                continue;
            }

            writer.Append(row);
            if (++waiting == RowsAtATime)
            {
                await FlushAsync();
            }
        }

        await FlushAsync();
        return (parts, versions);

        async Task FlushAsync()
        {
            parts.AddRange((await writer.FlushAsync($"{name}-{parts.Count}", cancellationToken)).Values);
            waiting = 0;
        }
    }

    private sealed class HeldLeases : IAsyncDisposable
    {
        private readonly List<HeldLease> leases = [];

        public IEnumerable<CancellationToken> Lost => leases.Select(l => l.Lost);

        public void Add(HeldLease lease) => leases.Add(lease);

        public async ValueTask DisposeAsync()
        {
            foreach (var lease in leases)
            {
                await lease.DisposeAsync();
            }
        }
    }
}
