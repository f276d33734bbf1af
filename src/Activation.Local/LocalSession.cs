using Activation.Api;
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
                await ShowDemoAsync(host, cancellationToken);
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

    private static async Task ShowDemoAsync(LocalHost host, CancellationToken cancellationToken)
    {
        using var http = host.Services.GetRequiredService<IHttpClientFactory>().CreateClient(nameof(DemoScenario));
        http.BaseAddress = host.BaseAddress;
        if (host.Services.GetRequiredService<IOptions<ApiOptions>>().Value.Key is { Length: > 0 } key)
        {
            http.DefaultRequestHeaders.Add("X-Api-Key", key);
        }

        try
        {
            var scenario = new DemoScenario(new LocalApi(http), host.Sandbox, host.Services.GetRequiredService<TimeProvider>(), Say);
            if (await scenario.RunAsync(cancellationToken) is { } result)
            {
                DemoReport.Write(AnsiConsole.Console, result, host.BaseAddress, host.Sandbox.BaseUrl);
            }
            else
            {
                Say("The store is not empty: no demo.");
            }
        }
        catch (Exception e) when (e is DemoException or HttpRequestException)
        {
            await Console.Error.WriteLineAsync($"The demo stopped: {e.Message}");
        }
    }

    // Not through Spectre: it would wrap lines where the output goes to a file.
    private static void Say(string line) => Console.WriteLine($"» {line}");
}
