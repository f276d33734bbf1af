using Activation.Destinations.FileStores;

namespace Activation.Destinations.AudienceManagerFiles;

/// <summary>Gives people an onboarded trait at Audience Manager and takes it from them, by inbound files in its bucket.</summary>
/// <remarks>https://experienceleague.adobe.com/en/docs/audience-manager/user-guide/implementation-integration-guides/sending-audience-data/batch-data-transfer-process/inbound-file-contents</remarks>
internal sealed class AudienceManagerFilesDestination(FileStoreFactory stores) : IDestination
{
    private static readonly DestinationResult NoTrait = new(
        DestinationOutcome.Stop, "traitIdMissing", "The sync has no trait at Audience Manager. Make an onboarded trait there, add the sync with its id to the destination's traitIds, then run the sync again.");

    public DestinationType Type { get; } = AudienceManagerFilesType.Create();

    public void Validate(DestinationAccount account)
    {
        AccountValidation.Check(Type, account);
        _ = Read(account);
    }

    public async Task<DestinationResult> CheckAsync(DestinationAccount account, CancellationToken cancellationToken)
    {
        if (!AccountValidation.TryRead(account, Read, out _, out var failure))
        {
            return failure;
        }

        await using var store = stores.Open(account);
        return await store.CheckAsync(cancellationToken);
    }

    /// <summary>The audience is the trait that the settings name for the sync; with another one it is another audience.</summary>
    public Task<EnsureAudienceResult> EnsureAudienceAsync(DestinationAccount account, AudienceSpec audience, CancellationToken cancellationToken)
    {
        var result = !AccountValidation.TryRead(account, Read, out var settings, out var failure) ? new EnsureAudienceResult(failure, null)
            : settings.TraitOf(audience.Sync) is not { } trait ? new EnsureAudienceResult(NoTrait, null)
            : audience.KnownId is { } known && known != trait
                ? new EnsureAudienceResult(new DestinationResult(DestinationOutcome.AudienceMissing, "otherTrait", "The settings name another trait for this sync; it is filled anew."), null)
                : new EnsureAudienceResult(DestinationResult.Success, trait);
        return Task.FromResult(result);
    }

    public async Task<SendResult> SendAsync(DestinationAccount account, DestinationBatch batch, CancellationToken cancellationToken)
    {
        if (!AccountValidation.TryRead(account, Read, out var settings, out var failure))
        {
            return SendResult.Failure(failure);
        }

        if (settings.PositionOf(batch.AudienceId) < 0)
        {
            return SendResult.Failure(NoTrait);
        }

        var inbound = InboundFiles.Of(batch, settings);
        await using var store = stores.Open(account);
        var result = await FileUpload.PutAsync(store, inbound.Files, cancellationToken);
        return result.Outcome == DestinationOutcome.Success
            ? new SendResult(result, inbound.Rejected) { Record = settings.HasControlFile ? FileRecord.Write(inbound.Files) : null }
            : SendResult.Failure(result);
    }

    /// <summary>Writes the run's control file, which says that all of its data files are there.</summary>
    public async Task<DestinationResult> FinishRunAsync(DestinationAccount account, RunId run, IReadOnlyList<string> records, CancellationToken cancellationToken)
    {
        if (!AccountValidation.TryRead(account, Read, out _, out var failure))
        {
            return failure;
        }

        await using var store = stores.Open(account);
        return await FileUpload.PutAsync(store, ControlFile.OfRun(records), cancellationToken);
    }

    private static AudienceManagerFilesSettings Read(DestinationAccount account) => new(account);
}
