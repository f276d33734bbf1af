using Activation.Sync.Processing;
using Microsoft.Azure.Functions.Worker;

namespace Activation.Functions;

/// <summary>Asks platforms once a minute what became of calls that they work on after their answers. Beside <see cref="WatchMinutely"/>, so that a slow platform delays no alert.</summary>
public sealed class WatchProcessing(ProcessingWatch watch)
{
    public const string Schedule = "30 * * * * *";

    [Function(nameof(WatchProcessing))]
    public Task RunAsync([TimerTrigger(Schedule)] TimerInfo timer, CancellationToken cancellationToken)
    {
        _ = timer;
        return watch.RunAsync(cancellationToken);
    }
}
