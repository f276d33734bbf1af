using Activation.Delivery.Accounts;
using Activation.Import;
using Activation.Sync;
using Activation.Sync.Processing;
using Microsoft.Extensions.Logging;

namespace Activation.Monitoring.Alerts;

/// <summary>
/// Finds what there is to tell at the moment at which it happens. What cannot be written down then, because storage or the broker is away, does not stop the work: of runs and
/// destinations, the watch finds it within a minute; of imports, nothing is saved before.
/// </summary>
internal sealed class AlertListener(AlertRaising raising, TimeProvider time, ILogger<AlertListener> logger) : IRunListener, IReceiptListener, IProcessingListener, IDisconnectionListener
{
    public Task EndedAsync(RunRecord run, CancellationToken cancellationToken) => TryAsync([.. AlertFindings.Of(run)], cancellationToken);

    public Task EndedAsync(ImportRecord import, CancellationToken cancellationToken) => raising.RaiseAsync([AlertFindings.Of(import)], cancellationToken);

    public Task ProcessedAsync(RunRecord run, CancellationToken cancellationToken) =>
        TryAsync(AlertFindings.OfProcessing(run) is { } finding ? [finding] : [], cancellationToken);

    public Task DisconnectedAsync(DestinationId destination, DateTimeOffset since, string? code, CancellationToken cancellationToken) =>
        TryAsync([AlertFindings.OfCredentials(destination, since, code, time.GetUtcNow())], cancellationToken);

    private async Task TryAsync(IReadOnlyList<AlertFinding> findings, CancellationToken cancellationToken)
    {
        try
        {
            await raising.RaiseAsync(findings, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            MonitoringLog.NotRaised(logger, e);
        }
    }
}
