using System.Globalization;
using System.Text;
using Activation.Storage;
using Azure;
using Azure.Storage.Blobs.Models;

namespace Activation.Destinations.File;

/// <summary>Writes the adds and removes as CSV files to the container `exports`, for whoever picks them up there.</summary>
internal sealed class FileDestination(ActivationStorage storage) : SettingsDestination<string>(FileType.Create())
{
    /// <summary>The folder, which is all that there is to set.</summary>
    protected override string Read(DestinationAccount account) => account.Setting("folder") ?? account.Id.Value;

    protected override async Task<DestinationResult> CheckAsync(string folder, CancellationToken cancellationToken)
    {
        try
        {
            return await storage.Container(StorageNames.Exports).ExistsAsync(cancellationToken)
                ? DestinationResult.Success
                : new DestinationResult(DestinationOutcome.Stop, "containerMissing", $"The storage account has no container '{StorageNames.Exports}'. Start the app once to make it.");
        }
        catch (Exception e) when (IsStorageFailure(e))
        {
            return Failure(e);
        }
    }

    protected override async Task<SendResult> SendAsync(string folder, DestinationBatch batch, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        await using (var writer = new StreamWriter(content, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true))
        {
            FileCsv.Write(writer, batch, Type.Identifiers);
        }

        content.Position = 0;
        var blob = storage.Blob(StorageNames.Exports, FileName.Of(folder, batch));
        try
        {
            // No condition: an attempt overwrites what the one before it wrote.
            await blob.UploadAsync(content, new BlobUploadOptions { HttpHeaders = new BlobHttpHeaders { ContentType = "text/csv; charset=utf-8" } }, cancellationToken);
            return SendResult.Success;
        }
        catch (Exception e) when (IsStorageFailure(e))
        {
            return SendResult.Failure(Failure(e));
        }
    }

    /// <summary>The SDK throws the last after its own retries: one failure, or all of them together.</summary>
    private static bool IsStorageFailure(Exception e) => e is RequestFailedException or AggregateException { InnerException: RequestFailedException };

    private static DestinationResult Failure(Exception e)
    {
        var status = (e as RequestFailedException ?? e.InnerException as RequestFailedException)?.Status ?? 0;
        return new DestinationResult(
            DestinationOutcome.Retry,
            status == 0 ? "storageUnreachable" : string.Create(CultureInfo.InvariantCulture, $"storage{status}"),
            "The storage account did not take the file; the call is tried again. If this lasts, check Activation:Storage and the app's roles on it.");
    }
}
