using System.Text.Json;
using System.Text.Json.Serialization;
using Activation.Storage;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace Activation.Profiles.Events;

/// <summary>
/// All names and properties of events of the deployment, in one ETag-guarded blob (`snapshot/events.json`). Append only: a property once declared keeps its
/// ordinal and type, so a concurrent import adopts what the other declared first.
/// </summary>
public sealed class EventCatalog(ActivationStorage storage)
{
    /// <summary>More different names are made by a file whose name column is none.</summary>
    public const int MaxNames = 10_000;

    public const int MaxProperties = 2_000;

    private const string BlobName = "events.json";

    public async Task<EventSchema> ReadAsync(CancellationToken cancellationToken) =>
        (await ReadWithETagAsync(storage.Blob(StorageNames.Snapshot, BlobName), cancellationToken)).Schema;

    /// <summary>
    /// Declares what is missing; answers the schema that now holds. A property may have another type in it than proposed; a name or a property beyond the limits is
    /// not in it.
    /// </summary>
    public async Task<EventSchema> DeclareAsync(IReadOnlyCollection<string> names, IReadOnlyCollection<KeyValuePair<string, TraitType>> properties, CancellationToken cancellationToken)
    {
        var blob = storage.Blob(StorageNames.Snapshot, BlobName);
        while (true)
        {
            var (schema, etag) = await ReadWithETagAsync(blob, cancellationToken);
            var (next, changed) = schema.With(names, properties);
            if (!changed)
            {
                return schema;
            }

            try
            {
                var conditions = etag is { } known ? new BlobRequestConditions { IfMatch = known } : new BlobRequestConditions { IfNoneMatch = ETag.All };
                var json = BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(new EventCatalogDocument(next.Names, next.Properties), EventJson.Default.EventCatalogDocument));
                await blob.UploadAsync(json, new BlobUploadOptions { Conditions = conditions }, cancellationToken);
                return next;
            }
            catch (RequestFailedException e) when (e.Status is 409 or 412)
            {
                // Another import declared something meanwhile: read again and declare what is still missing.
            }
        }
    }

    private static async Task<(EventSchema Schema, ETag? ETag)> ReadWithETagAsync(BlobClient blob, CancellationToken cancellationToken)
    {
        try
        {
            var content = await blob.DownloadContentAsync(cancellationToken);
            var document = JsonSerializer.Deserialize(content.Value.Content, EventJson.Default.EventCatalogDocument);
            return (document is null ? EventSchema.Empty : new EventSchema(document.Names, document.Properties), content.Value.Details.ETag);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return (EventSchema.Empty, null);
        }
    }
}

internal sealed record EventCatalogDocument(IReadOnlyList<string> Names, IReadOnlyList<EventProperty> Properties);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(EventCatalogDocument))]
internal sealed partial class EventJson : JsonSerializerContext;
