namespace Activation.Import;

/// <summary>Registers dropped files; the work is done by <see cref="ImportRunner"/>.</summary>
public sealed class ImportRegistrar
{
    /// <summary>
    /// Registers the blob `crm/{blobName}` in its current version (path + ETag) and queues a drain of its source. Repeating it changes nothing.
    /// A blob that is gone, or lies outside a source's folder, is not an error.
    /// </summary>
    public Task RegisterAsync(string blobName, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Lists the `crm` container and registers what was missed.</summary>
    public Task SweepAsync(CancellationToken cancellationToken) => throw new NotImplementedException();
}
