using System.Buffers;
using Activation.Destinations;
using Activation.Storage;
using Azure;
using Azure.Storage.Blobs;

namespace Activation.Delivery;

/// <summary>
/// The members of a batch as a blob, `batches/{run}/{number}-{plan}.rows`: see <see cref="PayloadWriter"/>. Batches that an earlier version planned have theirs as
/// `….jsonl.gz`: see <see cref="JsonLinesPayload"/>. The blob is also what a delivery leases.
/// </summary>
internal sealed class BatchPayloads(ActivationStorage storage)
{
    private const string End = ".rows";

    public BlobClient Blob(BatchRecord batch) =>
        storage.Blob(StorageNames.Batches, batch.Payload ?? $"{BatchStore.Id(batch).Run}/{BatchStore.Id(batch).RowKey}{JsonLinesPayload.End}");

    /// <summary>The blob's name.</summary>
    /// <param name="plan">Of the attempt to plan the run: another one writes other blobs.</param>
    public static string Name(BatchId batch, string plan) => $"{batch.Run}/{batch.RowKey}-{plan}{End}";

    /// <summary>Whether a blob of the container `batches` is a payload.</summary>
    public static bool IsPayload(string name) => name.EndsWith(End, StringComparison.Ordinal) || IsJsonLines(name);

    public async Task WriteAsync(BatchId batch, string plan, PayloadWriter payload, CancellationToken cancellationToken)
    {
        await storage.Blob(StorageNames.Batches, Name(batch, plan)).UploadAsync(BinaryData.FromBytes(payload.Finish()), overwrite: true, cancellationToken);
    }

    /// <summary>What is sent. Empty if the payload is gone.</summary>
    public Task<IReadOnlyList<MemberRow>> ReadRowsAsync(BatchRecord batch, CancellationToken cancellationToken) => ReadRowsAsync(Blob(batch), cancellationToken);

    /// <summary>In the same order, what the outcome settles. Empty if the payload is gone.</summary>
    public Task<IReadOnlyList<BatchPlace>> ReadPlacesAsync(BatchRecord batch, CancellationToken cancellationToken) => ReadPlacesAsync(Blob(batch), cancellationToken);

    /// <summary>Whether a payload names any of the profiles.</summary>
    public static async Task<bool> HoldsAsync(BlobClient payload, IReadOnlySet<ProfileId> profiles, CancellationToken cancellationToken) =>
        (await ReadPlacesAsync(payload, cancellationToken)).Any(p => profiles.Contains(p.Profile));

    /// <summary>Takes profiles out of a payload that nothing is delivered from any more; one without others goes as a whole.</summary>
    public static async Task RemoveAsync(BlobClient payload, IReadOnlySet<ProfileId> profiles, CancellationToken cancellationToken)
    {
        var rest = new PayloadWriter();
        foreach (var (row, place) in (await ReadRowsAsync(payload, cancellationToken)).Zip(await ReadPlacesAsync(payload, cancellationToken)))
        {
            if (!profiles.Contains(place.Profile))
            {
                rest.Add(new BatchMember(row, place));
            }
        }

        if (rest.Count == 0 || IsJsonLines(payload.Name))
        {
            await payload.DeleteIfExistsAsync(cancellationToken: cancellationToken);
        }
        else
        {
            await payload.UploadAsync(BinaryData.FromBytes(rest.Finish()), overwrite: true, cancellationToken);
        }
    }

    private static Task<IReadOnlyList<MemberRow>> ReadRowsAsync(BlobClient payload, CancellationToken cancellationToken) =>
        ReadAsync(payload, PayloadReader.Rows, JsonLinesPayload.ReadRowsAsync, cancellationToken);

    private static Task<IReadOnlyList<BatchPlace>> ReadPlacesAsync(BlobClient payload, CancellationToken cancellationToken) =>
        ReadAsync(payload, PayloadReader.Places, JsonLinesPayload.ReadPlacesAsync, cancellationToken);

    private static async Task<IReadOnlyList<T>> ReadAsync<T>(
        BlobClient payload, Func<ReadOnlySpan<byte>, IReadOnlyList<T>> read, Func<Stream, string, CancellationToken, Task<IReadOnlyList<T>>> readLines, CancellationToken cancellationToken)
    {
        try
        {
            using var download = (await payload.DownloadStreamingAsync(cancellationToken: cancellationToken)).Value;
            return IsJsonLines(payload.Name)
                ? await readLines(download.Content, payload.Name, cancellationToken)
                : await ReadWholeAsync(download.Content, checked((int)download.Details.ContentLength), read, cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return [];
        }
    }

    private static async Task<IReadOnlyList<T>> ReadWholeAsync<T>(Stream content, int length, Func<ReadOnlySpan<byte>, IReadOnlyList<T>> read, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            await content.ReadExactlyAsync(buffer.AsMemory(0, length), cancellationToken);
            return read(buffer.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static bool IsJsonLines(string name) => name.EndsWith(JsonLinesPayload.End, StringComparison.Ordinal);
}
