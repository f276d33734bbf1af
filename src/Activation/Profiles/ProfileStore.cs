using Activation.Storage;
using Azure;
using Azure.Data.Tables;

namespace Activation.Profiles;

/// <summary>The `Profiles` table: the system of record. PartitionKey = shard (first hex digit), RowKey = `{profileId}|{source}`.</summary>
public sealed class ProfileStore(ActivationStorage storage, TraitCatalog catalog, ProfileAliases aliases)
{
    // An entity group transaction takes 100 entities and 4 MiB; Base64 and JSON make a binary a good third larger on the wire.
    private const int MaxEntities = 100;
    private const int MaxTransactionBytes = 2 * 1024 * 1024;

    /// <summary>
    /// The profile's rows, one for each source that knows it; empty if there is none. Of a profile that was merged into another one: that one's rows, under its id.
    /// </summary>
    public async Task<IReadOnlyList<SnapshotRow>> FindAsync(ProfileId profile, CancellationToken cancellationToken)
    {
        var rows = await ReadAsync(profile, cancellationToken);
        return rows.Count == 0 && await aliases.FindAsync(profile, cancellationToken) is { } merged ? await ReadAsync(merged, cancellationToken) : rows;
    }

    private async Task<IReadOnlyList<SnapshotRow>> ReadAsync(ProfileId profile, CancellationToken cancellationToken)
    {
        var schema = await catalog.ReadAsync(cancellationToken);
        var rows = new List<SnapshotRow>();
        await foreach (var entity in storage.Table(StorageNames.ProfilesTable).QueryAsync<TableEntity>(Rows(profile), cancellationToken: cancellationToken))
        {
            var row = ProfileEntity.Read(entity, schema);
            if (!row.Deleted)
            {
                rows.Add(row);
            }
        }

        return rows;
    }

    /// <summary>Replaces the rows' entities, in transactions by partition, `concurrency` of them at a time. Writing again changes nothing.</summary>
    /// <param name="stored">What the table is known to hold of rows, for those that it does.</param>
    internal Task WriteAsync(
        IEnumerable<SnapshotRow> rows, IReadOnlyDictionary<ProfileId, SnapshotRow> stored, TraitSchema schema, int concurrency, CancellationToken cancellationToken)
    {
        var table = storage.Table(StorageNames.ProfilesTable);
        return Parallel.ForEachAsync(
            Transactions(rows, stored, schema),
            new ParallelOptions { MaxDegreeOfParallelism = concurrency, CancellationToken = cancellationToken },
            async (actions, token) => await table.SubmitTransactionAsync(actions, token));
    }

    /// <summary>Deletes what the source says of the profiles. Deleting again changes nothing.</summary>
    internal Task DeleteAsync(IEnumerable<ProfileId> profiles, SourceId source, int concurrency, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            profiles.GroupBy(p => p.PartitionKey).SelectMany(g => g.Select(p => new TableEntity(g.Key, ProfileEntity.RowKey(p, source)) { ETag = ETag.All }).Chunk(MaxEntities)),
            new ParallelOptions { MaxDegreeOfParallelism = concurrency, CancellationToken = cancellationToken },
            async (entities, token) => await DeleteAsync(entities, token));

    /// <summary>Deletes what every source says of the profiles. Deleting again changes nothing.</summary>
    /// <returns>Whether there was anything.</returns>
    internal async Task<bool> DeleteAsync(IEnumerable<ProfileId> profiles, int concurrency, CancellationToken cancellationToken)
    {
        var table = storage.Table(StorageNames.ProfilesTable);
        var deleted = 0;
        await Parallel.ForEachAsync(profiles, new ParallelOptions { MaxDegreeOfParallelism = concurrency, CancellationToken = cancellationToken }, async (profile, token) =>
        {
            await foreach (var entity in table.QueryAsync<TableEntity>(Rows(profile), select: ["PartitionKey", "RowKey"], cancellationToken: token))
            {
                // Answers 404 without an exception.
                await table.DeleteEntityAsync(entity.PartitionKey, entity.RowKey, ETag.All, token);
                Interlocked.Increment(ref deleted);
            }
        });
        return deleted > 0;
    }

    private static string Rows(ProfileId profile) =>
        TableClient.CreateQueryFilter($"PartitionKey eq {profile.PartitionKey} and RowKey ge {profile + "|"} and RowKey lt {profile + "}"}");

    private async Task DeleteAsync(IReadOnlyList<TableEntity> entities, CancellationToken cancellationToken)
    {
        var table = storage.Table(StorageNames.ProfilesTable);
        try
        {
            await table.SubmitTransactionAsync(entities.Select(e => new TableTransactionAction(TableTransactionActionType.Delete, e)), cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            // An attempt before this one deleted some of them, and a transaction takes all or none.
            foreach (var entity in entities)
            {
                // Answers 404 without an exception.
                await table.DeleteEntityAsync(entity.PartitionKey, entity.RowKey, ETag.All, cancellationToken);
            }
        }
    }

    /// <summary>
    /// Transactions in which each entity is replaced, made as they are asked for; in turn over the partitions, so that concurrent ones
    /// seldom share one. Of an entity that has all properties of the stored one only those that differ are merged into that, which comes to the same and is a small part of the
    /// bytes; the emulator needs a multiple of the time to replace an entity, and the more the larger its table is. Where the table has not what it is known to hold, the
    /// transaction is refused.
    /// </summary>
    internal static IEnumerable<IReadOnlyList<TableTransactionAction>> Transactions(
        IEnumerable<SnapshotRow> rows, IReadOnlyDictionary<ProfileId, SnapshotRow> stored, TraitSchema schema)
    {
        var partitions = rows.GroupBy(r => r.Profile.Shard).Select(g => new Queue<SnapshotRow>(g)).ToList();
        while (partitions.Count > 0)
        {
            foreach (var partition in partitions)
            {
                yield return Take(partition, stored, schema);
            }

            partitions.RemoveAll(p => p.Count == 0);
        }
    }

    private static List<TableTransactionAction> Take(Queue<SnapshotRow> rows, IReadOnlyDictionary<ProfileId, SnapshotRow> stored, TraitSchema schema)
    {
        var actions = new List<TableTransactionAction>(MaxEntities);
        var bytes = 0;
        while (actions.Count < MaxEntities && rows.TryPeek(out var row))
        {
            var entity = ProfileEntity.Write(row, schema);
            bytes += ProfileEntity.Size(entity);
            if (actions.Count > 0 && bytes > MaxTransactionBytes)
            {
                break;
            }

            var change = stored.TryGetValue(row.Profile, out var old) && old.Source == row.Source && !schema.HasExpiry(row.Source.Value) ? ProfileEntity.Change(entity, ProfileEntity.Write(old, schema)) : null;
            actions.Add(change is null ? new TableTransactionAction(TableTransactionActionType.UpsertReplace, entity) : new TableTransactionAction(TableTransactionActionType.UpdateMerge, change));
            rows.Dequeue();
        }

        return actions;
    }
}
