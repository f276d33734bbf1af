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
    private readonly TimeSpan duration;
    private readonly TimeProvider time;
    private long renewedAt;

    /// <param name="askedAt">A timestamp of the clock, from before it was acquired.</param>
    internal HeldLease(BlobLeaseClient client, TimeSpan duration, TimeProvider time, ILogger logger, string name, long askedAt)
    {
        this.client = client;
        this.logger = logger;
        this.name = name;
        this.duration = duration;
        this.time = time;
        renewedAt = askedAt;
        renewal = RenewAsync();
    }

    /// <summary>Cancelled when the lease could not be renewed: another host may hold it now, so stop writing.</summary>
    public CancellationToken Lost => lost.Token;

    /// <summary>
    /// To be called right before something that cannot be taken back: a host that stood still for longer than the lease goes on before it hears that another one has it.
    /// </summary>
    /// <exception cref="OperationCanceledException">The lease may have ended; <see cref="Lost"/> is cancelled.</exception>
    public void ThrowIfOverdue()
    {
        if (time.GetElapsedTime(Volatile.Read(ref renewedAt)) >= duration)
        {
            lost.Cancel();
        }

        lost.Token.ThrowIfCancellationRequested();
    }

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

    private async Task RenewAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(duration / 3, time, stop.Token);
                var askedAt = time.GetTimestamp();
                await client.RenewAsync(cancellationToken: stop.Token);
                Volatile.Write(ref renewedAt, askedAt);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (RequestFailedException e) when (e.Status is not (404 or 409 or 412) && time.GetElapsedTime(renewedAt) < duration * 2 / 3)
            {
                StorageLog.LeaseNotRenewed(logger, e, name);
            }
            catch (Exception e)
            {
                StorageLog.LeaseLost(logger, e, name);
                await lost.CancelAsync();
                return;
            }
        }
    }
}
