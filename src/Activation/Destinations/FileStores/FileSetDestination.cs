namespace Activation.Destinations.FileStores;

/// <summary>A destination whose batches are files in a store, and whose runs end with a control file that says that all of them are there.</summary>
internal abstract class FileSetDestination<TSettings>(DestinationType type, FileStoreFactory stores) : SettingsDestination<TSettings>(type)
    where TSettings : FileSetSettings
{
    protected override async Task<DestinationResult> CheckAsync(TSettings settings, CancellationToken cancellationToken)
    {
        await using var store = stores.Open(settings.Account);
        return await store.CheckAsync(cancellationToken);
    }

    protected override Task<DestinationResult> FinishRunAsync(TSettings settings, IReadOnlyList<string> records, CancellationToken cancellationToken) =>
        PutAsync(settings, ControlFile.OfRun(records), cancellationToken);

    /// <summary>Puts the files of a batch.</summary>
    /// <param name="isListed">Whether the run's control file is to list them.</param>
    protected async Task<SendResult> PutAsync(TSettings settings, IReadOnlyList<DataFile> files, IReadOnlyList<RejectedRow> rejected, bool isListed, CancellationToken cancellationToken)
    {
        var result = await PutAsync(settings, files, cancellationToken);
        return result.Outcome == DestinationOutcome.Success ? new SendResult(result, rejected) { Record = isListed ? FileRecord.Write(files) : null } : SendResult.Failure(result);
    }

    /// <summary>One after the other, until one fails.</summary>
    private async Task<DestinationResult> PutAsync(TSettings settings, IReadOnlyList<DataFile> files, CancellationToken cancellationToken)
    {
        await using var store = stores.Open(settings.Account);
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
