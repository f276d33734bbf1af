using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Azure;
using Azure.Data.Tables;

namespace Activation.Storage;

/// <summary>What users define (sources, segments, destinations, syncs): one JSON document an entity, split over properties of 60 KiB.</summary>
public sealed class DefinitionStore<T>(TableClient table, JsonTypeInfo<T> type)
    where T : class
{
    private const string Partition = "v1";
    private const int PieceBytes = 60 * 1024;
    private const int MaxPieces = 14;

    public async Task<T?> FindAsync(string id, CancellationToken cancellationToken)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(Partition, id, cancellationToken: cancellationToken);
        return found.HasValue && found.Value is { } entity ? Read(entity) : null;
    }

    /// <summary>All definitions, by id. There are at most some thousands.</summary>
    public async Task<IReadOnlyList<KeyValuePair<string, T>>> ListAsync(CancellationToken cancellationToken)
    {
        var items = new List<KeyValuePair<string, T>>();
        await foreach (var entity in table.QueryAsync<TableEntity>(e => e.PartitionKey == Partition, cancellationToken: cancellationToken))
        {
            items.Add(new(entity.RowKey, Read(entity)));
        }

        return items;
    }

    public async Task PutAsync(string id, T definition, CancellationToken cancellationToken)
    {
        var json = Write(definition);
        var pieces = Pieces(json);
        var entity = new TableEntity(Partition, id) { ["pieces"] = pieces };
        for (var i = 0; i < pieces; i++)
        {
            entity[$"json{i}"] = json.AsSpan(i * PieceBytes, Math.Min(PieceBytes, json.Length - (i * PieceBytes))).ToArray();
        }

        await table.UpsertEntityAsync(entity, TableUpdateMode.Replace, cancellationToken);
    }

    /// <exception cref="ProblemException">400 `definitionTooLarge`.</exception>
    public void CheckSize(T definition) => Write(definition);

    public async Task<bool> DeleteAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            var response = await table.DeleteEntityAsync(Partition, id, ETag.All, cancellationToken);
            return response.Status != 404;
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return false;
        }
    }

    private byte[] Write(T definition)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(definition, type);
        return Pieces(json) <= MaxPieces
            ? json
            : throw ProblemException.Invalid("definitionTooLarge", "", $"The definition is larger than {MaxPieces * PieceBytes / 1024} KiB; make it smaller.");
    }

    private static int Pieces(byte[] json) => (json.Length + PieceBytes - 1) / PieceBytes;

    private T Read(TableEntity entity)
    {
        using var json = new MemoryStream();
        for (var i = 0; i < (entity.GetInt32("pieces") ?? 0); i++)
        {
            json.Write(entity.GetBinary($"json{i}"));
        }

        return JsonSerializer.Deserialize(json.GetBuffer().AsSpan(0, (int)json.Length), type)
            ?? throw new JsonException($"Definition {entity.RowKey} is empty.");
    }
}
