using Activation.Monitoring.Alerts;
using Activation.Storage;
using Microsoft.Azure.Functions.Worker;

namespace Activation.Functions;

/// <summary>Posts one alert to the address of its rule.</summary>
public sealed class SendAlert(AlertDelivery delivery)
{
    [Function(nameof(SendAlert))]
    public Task RunAsync(
        [ServiceBusTrigger(StorageNames.AlertQueue, Connection = Connections.ServiceBus)] string message,
        CancellationToken cancellationToken) =>
        delivery.HandleAsync(Messages.ReadAlert(message), cancellationToken);
}
