using System.Globalization;
using System.Text.Json;
using Activation.Import.Apply;
using Activation.Import.Files;
using Activation.Profiles.Events;
using Activation.Storage;
using Azure.Storage.Blobs.Models;

namespace Activation.Import.Resume;

/// <summary>
/// The blobs of an import's checkpoints, `imports/{importId}/checkpoint/{number}.…`: whom it met since the checkpoint before, and which rows it rejected. Gone when
/// it is done.
/// </summary>
internal sealed class CheckpointFiles(ActivationStorage storage, ScratchFolder scratch, ImportId import)
{
    private string Prefix => $"{import}/checkpoint/";

    public async Task SaveAsync(int number, SeenProfiles seen, IReadOnlyList<Reject> rejects, CancellationToken cancellationToken)
    {
        await seen.SaveAsync(storage, scratch, StorageNames.Imports, Name(number, "seen.parquet"), cancellationToken);
        var json = BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(rejects, ImportProgressJson.Default.IReadOnlyListReject));
        await storage.Blob(StorageNames.Imports, Name(number, "rejects.json")).UploadAsync(json, overwrite: true, cancellationToken);
    }

    /// <summary>Notes the event files that were written since the checkpoint before.</summary>
    public async Task SaveEventsAsync(int number, IReadOnlyList<EventFile> files, CancellationToken cancellationToken)
    {
        var json = BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(files, ImportProgressJson.Default.IReadOnlyListEventFile));
        await storage.Blob(StorageNames.Imports, Name(number, "events.json")).UploadAsync(json, overwrite: true, cancellationToken);
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

    public async Task<IReadOnlyList<Reject>> RejectsAsync(int number, CancellationToken cancellationToken)
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
