using Activation.Delivery;
using Activation.Storage;
using Microsoft.Azure.Functions.Worker;

namespace Activation.Functions;

/// <summary>Delivers one batch of a run to its destination.</summary>
public sealed class DeliverBatch(BatchDelivery delivery)
{
    [Function(nameof(DeliverBatch))]
    public Task RunAsync(
        [ServiceBusTrigger(StorageNames.DeliverQueue, Connection = Connections.ServiceBus)] string message,
        CancellationToken cancellationToken) =>
        delivery.HandleAsync(Messages.ReadDeliver(message), cancellationToken);
}
