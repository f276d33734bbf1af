using Activation.Storage;
using Microsoft.Extensions.Hosting;

namespace Activation.Functions;

/// <summary>Creates missing containers and tables before the first trigger.</summary>
internal sealed class StorageSetup(ActivationStorage storage) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => storage.CreateMissingAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
