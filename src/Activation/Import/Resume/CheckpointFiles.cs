using System.Globalization;
using System.Text.Json;
using Activation.Import.Apply;
using Activation.Import.Files;
using Activation.Profiles.Events;
using Activation.Storage;
using Azure.Storage.Blobs.Models;

namespace Activation.Import.Resume;

/// <summary>
/// The blobs of an import's checkpoints, `imports/{importId}/checkpoint/{number}.…`: whom it met since the checkpoint before, which rows it rejected and which event files it wrote. Gone when
/// it is done.
/// </summary>
internal sealed class CheckpointFiles(ActivationStorage storage, ScratchFolder scratch, ImportId import)
{
    private string Prefix => $"{import}/checkpoint/";

    /// <param name="events">Of a file of events: also if there are none, because an attempt before this one may have left others. Null for other files.</param>
    public async Task SaveAsync(int number, SeenProfiles seen, IReadOnlyList<Reject> rejects, IReadOnlyList<EventFile>? events, CancellationToken cancellationToken)
    {
        if (events is not null)
        {
            var files = BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(events, ImportProgressJson.Default.IReadOnlyListEventFile));
            await storage.Blob(StorageNames.Imports, Name(number, "events.json")).UploadAsync(files, overwrite: true, cancellationToken);
        }

        await seen.SaveAsync(storage, scratch, StorageNames.Imports, Name(number, "seen.parquet"), cancellationToken);
        var json = BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(rejects, ImportProgressJson.Default.IReadOnlyListReject));
        await storage.Blob(StorageNames.Imports, Name(number, "rejects.json")).UploadAsync(json, overwrite: true, cancellationToken);
    }

    /// <summary>The event files that were noted up to a checkpoint.</summary>
    public async Task<IReadOnlyList<EventFile>> LoadEventsAsync(int newest, CancellationToken cancellationToken)
    {
        var files = new List<EventFile>();
        for (var number = 1; number <= newest; number++)
        {
            var content = await storage.Blob(StorageNames.Imports, Name(number, "events.json")).DownloadContentAsync(cancellationToken);
            files.AddRange(JsonSerializer.Deserialize(content.Value.Content, ImportProgressJson.Default.IReadOnlyListEventFile) ?? []);
        }

        return files;
    }

    /// <summary>Restores whom the import met up to a checkpoint.</summary>
    public async Task LoadAsync(int newest, SeenProfiles seen, CancellationToken cancellationToken)
    {
        for (var number = 1; number <= newest; number++)
        {
            await seen.LoadAsync(storage, scratch, StorageNames.Imports, Name(number, "seen.parquet"), cancellationToken);
        }
    }

    /// <summary>Writes the rejects file: those of the checkpoints, then the rest.</summary>
    public async Task WriteRejectsAsync(int newest, IReadOnlyList<Reject> rest, CancellationToken cancellationToken)
    {
        await using var rejects = new RejectsFile(storage, import);
        for (var number = 1; number <= newest; number++)
        {
            await rejects.WriteAsync(await RejectsAsync(number, cancellationToken), cancellationToken);
        }

        await rejects.WriteAsync(rest, cancellationToken);
        await rejects.CompleteAsync();
    }

    private async Task<IReadOnlyList<Reject>> RejectsAsync(int number, CancellationToken cancellationToken)
    {
        var content = await storage.Blob(StorageNames.Imports, Name(number, "rejects.json")).DownloadContentAsync(cancellationToken);
        return JsonSerializer.Deserialize(content.Value.Content, ImportProgressJson.Default.IReadOnlyListReject) ?? [];
    }

    public async Task DeleteAsync(CancellationToken cancellationToken)
    {
        await foreach (var blob in storage.Container(StorageNames.Imports).GetBlobsAsync(new GetBlobsOptions { Prefix = Prefix }, cancellationToken))
        {
            await storage.Blob(StorageNames.Imports, blob.Name).DeleteIfExistsAsync(cancellationToken: cancellationToken);
        }
    }

    private string Name(int number, string kind) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{number:d6}.{kind}");
}
