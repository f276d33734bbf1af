using System.Diagnostics;
using System.Text;

namespace Activation.IntegrationTests.Support;

/// <summary>The local host as its users run it: a process of its own, driven by its options and its HTTP API.</summary>
public sealed class HostProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(20);

    private readonly Process process;
    private readonly StringBuilder output = new();

    private HostProcess(Process process, int port, string dataFolder)
    {
        DataFolder = dataFolder;
        this.process = process;
        BaseUrl = new Uri($"http://127.0.0.1:{port}");
        process.OutputDataReceived += (_, line) => Append(line.Data);
        process.ErrorDataReceived += (_, line) => Append(line.Data);
    }

    public Uri BaseUrl { get; }

    public string DataFolder { get; }

    /// <summary>Of the process.</summary>
    public int Id => process.Id;

    public bool HasExited => process.HasExited;

    public int ExitCode => process.ExitCode;

    /// <summary>Everything written to standard output and standard error.</summary>
    public string Output
    {
        get
        {
            lock (output)
            {
                return output.ToString();
            }
        }
    }

    /// <summary>Starts the host and waits until it is healthy.</summary>
    public static async Task<HostProcess> StartAsync(HostSettings settings, ApiClientFactory clients, CancellationToken cancellationToken)
    {
        var host = Launch(settings);
        try
        {
            using var api = clients.Create(host.BaseUrl);
            await Polling.UntilTrueAsync("the host to become healthy", StartLimit, async () =>
                host.HasExited ? throw new InvalidOperationException($"The host ended with {host.ExitCode}:\n{host.Output}") : await api.IsHealthyAsync(cancellationToken));
            return host;
        }
        catch (TimeoutException e)
        {
            await host.DisposeAsync();
            throw new InvalidOperationException($"The host did not become healthy:\n{host.Output}", e);
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the host and waits for nothing.</summary>
    public static HostProcess Launch(HostSettings settings)
    {
        var port = settings.Port ?? FreePorts.Take(1)[0];
        var start = new ProcessStartInfo("dotnet",
        [
            "exec", Path.Combine(AppContext.BaseDirectory, "Activation.Local.dll"),
            "--port", $"{port}", "--sandbox-port", $"{FreePorts.Take(1)[0]}",
            "--storage", settings.Storage, "--data", settings.DataFolder, .. settings.Demo ? Array.Empty<string>() : ["--no-demo"], "--schedule", settings.Schedule,
        ])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = settings.DataFolder,
        };
        // A host lives for seconds here: compiling its warm methods once more would take longer than they ever run. Hexadecimal.
        start.Environment["DOTNET_TC_CallCountThreshold"] = "1000";
        foreach (var (name, value) in settings.Environment)
        {
            start.Environment[name] = value;
        }

        var host = new HostProcess(new Process { StartInfo = start }, port, settings.DataFolder);
        host.process.Start();
        host.process.BeginOutputReadLine();
        host.process.BeginErrorReadLine();
        return host;
    }

    /// <summary>SIGKILL: nothing is flushed, released or finished.</summary>
    public async Task KillAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        await process.WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>Waits for an end that comes by itself.</summary>
    public Task WaitForExitAsync() => process.WaitForExitAsync(CancellationToken.None).WaitAsync(StopLimit);

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
    }

    private void Append(string? line)
    {
        lock (output)
        {
            output.AppendLine(line);
        }
    }
}
