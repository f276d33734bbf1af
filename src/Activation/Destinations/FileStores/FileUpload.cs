namespace Activation.Destinations.FileStores;

/// <summary>Puts files one after the other, until one fails.</summary>
internal static class FileUpload
{
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
