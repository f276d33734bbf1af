using Activation.Monitoring.Alerts;
using Microsoft.Azure.Functions.Worker;

namespace Activation.Functions;

/// <summary>Looks once a minute at what only a clock can tell: runs that are late, alerts that were not sent.</summary>
public sealed class WatchMinutely(AlertWatch watch)
{
    public const string Schedule = "0 * * * * *";

    [Function(nameof(WatchMinutely))]
    public Task RunAsync([TimerTrigger(Schedule)] TimerInfo timer, CancellationToken cancellationToken)
    {
        _ = timer;
        return watch.RunAsync(cancellationToken);
    }
}
