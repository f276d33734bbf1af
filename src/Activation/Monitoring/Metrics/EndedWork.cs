using Activation.Import;
using Activation.Sync;

namespace Activation.Monitoring.Metrics;

/// <summary>Counts what has ended.</summary>
internal sealed class EndedWork(ActivationMetrics metrics) : IRunListener, IReceiptListener
{
    public Task EndedAsync(RunRecord run, CancellationToken cancellationToken)
    {
        metrics.RunEnded(run);
        return Task.CompletedTask;
    }

    public Task EndedAsync(ImportRecord import, CancellationToken cancellationToken)
    {
        metrics.ImportEnded(import);
        return Task.CompletedTask;
    }
}
