using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;

namespace Activation.Local;

/// <summary>The storage account of a connection string.</summary>
internal sealed class StorageAccount
{
    private readonly Dictionary<string, string> parts;

    public StorageAccount(string connectionString)
    {
        ConnectionString = connectionString;
        parts = connectionString.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(p => p.Split('=', 2))
            .Where(p => p.Length == 2)
            .GroupBy(p => p[0], StringComparer.OrdinalIgnoreCase)
            .ToDictionary(g => g.Key, g => g.First()[1], StringComparer.OrdinalIgnoreCase);
        try
        {
            Blobs = new BlobServiceClient(connectionString).Uri;
            Queues = new QueueServiceClient(connectionString).Uri;
            Tables = new TableServiceClient(connectionString).Uri;
        }
        catch (Exception e) when (e is FormatException or ArgumentException or InvalidOperationException)
        {
            throw new LocalStartException($"--storage is not a connection string with blob, queue and table endpoints, such as {LocalOptions.DevelopmentStorage}.");
        }
    }

    public string ConnectionString { get; }

    public Uri Blobs { get; }

    public Uri Queues { get; }

    public Uri Tables { get; }

    public IReadOnlyList<Uri> Endpoints => [Blobs, Queues, Tables];

    public bool IsLocal => Endpoints.All(e => e.IsLoopback);

    /// <summary>What Azurite must be told to serve the account, `name:key`; null for the account that it has by itself.</summary>
    public string? AzuriteAccount =>
        parts.TryGetValue("AccountName", out var name) && parts.TryGetValue("AccountKey", out var key) ? $"{name}:{key}" : null;
}
