using Activation.Functions;
using Activation.Local.Queues;
using Activation.Storage;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Options;

namespace Activation.Local.Triggers;

/// <summary>Stands in for Event Grid: calls <see cref="ImportFile"/> with each new version of a blob in `crm`, <see cref="ImportEvents"/> with those in `events`, and with all of them at each sweep.</summary>
internal sealed class BlobPoller(ActivationStorage storage, ImportFile importFile, ImportEvents importEvents, IOptions<PumpOptions> options, TimeProvider time, ILogger<BlobPoller> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly OutageLog outage = new(logger, "dropped files");
    private HashSet<string> seen = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var swept = time.GetTimestamp();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (time.GetElapsedTime(swept) > TimeSpan.FromSeconds(options.Value.SweepSeconds))
                {
                    swept = time.GetTimestamp();
                    seen = [];
                }

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
        await PollAsync(StorageNames.Crm, importFile.RunAsync, present, cancellationToken);
        await PollAsync(StorageNames.Events, importEvents.RunAsync, present, cancellationToken);
        seen = present;
    }

    private async Task PollAsync(string container, Func<BlobClient, CancellationToken, Task> trigger, HashSet<string> present, CancellationToken cancellationToken)
    {
        await foreach (var blob in storage.Container(container).GetBlobsAsync(cancellationToken: cancellationToken))
        {
            var version = $"{container}/{blob.Name}\n{blob.Properties.ETag}";
            if (!seen.Contains(version))
            {
                await trigger(storage.Blob(container, blob.Name), cancellationToken);
            }

            present.Add(version);
        }
    }
}
