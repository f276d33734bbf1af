using Azure.Data.Tables;
using Azure.Storage.Blobs;

namespace Activation.Storage;

/// <summary>The storage account: blobs and tables. Thread-safe; one instance a host.</summary>
public sealed class ActivationStorage(BlobServiceClient blobs, TableServiceClient tables)
{
    public BlobServiceClient Blobs => blobs;

    public TableServiceClient Tables => tables;

    public BlobContainerClient Container(string name) => blobs.GetBlobContainerClient(name);

    public BlobClient Blob(string container, string name) => Container(container).GetBlobClient(name);

    public TableClient Table(string name) => tables.GetTableClient(name);

    /// <summary>Creates what <see cref="StorageNames"/> lists, where missing. Safe to call from several hosts at once.</summary>
    public async Task CreateMissingAsync(CancellationToken cancellationToken)
    {
        foreach (var name in StorageNames.Containers)
        {
            await Container(name).CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        }

        foreach (var name in StorageNames.Tables)
        {
            await Table(name).CreateIfNotExistsAsync(cancellationToken);
        }
    }
}
