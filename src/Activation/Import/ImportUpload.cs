using Azure;
using Azure.Storage.Blobs.Models;
using Activation.Import.Files;
using Activation.Storage;

namespace Activation.Import;

/// <summary>Takes a file through the API: the same as dropping it at `crm/{source}/{name}`, or `events/{source}/{name}` for a source of events, but never overwriting one.</summary>
public sealed class ImportUpload(ActivationStorage storage, Definitions definitions, ImportRegistrar registrar, IMessageQueue queue)
{
    /// <summary>Bodies up to this size go through the API; larger ones are dropped into the container directly.</summary>
    public const long MaxBytes = 100L * 1024 * 1024;

    private const int MaxNameLength = 512;

    /// <exception cref="ProblemException">400 a bad name; 404 no such source; 409 a file of that name waits to be imported; 413 larger than <see cref="MaxBytes"/>.</exception>
    public async Task<ImportId> UploadAsync(SourceId source, string name, Stream content, CancellationToken cancellationToken)
    {
        if (!IsValidName(name))
        {
            throw ProblemException.Invalid("invalidFileName", "name", $"Name the file with 1 to {MaxNameLength} characters, without control characters, backslashes, and '.' or '..' as a folder.");
        }

        var definition = await definitions.Sources.FindAsync(source.Value, cancellationToken) ?? throw new ProblemException(404, "sourceNotFound", $"There is no source '{source}'; define it first: PUT /api/sources/{source} (an empty object takes the defaults).");
        var container = DropFolder.Of(definition.Kind);
        var blobName = $"{source}/{name}";
        try
        {
            await using var limited = new LimitedStream(content, MaxBytes);
            var options = new BlobUploadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } };
            var uploaded = await storage.Blob(container, blobName).UploadAsync(limited, options, cancellationToken);
            var entry = await registrar.AddAsync(container, blobName, uploaded.Value.ETag, uploaded.Value.LastModified, cancellationToken)
                ?? throw new InvalidOperationException("A file in a source's folder was not registered.");
            await queue.SendImportAsync(source, entry.Id.Value, TimeSpan.Zero, cancellationToken);
            return entry.Id;
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            throw ProblemException.Conflict("fileWaiting", "A file of this name waits to be imported: wait for its import, or use another name.");
        }
    }

    private static bool IsValidName(string name) =>
        name.Length is > 0 and <= MaxNameLength
        && !name.Any(c => char.IsControl(c) || c == '\\')
        && name.Split('/').All(part => part is not ("" or "." or ".."));
}
