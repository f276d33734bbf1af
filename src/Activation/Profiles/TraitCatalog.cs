using System.Text.Json;
using System.Text.Json.Serialization;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Activation.Storage;

namespace Activation.Profiles;

/// <summary>
/// All traits of the deployment, in one ETag-guarded blob (`snapshot/traits.json`). Append only: a trait once declared keeps its
/// ordinal and type, so a concurrent import adopts what the other declared first.
/// </summary>
public sealed class TraitCatalog(ActivationStorage storage)
{
    private const string BlobName = "traits.json";

    public async Task<TraitSchema> ReadAsync(CancellationToken cancellationToken) =>
        (await ReadWithETagAsync(storage.Blob(StorageNames.Snapshot, BlobName), cancellationToken)).Schema;

    /// <summary>
    /// Declares the traits that are missing and notes `source` on those that it provides; answers the schema that now holds, in which
    /// a trait may have another type than proposed.
    /// </summary>
    public async Task<TraitSchema> DeclareAsync(SourceId source, IReadOnlyList<KeyValuePair<string, TraitType>> proposed, CancellationToken cancellationToken)
    {
        var blob = storage.Blob(StorageNames.Snapshot, BlobName);
        while (true)
        {
            var (schema, etag) = await ReadWithETagAsync(blob, cancellationToken);
            var (next, changed) = schema.With(source, proposed);
            if (!changed)
            {
                return schema;
            }

            try
            {
                var conditions = etag is { } known ? new BlobRequestConditions { IfMatch = known } : new BlobRequestConditions { IfNoneMatch = ETag.All };
                var json = BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(next.Traits, TraitJson.Default.IReadOnlyListTrait));
                await blob.UploadAsync(json, new BlobUploadOptions { Conditions = conditions }, cancellationToken);
                return next;
            }
            catch (RequestFailedException e) when (e.Status is 409 or 412)
            {
                // Another import declared traits meanwhile: read again and declare what is still missing.
            }
        }
    }

    private static async Task<(TraitSchema Schema, ETag? ETag)> ReadWithETagAsync(BlobClient blob, CancellationToken cancellationToken)
    {
        try
        {
            var content = await blob.DownloadContentAsync(cancellationToken);
            var traits = JsonSerializer.Deserialize(content.Value.Content, TraitJson.Default.IReadOnlyListTrait) ?? [];
            return (new TraitSchema(traits), content.Value.Details.ETag);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return (TraitSchema.Empty, null);
        }
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(IReadOnlyList<Trait>))]
internal sealed partial class TraitJson : JsonSerializerContext;
