using Activation.Import;
using Activation.Storage;
using Microsoft.Azure.Functions.Worker;

namespace Activation.Functions;

/// <summary>Imports the registered files of one source.</summary>
public sealed class RunImport(ImportRunner runner)
{
    [Function(nameof(RunImport))]
    public Task RunAsync(
        [ServiceBusTrigger(StorageNames.ImportQueue, Connection = Connections.ServiceBus)] string message,
        CancellationToken cancellationToken) =>
        runner.RunAsync(Messages.ReadImport(message), cancellationToken);
}
