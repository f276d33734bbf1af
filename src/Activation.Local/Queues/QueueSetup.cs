namespace Activation.Local.Queues;

internal sealed class QueueSetup(StorageQueue queues) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => queues.CreateMissingAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
