using Azure;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Extensions.Logging;

namespace Activation.Storage;

/// <summary>A lease that renews itself at a third of its duration. Work under it observes <see cref="Lost"/>.</summary>
public sealed class HeldLease : IAsyncDisposable
{
    private readonly BlobLeaseClient client;
    private readonly CancellationTokenSource lost = new();
    private readonly CancellationTokenSource stop = new();
    private readonly Task renewal;
    private readonly ILogger logger;
    private readonly string name;

    internal HeldLease(BlobLeaseClient client, TimeSpan duration, TimeProvider time, ILogger logger, string name)
    {
        this.client = client;
        this.logger = logger;
        this.name = name;
        renewal = RenewAsync(duration, time);
    }

    /// <summary>Cancelled when the lease could not be renewed: another host may hold it now, so stop writing.</summary>
    public CancellationToken Lost => lost.Token;

    /// <summary>The lease id, for conditional writes to the leased blob.</summary>
    public string LeaseId => client.LeaseId;

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await renewal;
        try
        {
            await client.ReleaseAsync(cancellationToken: CancellationToken.None);
        }
        catch (RequestFailedException e)
        {
            StorageLog.LeaseNotReleased(logger, e, name);
        }

        lost.Dispose();
        stop.Dispose();
    }

    private async Task RenewAsync(TimeSpan duration, TimeProvider time)
    {
        var renewedAt = time.GetTimestamp();
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(duration / 3, time, stop.Token);
                await client.RenewAsync(cancellationToken: stop.Token);
                renewedAt = time.GetTimestamp();
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (RequestFailedException e) when (e.Status is not (404 or 409 or 412) && time.GetElapsedTime(renewedAt) < duration * 2 / 3)
            {
                StorageLog.LeaseNotRenewed(logger, e, name);
            }
            catch (Exception e) when (e is RequestFailedException or OperationCanceledException or AggregateException)
            {
                StorageLog.LeaseLost(logger, e, name);
                await lost.CancelAsync();
                return;
            }
        }
    }
}
