using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Activation.Storage;

namespace Activation.Import;

/// <summary>The dropped file of an import, in the version that was registered and no other.</summary>
internal sealed class RawFile(ActivationStorage storage, ImportEntry entry)
{
    private const int BufferBytes = 4 * 1024 * 1024;

    private BlobClient Blob => storage.Blob(entry.Container, entry.BlobName);

    private BlobRequestConditions SameVersion => new() { IfMatch = new ETag($"\"{entry.BlobETag}\"") };

    /// <summary>The content, read in ranges; or why it is not there any more.</summary>
    public async Task<(Stream? Content, ImportFailure? Failure)> OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            var options = new BlobOpenReadOptions(allowModifications: false) { Conditions = SameVersion, BufferSize = BufferBytes };
            return (await Blob.OpenReadAsync(options, cancellationToken), null);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return (null, new ImportFailure("missing", "The file was deleted before it was imported."));
        }
        catch (RequestFailedException e) when (e.Status == 412)
        {
            return (null, new ImportFailure("replacedBeforeImport", "The file was replaced before it was imported; the new one is an import of its own."));
        }
    }

    /// <summary>Copies the file to `failed/{importId}/{name}`, beside its receipt. Nothing to do if it is gone.</summary>
    public Task CopyToFailedAsync(CancellationToken cancellationToken) => CopyAsync(StorageNames.Failed, $"{entry.Id}/{entry.Record.Name}", cancellationToken);

    private async Task CopyAsync(string container, string name, CancellationToken cancellationToken)
    {
        try
        {
            await using var content = await Blob.OpenReadAsync(new BlobOpenReadOptions(allowModifications: false) { Conditions = SameVersion, BufferSize = BufferBytes }, cancellationToken);
            await storage.Blob(container, name).UploadAsync(content, overwrite: true, cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status is 404 or 412)
        {
            // Copied and deleted by an attempt before this one, or replaced: then it is another import's.
        }
    }

    /// <summary>Moves, keeps or deletes the file of an import that is done. Nothing to do if it is gone.</summary>
    public async Task PutAwayAsync(CancellationToken cancellationToken)
    {
        var isImported = entry.Record.State == ImportState.Completed;
        if (isImported && entry.AfterImport == AfterImport.Keep)
        {
            return;
        }

        if (isImported && entry.AfterImport == AfterImport.Archive)
        {
            await CopyAsync(StorageNames.Archive, $"{entry.Record.Source}/{ImportEntry.Hash(entry.Id)}/{entry.Record.Name}", cancellationToken);
        }

        await DeleteAsync(cancellationToken);
    }

    private async Task DeleteAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Blob.DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, SameVersion, cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == 412)
        {
            // Replaced meanwhile: the new version is an import of its own.
        }
    }
}
