using Activation.Destinations.Outgoing;

namespace Activation.Destinations.FileStores;

/// <summary>Opens the store that an account names. Stores over HTTP use the client of all destinations, and none is at an address that may not be connected to.</summary>
internal sealed class FileStoreFactory(IHttpClientFactory clients, OutgoingConnections connections)
{
    /// <param name="account">With what <see cref="FileStoreSettings.Check"/> asks for.</param>
    public IFileStore Open(DestinationAccount account) => account.Setting("store") switch
    {
        FileStoreSettings.Blob => new BlobFileStore(account, clients),
        FileStoreSettings.Sftp => new SftpFileStore(account, connections),
        _ => new S3FileStore(account, clients),
    };
}
