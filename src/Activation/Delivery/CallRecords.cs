using System.Globalization;
using Activation.Destinations;
using Activation.Storage;
using Azure.Storage.Blobs.Models;

namespace Activation.Delivery;

/// <summary>
/// What the calls of a run left for its end (<see cref="SendResult.Record"/>), `batches/{run}/records/{number}-{part}.json`. Written when the call has succeeded and before
/// its batch is settled; another attempt at it writes over it. They go with the payloads.
/// </summary>
internal sealed class CallRecords(ActivationStorage storage)
{
    public async Task WriteAsync(BatchId batch, int part, string record, CancellationToken cancellationToken) =>
        await storage.Blob(StorageNames.Batches, string.Create(CultureInfo.InvariantCulture, $"{Folder(batch.Run)}{batch.RowKey}-{part:D6}.json"))
            .UploadAsync(BinaryData.FromString(record), overwrite: true, cancellationToken);

    /// <summary>In the order of batches and parts. Null if there is none of a batch that left some: another host has closed the run meanwhile.</summary>
    public async Task<IReadOnlyList<string>?> ReadAsync(RunId run, IReadOnlyCollection<BatchId> batches, CancellationToken cancellationToken)
    {
        var missing = batches.Select(b => b.RowKey).ToHashSet(StringComparer.Ordinal);
        var records = new List<string>();
        await foreach (var blob in storage.Container(StorageNames.Batches).GetBlobsAsync(BlobTraits.None, BlobStates.None, Folder(run), cancellationToken))
        {
            var content = await storage.Blob(StorageNames.Batches, blob.Name).DownloadContentAsync(cancellationToken);
            records.Add(content.Value.Content.ToString());
            missing.Remove(blob.Name[Folder(run).Length..].Split('-')[0]);
        }

        return missing.Count == 0 ? records : null;
    }

    private static string Folder(RunId run) => $"{run}/records/";
}
