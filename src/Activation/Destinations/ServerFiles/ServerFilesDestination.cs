using Activation.Destinations.FileStores;

namespace Activation.Destinations.ServerFiles;

/// <summary>Writes who enters and who leaves as files where a partner fetches them: every run is a sequence, with its control file last.</summary>
/// <remarks>https://experienceleague.adobe.com/en/docs/audience-manager/user-guide/implementation-integration-guides/receiving-audience-data/batch-outbound-data-transfers/outbound-file-name-contents</remarks>
internal sealed class ServerFilesDestination(FileStoreFactory stores) : FileSetDestination<ServerFilesSettings>(ServerFilesType.Create(), stores)
{
    protected override ServerFilesSettings Read(DestinationAccount account) => new(account);

    protected override Task<SendResult> SendAsync(ServerFilesSettings settings, DestinationBatch batch, CancellationToken cancellationToken)
    {
        var outbound = OutboundFiles.Of(batch, settings);
        return PutAsync(settings, outbound.Files, outbound.Rejected, isListed: true, cancellationToken);
    }
}
