using Activation.Import;
using Activation.Storage;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Sas;

namespace Activation.Api.Imports;

/// <summary>Where a file that is too large for the API can be put: a URL that allows creating that one blob for an hour, where the host may sign one.</summary>
internal sealed class UploadUrls(ActivationStorage storage, Definitions definitions, TimeProvider time)
{
    private static readonly TimeSpan Life = TimeSpan.FromHours(1);

    public async Task<Uri> ForAsync(SourceId source, string name, CancellationToken cancellationToken)
    {
        var definition = await definitions.Sources.FindAsync(source.Value, cancellationToken);
        var container = definition is { Kind: SourceKind.Events } ? StorageNames.Events : StorageNames.Crm;
        var blob = storage.Blob(container, $"{source}/{name}");
        var now = time.GetUtcNow();
        if (blob.CanGenerateSasUri)
        {
            return blob.GenerateSasUri(BlobSasPermissions.Create, now + Life);
        }

        try
        {
            var key = await storage.Blobs.GetUserDelegationKeyAsync(now, now + Life, cancellationToken);
            var signed = new BlobUriBuilder(blob.Uri)
            {
                Sas = new BlobSasBuilder(BlobSasPermissions.Create, now + Life) { BlobContainerName = container, BlobName = blob.Name, Resource = "b" }.ToSasQueryParameters(key.Value, storage.Blobs.AccountName),
            };
            return signed.ToUri();
        }
        catch (RequestFailedException e) when (e.Status is 401 or 403)
        {
            // The host's identity may not sign: the caller needs a right of its own to the container.
            return blob.Uri;
        }
    }
}
