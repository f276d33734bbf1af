using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Activation.Storage;

/// <summary>
/// Exclusive work across hosts, by leases on blobs: the service's clock decides, and a host that dies frees its work within
/// <see cref="StorageOptions.LeaseSeconds"/>.
/// </summary>
public sealed class BlobLeases(ActivationStorage storage, IOptions<StorageOptions> options, TimeProvider time, ILogger<BlobLeases> logger)
{
    private TimeSpan Duration => TimeSpan.FromSeconds(options.Value.LeaseSeconds);

    /// <summary>Takes the lock `name`; null if another holder has it. The lease is renewed until disposed.</summary>
    public async Task<HeldLease?> TryAcquireAsync(string name, CancellationToken cancellationToken)
    {
        var blob = storage.Blob(StorageNames.Locks, name);
        var (lease, isMissing) = await AcquireAsync(blob, cancellationToken);
        if (isMissing)
        {
            await CreateEmptyAsync(blob, cancellationToken);
            lease = await TryAcquireAsync(blob, cancellationToken);
        }

        return lease;
    }

    /// <summary>Leases an existing blob; null if another holder has it or the blob is gone.</summary>
    public async Task<HeldLease?> TryAcquireAsync(BlobClient blob, CancellationToken cancellationToken) => (await AcquireAsync(blob, cancellationToken)).Lease;

    private async Task<(HeldLease? Lease, bool IsMissing)> AcquireAsync(BlobClient blob, CancellationToken cancellationToken)
    {
        var client = blob.GetBlobLeaseClient();
        var askedAt = time.GetTimestamp();
        try
        {
            await client.AcquireAsync(Duration, cancellationToken: cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status is 404 or 409 or 412)
        {
            return (null, e.Status == 404);
        }

        return (new HeldLease(client, Duration, time, logger, blob.Name, askedAt), false);
    }

    private static async Task CreateEmptyAsync(BlobClient blob, CancellationToken cancellationToken)
    {
        try
        {
            await blob.UploadAsync(BinaryData.Empty, overwrite: false, cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            // Another host made it between the look and the upload; it is there, which is all that matters.
        }
    }
}
