namespace Activation.Local.Demonstration;

internal sealed class DemoScenario(LocalHost host, Action<string> progress)
{
    public Task RunAsync(CancellationToken cancellationToken)
    {
        _ = host;
        _ = progress;
        return Task.CompletedTask;
    }
}
