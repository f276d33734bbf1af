using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Activation.Profiles;
using Azure;
using Azure.Data.Tables;

namespace Activation.Storage;

/// <summary>Small JSON documents in a table, each with its state beside it for queries, updated under their ETags.</summary>
internal sealed class DocumentTable<T>(TableClient table, JsonTypeInfo<T> type, Func<T, string> state)
    where T : class
{
    private const string Json = "json";

    public async Task<T?> FindAsync(string partition, string row, CancellationToken cancellationToken) =>
        (await FindVersionedAsync(partition, row, cancellationToken))?.Document;

    public async Task<Versioned<T>?> FindVersionedAsync(string partition, string row, CancellationToken cancellationToken)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(partition, row, cancellationToken: cancellationToken);
        return found.HasValue && found.Value is { } entity ? new Versioned<T>(Read(entity), entity.ETag) : null;
    }

    /// <summary>In the order of the row keys.</summary>
    /// <param name="filter">An OData filter; see <see cref="TableClient.CreateQueryFilter(FormattableString)"/>.</param>
    public async Task<IReadOnlyList<T>> ListAsync(string filter, int? most, CancellationToken cancellationToken)
    {
        var items = new List<T>();
        await foreach (var entity in table.QueryAsync<TableEntity>(filter, maxPerPage: most is < 1000 ? most : null, cancellationToken: cancellationToken))
        {
            items.Add(Read(entity));
            if (items.Count == most)
            {
                break;
            }
        }

        return items;
    }

    /// <summary>The keys and states alone, in the order of the keys.</summary>
    /// <param name="filter">As of <see cref="ListAsync"/>; empty: of all.</param>
    public async IAsyncEnumerable<(string Partition, string Row, string State)> ListStatesAsync(string filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var entity in table.QueryAsync<TableEntity>(filter, select: ["PartitionKey", "RowKey", "state"], cancellationToken: cancellationToken))
        {
            yield return (entity.PartitionKey, entity.RowKey, entity.GetString("state"));
        }
    }

    /// <summary>In the order of the keys, as they are asked for.</summary>
    /// <param name="filter">As of <see cref="ListAsync"/>.</param>
    public async IAsyncEnumerable<T> StreamAsync(string filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var entity in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            yield return Read(entity);
        }
    }

    /// <summary>False if it exists already.</summary>
    public async Task<bool> TryAddAsync(string partition, string row, T document, CancellationToken cancellationToken)
    {
        try
        {
            await table.AddEntityAsync(Write(partition, row, document), cancellationToken);
            return true;
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            return false;
        }
    }

    public async Task PutAsync(string partition, string row, T document, CancellationToken cancellationToken) =>
        await table.UpsertEntityAsync(Write(partition, row, document), TableUpdateMode.Replace, cancellationToken);

    public Task DeleteAsync(string partition, string row, CancellationToken cancellationToken) =>
        table.DeleteEntityAsync(partition, row, ETag.All, cancellationToken);

    /// <summary>Adds the documents of one partition that are not there, 100 at a time; those that are stay as they are. Safe to call from several hosts at once.</summary>
    public async Task AddMissingAsync(string partition, IReadOnlyCollection<KeyValuePair<string, T>> documents, CancellationToken cancellationToken)
    {
        while (true)
        {
            var present = new HashSet<string>(StringComparer.Ordinal);
            await foreach (var entity in table.QueryAsync<TableEntity>(e => e.PartitionKey == partition, select: ["RowKey"], cancellationToken: cancellationToken))
            {
                present.Add(entity.RowKey);
            }

            try
            {
                foreach (var group in documents.Where(d => !present.Contains(d.Key)).Chunk(100))
                {
                    await table.SubmitTransactionAsync(group.Select(d => new TableTransactionAction(TableTransactionActionType.Add, Write(partition, d.Key, d.Value))), cancellationToken);
                }

                return;
            }
            catch (RequestFailedException e) when (e.Status == 409)
            {
                // Another host adds them at the same time: look again.
            }
        }
    }

    public async Task DeletePartitionAsync(string partition, CancellationToken cancellationToken)
    {
        var keys = new List<TableEntity>();
        await foreach (var entity in table.QueryAsync<TableEntity>(e => e.PartitionKey == partition, select: ["PartitionKey", "RowKey"], cancellationToken: cancellationToken))
        {
            keys.Add(entity);
        }

        foreach (var group in keys.Chunk(100))
        {
            await table.SubmitTransactionAsync(group.Select(e => new TableTransactionAction(TableTransactionActionType.Delete, e)), cancellationToken);
        }
    }

    /// <summary>
    /// Replaces the document by what `change` makes of it, again and again until nobody else changed it meanwhile. Answers the document that
    /// now holds, null if there is none; `change` answers null to leave it as it is.
    /// </summary>
    public async Task<T?> UpdateAsync(string partition, string row, Func<T, T?> change, CancellationToken cancellationToken) =>
        (await UpdateAsync(partition, row, null, change, cancellationToken))?.Document;

    /// <summary>The same, from a document that was read or written before: it is not read again if nobody has changed it since.</summary>
    public async Task<Versioned<T>?> UpdateAsync(string partition, string row, Versioned<T>? known, Func<T, T?> change, CancellationToken cancellationToken)
    {
        var current = known is { ETag: not null } ? known : await FindVersionedAsync(partition, row, cancellationToken);
        while (current is { ETag: { } etag })
        {
            if (change(current.Document) is not { } next)
            {
                return current;
            }

            try
            {
                var written = await table.UpdateEntityAsync(Write(partition, row, next), etag, TableUpdateMode.Replace, cancellationToken);
                return new Versioned<T>(next, written.Headers.ETag);
            }
            catch (RequestFailedException e) when (e.Status == 412)
            {
                // Changed meanwhile: look again.
                current = await FindVersionedAsync(partition, row, cancellationToken);
            }
        }

        return null;
    }

    private TableEntity Write(string partition, string row, T document)
    {
        var entity = new TableEntity(partition, row) { ["state"] = state(document) };
        EntityBytes.Set(entity, Json, JsonSerializer.SerializeToUtf8Bytes(document, type));
        return entity;
    }

    private T Read(TableEntity entity) =>
        JsonSerializer.Deserialize(EntityBytes.Get(entity, Json).Span, type) ?? throw new JsonException($"{entity.PartitionKey}/{entity.RowKey} is empty.");
}
