using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;

namespace Activation.IntegrationTests.Support;

/// <summary>A storage account of its own in the shared Azurite process, empty at first.</summary>
public sealed class AzuriteAccount(string name, string key, AzuriteEndpoints endpoints)
{
    public string Name => name;

    public AzuriteEndpoints Endpoints => endpoints;

    /// <summary>As Azurite takes its accounts.</summary>
    public string NameAndKey => $"{name}:{key}";

    public string ConnectionString => ConnectionStringAt(endpoints);

    public BlobServiceClient Blobs => new(ConnectionString);

    public QueueServiceClient Queues => new(ConnectionString);

    public TableServiceClient Tables => new(ConnectionString);

    /// <summary>The same account reached by other ports (a proxy's): signatures cover account and path, not the port.</summary>
    public string ConnectionStringAt(AzuriteEndpoints at) =>
        $"DefaultEndpointsProtocol=http;AccountName={name};AccountKey={key};"
        + $"BlobEndpoint=http://127.0.0.1:{at.Blob}/{name};QueueEndpoint=http://127.0.0.1:{at.Queue}/{name};TableEndpoint=http://127.0.0.1:{at.Table}/{name};";
}
