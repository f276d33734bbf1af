using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Activation.Profiles;
using Azure;
using Azure.Data.Tables;

namespace Activation.Storage;

/// <summary>Numbered documents of something, from 1, of which the newest are kept. The row key counts down, so that the newest comes first.</summary>
/// <param name="most">How many are kept.</param>
internal sealed class HistoryTable<T>(TableClient table, JsonTypeInfo<T> type, int most)
    where T : class
{
    private const string Json = "json";
    private const long Highest = 9_999_999_999;

    public async Task<(long Number, T Document)?> NewestAsync(string partition, CancellationToken cancellationToken) =>
        await ListAsync(partition, limit: 1, before: null, cancellationToken) is [var newest] ? newest : null;

    public async Task<T?> FindAsync(string partition, long number, CancellationToken cancellationToken)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(partition, Key(number), cancellationToken: cancellationToken);
        return found.HasValue && found.Value is { } entity ? Read(entity) : null;
    }

    /// <summary>The newest first.</summary>
    /// <param name="before">Only lower numbers; null: from the newest on.</param>
    public async Task<IReadOnlyList<(long Number, T Document)>> ListAsync(string partition, int limit, long? before, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {(before is { } number ? Key(number) : "")}");
        var items = new List<(long, T)>();
        await foreach (var entity in table.QueryAsync<TableEntity>(filter, maxPerPage: Math.Min(limit, 1000), cancellationToken: cancellationToken))
        {
            items.Add((Highest - long.Parse(entity.RowKey, CultureInfo.InvariantCulture), Read(entity)));
            if (items.Count == limit)
            {
                break;
            }
        }

        return items;
    }

    /// <summary>Adds what `make` makes of the next number and the newest document; null adds nothing. Called again if another host was faster.</summary>
    public async Task<T?> AppendAsync(string partition, Func<long, T?, T?> make, CancellationToken cancellationToken)
    {
        while (true)
        {
            var newest = await NewestAsync(partition, cancellationToken);
            var number = (newest?.Number ?? 0) + 1;
            if (make(number, newest?.Document) is not { } document)
            {
                return null;
            }

            var entity = new TableEntity(partition, Key(number));
            EntityBytes.Set(entity, Json, JsonSerializer.SerializeToUtf8Bytes(document, type));
            try
            {
                await table.AddEntityAsync(entity, cancellationToken);
            }
            catch (RequestFailedException e) when (e.Status == 409)
            {
                continue;
            }

            if (number > most)
            {
                // Answers 404 without an exception.
                await table.DeleteEntityAsync(partition, Key(number - most), ETag.All, cancellationToken);
            }

            return document;
        }
    }

    private static string Key(long number) => (Highest - number).ToString("d10", CultureInfo.InvariantCulture);

    private T Read(TableEntity entity) =>
        JsonSerializer.Deserialize(EntityBytes.Get(entity, Json).Span, type) ?? throw new JsonException($"{entity.PartitionKey}/{entity.RowKey} is empty.");
}
