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

    /// <summary>Those of the batches, in their order and that of their parts. Null if there is none of a batch that left some: another host has closed the run meanwhile.</summary>
    public async Task<IReadOnlyList<string>?> ReadAsync(RunId run, IReadOnlyCollection<BatchId> batches, CancellationToken cancellationToken)
    {
        var asked = batches.Select(b => b.RowKey).ToHashSet(StringComparer.Ordinal);
        var found = new HashSet<string>(StringComparer.Ordinal);
        var records = new List<string>();
        await foreach (var blob in storage.Container(StorageNames.Batches).GetBlobsAsync(BlobTraits.None, BlobStates.None, Folder(run), cancellationToken))
        {
            var batch = blob.Name[Folder(run).Length..].Split('-')[0];
            if (!asked.Contains(batch))
            {
                continue;
            }

            var content = await storage.Blob(StorageNames.Batches, blob.Name).DownloadContentAsync(cancellationToken);
            records.Add(content.Value.Content.ToString());
            found.Add(batch);
        }

        return found.Count == asked.Count ? records : null;
    }

    private static string Folder(RunId run) => $"{run}/records/";
}
