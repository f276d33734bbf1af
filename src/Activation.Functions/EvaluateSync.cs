using Activation.Storage;
using Activation.Sync;
using Microsoft.Azure.Functions.Worker;

namespace Activation.Functions;

/// <summary>Evaluates one run of a sync and plans its batches.</summary>
public sealed class EvaluateSync(SyncEvaluator evaluator)
{
    [Function(nameof(EvaluateSync))]
    public Task RunAsync(
        [ServiceBusTrigger(StorageNames.EvaluateQueue, Connection = Connections.ServiceBus)] string message,
        CancellationToken cancellationToken) =>
        evaluator.HandleAsync(Messages.ReadEvaluate(message), cancellationToken);
}
