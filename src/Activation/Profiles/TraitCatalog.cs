using System.Text.Json;
using System.Text.Json.Serialization;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Activation.Storage;

namespace Activation.Profiles;

/// <summary>
/// All traits of the deployment, in one ETag-guarded blob (`snapshot/traits.json`). An imported trait once declared keeps its
/// ordinal and type, so a concurrent import adopts what the other declared first. Computed traits are in it too: so that a name is only ever one of the two.
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
    public Task<TraitSchema> DeclareAsync(SourceId source, IReadOnlyList<KeyValuePair<string, TraitType>> proposed, CancellationToken cancellationToken) =>
        ReplaceAsync(schema => schema.With(source, proposed) is (var next, true) ? next : schema, cancellationToken);

    /// <summary>Adds a computed trait, or replaces it.</summary>
    /// <returns>False: imports bring a trait of that name.</returns>
    public async Task<bool> PutComputedAsync(ComputedTrait trait, CancellationToken cancellationToken) =>
        (await ReplaceAsync(schema => schema.Find(trait.Name) is null ? schema.With(trait) : schema, cancellationToken)).Find(trait.Name) is null;

    public Task DeleteComputedAsync(string name, CancellationToken cancellationToken) =>
        ReplaceAsync(schema => schema.FindComputed(name) is null ? schema : schema.Without(name), cancellationToken);

    /// <summary>Says when the values of an imported trait are gone, and how it is labelled.</summary>
    /// <returns>Null: there is no such trait.</returns>
    public async Task<Trait?> PutAsync(string name, ValueExpiry? expiry, IReadOnlyList<string> labels, CancellationToken cancellationToken) =>
        (await ReplaceAsync(schema => schema.Find(name) is { } trait ? schema.With(trait, expiry).WithLabels(name, labels) : schema, cancellationToken)).Find(name);

    /// <summary>Says when the values of a source are gone, where their trait says nothing.</summary>
    public Task<TraitSchema> PutExpiryAsync(SourceId source, ValueExpiry? expiry, CancellationToken cancellationToken) =>
        ReplaceAsync(schema => schema.With(source, expiry), cancellationToken);

    /// <summary>Replaces the catalogue by what `change` makes of it, until nobody else changed it meanwhile; the same object leaves it as it is.</summary>
    private async Task<TraitSchema> ReplaceAsync(Func<TraitSchema, TraitSchema> change, CancellationToken cancellationToken)
    {
        var blob = storage.Blob(StorageNames.Snapshot, BlobName);
        while (true)
        {
            var (schema, etag) = await ReadWithETagAsync(blob, cancellationToken);
            var next = change(schema);
            if (ReferenceEquals(next, schema))
            {
                return schema;
            }

            try
            {
                var conditions = etag is { } known ? new BlobRequestConditions { IfMatch = known } : new BlobRequestConditions { IfNoneMatch = ETag.All };
                var json = BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(new TraitCatalogDocument(next.Traits, next.Computed, next.SourceExpiries), TraitJson.Default.TraitCatalogDocument));
                await blob.UploadAsync(json, new BlobUploadOptions { Conditions = conditions }, cancellationToken);
                return next;
            }
            catch (RequestFailedException e) when (e.Status is 409 or 412)
            {
                // Somebody else changed it meanwhile: read again, and change that.
            }
        }
    }

    private static async Task<(TraitSchema Schema, ETag? ETag)> ReadWithETagAsync(BlobClient blob, CancellationToken cancellationToken)
    {
        try
        {
            var content = await blob.DownloadContentAsync(cancellationToken);
            return (Read(content.Value.Content), content.Value.Details.ETag);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return (TraitSchema.Empty, null);
        }
    }

    /// <summary>The first catalogues were a list of imported traits.</summary>
    private static TraitSchema Read(BinaryData json)
    {
        if (json.ToMemory().Span is [(byte)'[', ..])
        {
            return new TraitSchema(JsonSerializer.Deserialize(json, TraitJson.Default.IReadOnlyListTrait) ?? []);
        }

        var document = JsonSerializer.Deserialize(json, TraitJson.Default.TraitCatalogDocument);
        return document is null ? TraitSchema.Empty : new TraitSchema(document.Traits, document.Computed, document.SourceExpiries);
    }
}

internal sealed record TraitCatalogDocument(IReadOnlyList<Trait> Traits, IReadOnlyList<ComputedTrait>? Computed, IReadOnlyDictionary<string, ValueExpiry>? SourceExpiries);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(IReadOnlyList<Trait>))]
[JsonSerializable(typeof(TraitCatalogDocument))]
internal sealed partial class TraitJson : JsonSerializerContext;
