using Activation.Storage;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Moq;

namespace Activation.Tests.Destinations;

/// <summary>Tables in memory, as far as definitions and small documents use them.</summary>
internal sealed class InMemoryTables : TableServiceClient
{
    private readonly Dictionary<string, Table> tables = new(StringComparer.Ordinal);

    public static ActivationStorage Storage() => new(Mock.Of<BlobServiceClient>(), new InMemoryTables());

    public static Definitions Definitions() => new(Storage());

    public override TableClient GetTableClient(string tableName)
    {
        if (!tables.TryGetValue(tableName, out var table))
        {
            tables[tableName] = table = new Table();
        }

        return table;
    }

    private sealed class Table : TableClient
    {
        private readonly Dictionary<(string Partition, string Row), ITableEntity> entities = [];

        public override Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
            string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default) =>
            Task.FromResult<NullableResponse<T>>(new Found<T>(entities.TryGetValue((partitionKey, rowKey), out var entity) ? (T)entity : default));

        public override Task<Response> UpsertEntityAsync<T>(T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        {
            entities[(entity.PartitionKey, entity.RowKey)] = entity;
            return Task.FromResult(new Mock<Response> { CallBase = true }.Object);
        }

        public override Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default) =>
            entities.TryAdd((entity.PartitionKey, entity.RowKey), entity) ? Task.FromResult(Mock.Of<Response>()) : throw new RequestFailedException(409, "It exists.");

        public override Task<Response> UpdateEntityAsync<T>(T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default) =>
            UpsertEntityAsync(entity, mode, cancellationToken);

        public override Task<Response> DeleteEntityAsync(string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default)
        {
            var status = entities.Remove((partitionKey, rowKey)) ? 204 : 404;
            return Task.FromResult(Mock.Of<Response>(r => r.Status == status));
        }
    }

    private sealed class Found<T>(T? value) : NullableResponse<T>
    {
        public override bool HasValue => value is not null;

        public override T? Value => value;

        public override Response GetRawResponse() => Mock.Of<Response>();
    }
}
