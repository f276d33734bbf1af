using System.Collections.Concurrent;
using System.Globalization;
using Activation.Storage;
using Azure;
using Azure.Data.Tables;

namespace Activation.Governance.Privacy;

/// <summary>
/// The `Suppressions` table. An entry's PartitionKey is `{key version}{first hex digit}`, its RowKey the HMAC in hex; `owners` are the requests that made it, each with
/// the numbers of the given identifiers whose person it is of. The partition `list` has the generation, which counts changes, and a check of each key that was used.
/// </summary>
internal sealed class SuppressionStore(ActivationStorage storage, SuppressionKeys keys)
{
    private const string ListPartition = "list";
    private const string GenerationKey = "generation";
    private const string Check = "check";
    private const int MaxEntities = 100;
    private const int Concurrency = 8;

    private TableClient Table => storage.Table(StorageNames.SuppressionsTable);

    /// <summary>Differs whenever the list does.</summary>
    public async Task<long> GenerationAsync(CancellationToken cancellationToken)
    {
        var found = await Table.GetEntityIfExistsAsync<TableEntity>(ListPartition, GenerationKey, cancellationToken: cancellationToken);
        return found.HasValue ? found.Value?.GetInt64("value") ?? 0 : 0;
    }

    /// <exception cref="InvalidOperationException">The key of a version is not the one that its entries were made with: the list would let everybody pass.</exception>
    public async Task<SuppressionSet> LoadAsync(CancellationToken cancellationToken)
    {
        await CheckKeysAsync(cancellationToken);
        var versions = new List<(SuppressionKey, SuppressionHash[])>();
        foreach (var key in keys.All)
        {
            var filter = TableClient.CreateQueryFilter($"PartitionKey ge {Prefix(key)} and PartitionKey lt {Prefix(key) + "g"}");
            var hashes = new List<SuppressionHash>();
            await foreach (var entity in Table.QueryAsync<TableEntity>(filter, select: ["RowKey"], cancellationToken: cancellationToken))
            {
                hashes.Add(SuppressionHash.Read(Convert.FromHexString(entity.RowKey)));
            }

            versions.Add((key, [.. hashes]));
        }

        return new SuppressionSet(versions);
    }

    /// <summary>Adds the values with the newest key. Adding again changes nothing.</summary>
    /// <param name="values">Each with the numbers of the request's identifiers that it belongs to.</param>
    public async Task AddAsync(string request, IReadOnlyCollection<(StrongValue Value, IReadOnlyList<int> Groups)> values, CancellationToken cancellationToken)
    {
        if (values.Count == 0)
        {
            return;
        }

        var key = keys.Newest;
        await Table.UpsertEntityAsync(new TableEntity(ListPartition, CheckKey(key.Version)) { [Check] = key.Check }, TableUpdateMode.Replace, cancellationToken);
        var entities = values.GroupBy(v => v.Value, v => v.Groups).Select(v => Entity(key, v.Key, v.SelectMany(g => g).Distinct().Select(g => new SuppressionOwner(request, g))))
            .GroupBy(e => e.PartitionKey, StringComparer.Ordinal).SelectMany(g => g.Chunk(MaxEntities));
        await Parallel.ForEachAsync(entities, Parallelism(cancellationToken), async (group, token) => await AddAsync(group, token));
        await RaiseGenerationAsync(cancellationToken);
    }

