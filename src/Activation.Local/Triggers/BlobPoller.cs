using Activation.Functions;
using Activation.Local.Queues;
using Activation.Storage;

namespace Activation.Local.Triggers;

/// <summary>Stands in for Event Grid: calls <see cref="ImportFile"/> with each new version of a blob in `crm`.</summary>
internal sealed class BlobPoller(ActivationStorage storage, ImportFile trigger, TimeProvider time, ILogger<BlobPoller> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly OutageLog outage = new(logger, "dropped files");
    private HashSet<string> seen = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await PollAsync(stoppingToken);
                outage.Over();
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                outage.Noticed(e);
            }

            await Task.Delay(Interval, time, stoppingToken);
        }
    }

    private async Task PollAsync(CancellationToken cancellationToken)
    {
        var present = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var blob in storage.Container(StorageNames.Crm).GetBlobsAsync(cancellationToken: cancellationToken))
        {
            var version = $"{blob.Name}\n{blob.Properties.ETag}";
            if (!seen.Contains(version))
            {
                await trigger.RunAsync(storage.Blob(StorageNames.Crm, blob.Name), cancellationToken);
            }

            present.Add(version);
        }

        seen = present;
    }
}
