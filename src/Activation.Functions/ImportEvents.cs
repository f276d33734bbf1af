using Activation.Import;
using Azure.Storage.Blobs;
using Microsoft.Azure.Functions.Worker;

namespace Activation.Functions;

/// <summary>A file was dropped at `events/{source}/{name}`: register it; the `import` queue does the work.</summary>
public sealed class ImportEvents(ImportRegistrar registrar)
{
    [Function(nameof(ImportEvents))]
    public Task RunAsync(
        [BlobTrigger("events/{source}/{name}", Source = BlobTriggerSource.EventGrid, Connection = Connections.Storage)] BlobClient blob,
        CancellationToken cancellationToken) =>
        registrar.RegisterEventsAsync(blob.Name, cancellationToken);
}
