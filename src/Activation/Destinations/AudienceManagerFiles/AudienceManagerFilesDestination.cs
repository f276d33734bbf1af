using Activation.Destinations.FileStores;

namespace Activation.Destinations.AudienceManagerFiles;

/// <summary>Gives people an onboarded trait at Audience Manager and takes it from them, by inbound files in its bucket.</summary>
/// <remarks>https://experienceleague.adobe.com/en/docs/audience-manager/user-guide/implementation-integration-guides/sending-audience-data/batch-data-transfer-process/inbound-file-contents</remarks>
internal sealed class AudienceManagerFilesDestination(FileStoreFactory stores) : FileSetDestination<AudienceManagerFilesSettings>(AudienceManagerFilesType.Create(), stores)
{
    private static readonly DestinationResult NoTrait = new(
        DestinationOutcome.Stop, "traitIdMissing", "The sync has no trait at Audience Manager. Make an onboarded trait there, add the sync with its id to the destination's traitIds, then run the sync again.");

    protected override AudienceManagerFilesSettings Read(DestinationAccount account) => new(account);

    /// <summary>The audience is the trait that the settings name for the sync; with another one it is another audience.</summary>
    protected override Task<EnsureAudienceResult> EnsureAudienceAsync(AudienceManagerFilesSettings settings, AudienceSpec audience, CancellationToken cancellationToken)
    {
        var result = settings.TraitOf(audience.Sync) is not { } trait ? new EnsureAudienceResult(NoTrait, null)
            : audience.KnownId is { } known && known != trait
                ? new EnsureAudienceResult(new DestinationResult(DestinationOutcome.AudienceMissing, "otherTrait", "The settings name another trait for this sync; it is filled anew."), null)
                : new EnsureAudienceResult(DestinationResult.Success, trait);
        return Task.FromResult(result);
    }

    protected override async Task<SendResult> SendAsync(AudienceManagerFilesSettings settings, DestinationBatch batch, CancellationToken cancellationToken)
    {
        if (settings.PositionOf(batch.AudienceId) < 0)
        {
            return SendResult.Failure(NoTrait);
        }

        var inbound = InboundFiles.Of(batch, settings);
        return await PutAsync(settings, inbound.Files, inbound.Rejected, settings.HasControlFile, cancellationToken);
    }
}
