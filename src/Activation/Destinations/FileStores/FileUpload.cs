namespace Activation.Destinations.FileStores;

/// <summary>Puts files one after the other, until one fails.</summary>
internal static class FileUpload
{
    /// <param name="files">In their order: a control file last.</param>
    public static async Task<DestinationResult> PutAsync(IFileStore store, IEnumerable<DataFile> files, CancellationToken cancellationToken)
    {
        foreach (var file in files)
        {
            var result = await store.PutAsync(file.Path, file.Content, cancellationToken);
            if (result.Outcome != DestinationOutcome.Success)
            {
                return result;
            }
        }

        return DestinationResult.Success;
    }
}
