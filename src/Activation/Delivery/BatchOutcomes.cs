using System.Text.Json;
using System.Text.Json.Serialization;
using Activation.Destinations;
using Activation.Storage;
using Azure;

namespace Activation.Delivery;

/// <summary>
/// The rows of a delivered batch that the destination refused, `batches/{run}/{number}.rejected.json`; written before the batch is settled. Those with the reason
/// <see cref="RejectedRow.WithoutName"/> are such that some of them were refused.
/// </summary>
internal sealed class BatchOutcomes(ActivationStorage storage)
{
    public async Task WriteAsync(BatchId batch, IReadOnlyList<RejectedRow> rejected, CancellationToken cancellationToken)
    {
        if (rejected.Count > 0)
        {
            var json = BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(rejected, OutcomeJson.Default.IReadOnlyListRejectedRow));
            await storage.Blob(StorageNames.Batches, Name(batch)).UploadAsync(json, overwrite: true, cancellationToken);
        }
    }

    /// <summary>By position in the batch.</summary>
    public async Task<IReadOnlyDictionary<int, string>> ReadAsync(BatchId batch, CancellationToken cancellationToken)
    {
        try
        {
            var content = await storage.Blob(StorageNames.Batches, Name(batch)).DownloadContentAsync(cancellationToken);
            var rejected = JsonSerializer.Deserialize(content.Value.Content, OutcomeJson.Default.IReadOnlyListRejectedRow) ?? [];
            var byIndex = new Dictionary<int, string>();
            foreach (var row in rejected)
            {
                byIndex[row.Index] = row.Reason;
            }

            return byIndex;
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return new Dictionary<int, string>();
        }
    }

    private static string Name(BatchId batch) => $"{batch.Run}/{batch.RowKey}.rejected.json";
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(IReadOnlyList<RejectedRow>))]
internal sealed partial class OutcomeJson : JsonSerializerContext;
