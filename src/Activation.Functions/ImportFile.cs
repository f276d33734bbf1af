using Activation.Import;
using Azure.Storage.Blobs;
using Microsoft.Azure.Functions.Worker;

namespace Activation.Functions;

/// <summary>A file was dropped at `crm/{source}/{name}`: register it; the `import` queue does the work.</summary>
public sealed class ImportFile(ImportRegistrar registrar)
{
    [Function(nameof(ImportFile))]
    public Task RunAsync(
        [BlobTrigger("crm/{source}/{name}", Source = BlobTriggerSource.EventGrid, Connection = Connections.Storage)] BlobClient blob,
        CancellationToken cancellationToken) =>
        registrar.RegisterAsync(blob.Name, cancellationToken);
}
