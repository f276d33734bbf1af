namespace Activation.Destinations.FileStores;

/// <summary>Where files are put for somebody else to fetch. Expected failures are values; a file is seen whole or not at all.</summary>
internal interface IFileStore : IAsyncDisposable
{
    /// <summary>Whether files can be put there, as far as that can be told without putting one.</summary>
    Task<DestinationResult> CheckAsync(CancellationToken cancellationToken);

    /// <summary>Writes a file, over one of the same name.</summary>
    /// <param name="path">Folders separated by `/`, below the store's own place.</param>
    Task<DestinationResult> PutAsync(string path, byte[] content, CancellationToken cancellationToken);
}
