namespace Activation.Import;

/// <summary>Takes a file through the API: the same as dropping it at `crm/{source}/{name}`, but never overwriting one.</summary>
public sealed class ImportUpload
{
    /// <summary>Bodies up to this size go through the API; larger ones are dropped into the container directly.</summary>
    public const long MaxBytes = 100L * 1024 * 1024;

    /// <exception cref="ProblemException">400 a bad name; 404 no such source; 409 a file of that name waits to be imported.</exception>
    public Task<ImportId> UploadAsync(SourceId source, string name, Stream content, CancellationToken cancellationToken) => throw new NotImplementedException();
}
