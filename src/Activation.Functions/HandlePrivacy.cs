using Activation.Governance.Privacy;
using Activation.Storage;
using Microsoft.Azure.Functions.Worker;

namespace Activation.Functions;

/// <summary>Carries a privacy request on.</summary>
public sealed class HandlePrivacy(PrivacyWorker worker)
{
    [Function(nameof(HandlePrivacy))]
    public Task RunAsync(
        [ServiceBusTrigger(StorageNames.PrivacyQueue, Connection = Connections.ServiceBus)] string message,
        CancellationToken cancellationToken) =>
        worker.HandleAsync(Messages.ReadPrivacy(message), cancellationToken);
}
