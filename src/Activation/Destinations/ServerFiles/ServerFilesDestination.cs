using Activation.Destinations.FileStores;

namespace Activation.Destinations.ServerFiles;

/// <summary>Writes who enters and who leaves as files where a partner fetches them: every run is a sequence, with its control file last.</summary>
/// <remarks>https://experienceleague.adobe.com/en/docs/audience-manager/user-guide/implementation-integration-guides/receiving-audience-data/batch-outbound-data-transfers/outbound-file-name-contents</remarks>
internal sealed class ServerFilesDestination(FileStoreFactory stores) : IDestination
{
    public DestinationType Type { get; } = ServerFilesType.Create();

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

    /// <summary>There is nothing to make: the sync's id names the audience.</summary>
    public Task<EnsureAudienceResult> EnsureAudienceAsync(DestinationAccount account, AudienceSpec audience, CancellationToken cancellationToken) =>
        Task.FromResult(new EnsureAudienceResult(DestinationResult.Success, audience.Sync.Value));

    public async Task<SendResult> SendAsync(DestinationAccount account, DestinationBatch batch, CancellationToken cancellationToken)
    {
        if (!AccountValidation.TryRead(account, Read, out var settings, out var failure))
        {
            return SendResult.Failure(failure);
        }

        var outbound = OutboundFiles.Of(batch, settings);
        await using var store = stores.Open(account);
        var result = await FileUpload.PutAsync(store, outbound.Files, cancellationToken);
        return result.Outcome == DestinationOutcome.Success ? new SendResult(result, outbound.Rejected) { Record = FileRecord.Write(outbound.Files) } : SendResult.Failure(result);
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

    private static ServerFilesSettings Read(DestinationAccount account) => new(account);
}
