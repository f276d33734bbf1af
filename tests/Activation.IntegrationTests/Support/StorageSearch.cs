using System.Globalization;
using System.IO.Compression;
using System.Text;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using DuckDB.NET.Data;

namespace Activation.IntegrationTests.Support;

/// <summary>Reads every blob, entity and message of an account through the storage API and says in which of them a needle is.</summary>
internal sealed class StorageSearch(AzuriteAccount account, Needles needles)
{
    private static readonly TimeSpan OutOfTheWay = TimeSpan.FromHours(1);

    /// <summary>To open one takes longer than to read a file.</summary>
    private readonly Lazy<DuckDBConnection> database = new(Open);

    /// <summary>Things looked at: a search that saw nothing proves nothing.</summary>
    public int Looked { get; private set; }

    /// <summary>Names of the blobs, entities and messages that hold a needle. Takes the messages out of the way: a last look.</summary>
    public async Task<IReadOnlyList<string>> FindAsync() => [.. await BlobsAsync(), .. await EntitiesAsync(), .. await MessagesAsync()];

    private async Task<List<string>> BlobsAsync()
    {
        var found = new List<string>();
        await foreach (var container in account.Blobs.GetBlobContainersAsync())
        {
            var client = account.Blobs.GetBlobContainerClient(container.Name);
            await foreach (var blob in client.GetBlobsAsync(Azure.Storage.Blobs.Models.BlobTraits.Metadata, Azure.Storage.Blobs.Models.BlobStates.All, prefix: null, CancellationToken.None))
            {
                if (await ReadAsync(client.GetBlobClient(blob.Name)) is not { } content)
                {
                    continue;
                }

                var metadata = string.Join('\n', (blob.Metadata ?? new Dictionary<string, string>(StringComparer.Ordinal)).Select(m => $"{m.Key}={m.Value}"));
                Look(found, $"blob {container.Name}/{blob.Name}", [.. Readings(content), Encoding.UTF8.GetBytes($"{blob.Name}\n{metadata}")]);
            }
        }

        return found;
    }

    /// <summary>Null if the blob was deleted since it was listed, as payloads are when their run has ended.</summary>
    private static async Task<byte[]?> ReadAsync(BlobClient blob)
    {
        try
        {
            return (await blob.DownloadContentAsync()).Value.Content.ToArray();
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    private async Task<List<string>> EntitiesAsync()
    {
        var found = new List<string>();
        await foreach (var table in account.Tables.QueryAsync())
        {
            await foreach (var entity in account.Tables.GetTableClient(table.Name).QueryAsync<TableEntity>())
            {
                foreach (var (property, value) in entity)
                {
                    var bytes = value as byte[] ?? Encoding.UTF8.GetBytes(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
                    Look(found, $"table {table.Name} property {property}", [.. Readings(bytes)]);
                }
            }
        }

        return found;
    }

    private async Task<List<string>> MessagesAsync()
    {
        var found = new List<string>();
        await foreach (var queue in account.Queues.GetQueuesAsync())
        {
            var client = account.Queues.GetQueueClient(queue.Name);
            while ((await client.ReceiveMessagesAsync(32, OutOfTheWay)).Value is { Length: > 0 } messages)
            {
                foreach (var message in messages)
                {
                    Look(found, $"queue {queue.Name}", [message.Body.ToArray(), .. Base64(message.Body.ToString())]);
                }
            }
        }

        return found;
    }

    private void Look(List<string> found, string where, IReadOnlyList<byte[]> readings)
    {
        Looked++;
        if (readings.Any(r => needles.IsIn(r)))
        {
            found.Add(where);
        }
    }

    /// <summary>The bytes themselves, and what they unpack to.</summary>
    private IEnumerable<byte[]> Readings(byte[] content)
    {
        yield return content;
        if (content is [0x1f, 0x8b, ..])
        {
            using var gzip = new GZipStream(new MemoryStream(content), CompressionMode.Decompress);
            using var plain = new MemoryStream();
            gzip.CopyTo(plain);
            foreach (var reading in Readings(plain.ToArray()))
            {
                yield return reading;
            }
        }
        else if (content.AsSpan().StartsWith("PAR1"u8))
        {
            yield return Encoding.UTF8.GetBytes(ParquetText(content));
        }
    }

    private static byte[][] Base64(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? [bytes[..length]] : [];
    }

    private string ParquetText(byte[] content)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(file, content);
            using var command = database.Value.CreateCommand();
            command.CommandText = $"SELECT CAST(r AS VARCHAR) FROM read_parquet('{file}') r";
            using var reader = command.ExecuteReader();
            var text = new StringBuilder();
            while (reader.Read())
            {
                text.AppendLine(reader.GetString(0));
            }

            return text.ToString();
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static DuckDBConnection Open()
    {
        var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SET threads=1";
        command.ExecuteNonQuery();
        return connection;
    }
}
