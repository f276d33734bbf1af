using System.Text.Json;
using Activation.Storage;

namespace Activation.Delivery.Splitting;

/// <summary>The search's state, `batches/{run}/{number}.split.json`: written after each call's answer, under the batch's lease.</summary>
internal sealed class SplitStore(ActivationStorage storage)
{
    public async Task WriteAsync(BatchId batch, SplitState state, CancellationToken cancellationToken) =>
        await storage.Blob(StorageNames.Batches, Name(batch))
            .UploadAsync(BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(state, SplitJson.Default.SplitState)), overwrite: true, cancellationToken);

    public async Task<SplitState> ReadAsync(BatchId batch, CancellationToken cancellationToken)
    {
        var content = await storage.Blob(StorageNames.Batches, Name(batch)).DownloadContentAsync(cancellationToken);
        return JsonSerializer.Deserialize(content.Value.Content, SplitJson.Default.SplitState) ?? throw new JsonException($"{Name(batch)} is empty.");
    }

    private static string Name(BatchId batch) => $"{batch.Run}/{batch.RowKey}.split.json";
}
