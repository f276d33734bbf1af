using Activation.Local.Demonstration;
using Microsoft.Extensions.Options;
using Spectre.Console;

namespace Activation.Local;

/// <summary>A person's session: start, demo, stay up until Ctrl-C.</summary>
internal static class LocalSession
{
    public static async Task<int> RunAsync(LocalOptions options, CancellationToken cancellationToken)
    {
        try
        {
            await using var host = await LocalHost.StartAsync(options, Say, cancellationToken);
            if (options.Demo)
            {
                await new DemoScenario(host, Say).RunAsync(cancellationToken);
            }

            Say($"Ready. Drop files into crm/{{source}}/ or post them to {host.BaseAddress}api/imports; Ctrl-C stops.");
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return 0;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Say("Stopped.");
            return 0;
        }
        catch (Exception e) when (e is LocalStartException or OptionsValidationException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }

    private static void Say(string line) => AnsiConsole.MarkupLineInterpolated($"[grey]»[/] {line}");
}
