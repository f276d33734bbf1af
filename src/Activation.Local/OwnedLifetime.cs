namespace Activation.Local;

/// <summary>The host is stopped by its owner alone: Ctrl-C goes to the command, which stops things in order.</summary>
internal sealed class OwnedLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