    /// <summary>Removes the values in every version of the key, and with each what the requests that suppressed it had found to be of the same person.</summary>
    public async Task RemoveAsync(IReadOnlyCollection<StrongValue> values, CancellationToken cancellationToken)
    {
        var owners = new ConcurrentDictionary<SuppressionOwner, bool>();
        var gone = new ConcurrentDictionary<(string, string), bool>();
        await Parallel.ForEachAsync(
            from key in keys.All from value in values.Distinct() select Entity(key, value, []), Parallelism(cancellationToken), async (wanted, token) =>
            {
                if (await Table.GetEntityIfExistsAsync<TableEntity>(wanted.PartitionKey, wanted.RowKey, cancellationToken: token) is { HasValue: true, Value: { } entity })
                {
                    gone.TryAdd((entity.PartitionKey, entity.RowKey), true);
                    foreach (var owner in SuppressionOwners.Get(entity))
                    {
                        owners.TryAdd(owner, true);
                    }
                }
            });
        if (gone.IsEmpty)
        {
            return;
        }

        await foreach (var entity in Table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey ne {ListPartition}"), cancellationToken: cancellationToken))
        {
            if (SuppressionOwners.Get(entity).Any(owners.ContainsKey))
            {
                gone.TryAdd((entity.PartitionKey, entity.RowKey), true);
            }
        }

        await Parallel.ForEachAsync(
            gone.Keys, Parallelism(cancellationToken), async (entity, token) => await Table.DeleteEntityAsync(entity.Item1, entity.Item2, ETag.All, token));
        await RaiseGenerationAsync(cancellationToken);
    }

    private async Task AddAsync(TableEntity[] entities, CancellationToken cancellationToken)
    {
        try
        {
            await Table.SubmitTransactionAsync(entities.Select(e => new TableTransactionAction(TableTransactionActionType.Add, e)), cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            // Some are suppressed already, and a transaction takes all or none.
            foreach (var entity in entities)
            {
                await AddOwnersAsync(entity, cancellationToken);
            }
        }
    }

    private async Task AddOwnersAsync(TableEntity added, CancellationToken cancellationToken)
    {
        while (true)
        {
            var found = await Table.GetEntityIfExistsAsync<TableEntity>(added.PartitionKey, added.RowKey, cancellationToken: cancellationToken);
            try
            {
                if (found is not { HasValue: true, Value: { } entity })
                {
                    await Table.AddEntityAsync(added, cancellationToken);
                    return;
                }

                var owners = SuppressionOwners.Get(entity).ToHashSet();
                var known = owners.Count;
                owners.UnionWith(SuppressionOwners.Get(added));
                if (owners.Count > known)
                {
                    SuppressionOwners.Set(entity, owners);
                    await Table.UpdateEntityAsync(entity, entity.ETag, TableUpdateMode.Replace, cancellationToken);
                }

                return;
            }
            catch (RequestFailedException e) when (e.Status is 404 or 409 or 412)
            {
                // Another request changed the entry at the same time: look again.
            }
        }
    }

    private async Task CheckKeysAsync(CancellationToken cancellationToken)
    {
        var checks = keys.All.ToDictionary(k => CheckKey(k.Version), k => k.Check, StringComparer.Ordinal);
        await foreach (var entity in Table.QueryAsync<TableEntity>(e => e.PartitionKey == ListPartition, cancellationToken: cancellationToken))
        {
            if (entity.GetString(Check) is { } check && (!checks.TryGetValue(entity.RowKey, out var own) || own != check))
            {
                throw new InvalidOperationException(
                    $"The suppression list has entries of {entity.RowKey}, whose key is not configured or is another one. Put the key under {SuppressionOptions.Section}:Keys (version 1 is the deployment key that was set then), and take a new version for a new key.");
            }
        }
    }

    /// <summary>After the entries: whoever read the list before sees that it is another one now.</summary>
    private async Task RaiseGenerationAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var found = await Table.GetEntityIfExistsAsync<TableEntity>(ListPartition, GenerationKey, cancellationToken: cancellationToken);
            var next = new TableEntity(ListPartition, GenerationKey) { ["value"] = (found.HasValue ? found.Value?.GetInt64("value") ?? 0 : 0) + 1 };
            try
            {
                await (found is { HasValue: true, Value: { } current }
                    ? Table.UpdateEntityAsync(next, current.ETag, TableUpdateMode.Replace, cancellationToken)
                    : Table.AddEntityAsync(next, cancellationToken));
                return;
            }
            catch (RequestFailedException e) when (e.Status is 409 or 412)
            {
                // Another request changed the list at the same time: count once more.
            }
        }
    }

    private static TableEntity Entity(SuppressionKey key, StrongValue value, IEnumerable<SuppressionOwner> owners)
    {
        var hash = key.Of(value).ToString();
        var entity = new TableEntity($"{Prefix(key)}{hash[0]}", hash);
        SuppressionOwners.Set(entity, owners);
        return entity;
    }

    private static ParallelOptions Parallelism(CancellationToken cancellationToken) => new() { MaxDegreeOfParallelism = Concurrency, CancellationToken = cancellationToken };

    private static string Prefix(SuppressionKey key) => key.Version.ToString("x4", CultureInfo.InvariantCulture);

    private static string CheckKey(int version) => string.Create(CultureInfo.InvariantCulture, $"version-{version}");
}
