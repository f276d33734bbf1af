using System.Diagnostics;
using System.Text;

namespace Activation.IntegrationTests.Support;

/// <summary>An Azurite with many accounts. It ends with the test process however that ends, for the guard watches its standard input.</summary>
internal sealed class AzuriteProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly string folder;
    private readonly StringBuilder output = new();
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int listening;

    private AzuriteProcess(Process process, string folder)
    {
        this.process = process;
        this.folder = folder;
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) => Read(line.Data);
        process.Exited += (_, _) => ready.TrySetException(new InvalidOperationException($"Azurite ended while starting:\n{Output}"));
        process.EnableRaisingEvents = true;
    }

    private string Output
    {
        get
        {
            lock (output)
            {
                return output.ToString();
            }
        }
    }

    /// <remarks>It keeps everything in memory: on disk, it would write all of its tables anew every few seconds.</remarks>
    /// <param name="accounts">`name:key` pairs separated by ';'.</param>
    public static async Task<AzuriteProcess> StartAsync(
        Activation.Local.Azurite.AzuriteInstallation installation, string accounts, AzuriteEndpoints endpoints, CancellationToken cancellationToken)
    {
        var data = Directory.CreateTempSubdirectory("azurite-").FullName;
        var start = new ProcessStartInfo("node",
        [
            installation.Guard, installation.Main, "--silent", "--skipApiVersionCheck", "--disableTelemetry", "--inMemoryPersistence",
            "--blobHost", "127.0.0.1", "--queueHost", "127.0.0.1", "--tableHost", "127.0.0.1",
            "--blobPort", $"{endpoints.Blob}", "--queuePort", $"{endpoints.Queue}", "--tablePort", $"{endpoints.Table}",
        ])
        {
            WorkingDirectory = data,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["AZURITE_ACCOUNTS"] = accounts;
        var azurite = new AzuriteProcess(new Process { StartInfo = start }, data);
        try
        {
            azurite.process.Start();
            azurite.process.BeginOutputReadLine();
            azurite.process.BeginErrorReadLine();
            await azurite.ready.Task.WaitAsync(StartLimit, cancellationToken);
            return azurite;
        }
        catch (TimeoutException e)
        {
            await azurite.DisposeAsync();
            throw new InvalidOperationException($"Azurite did not start within {StartLimit.TotalSeconds} s:\n{azurite.Output}", e);
        }
        catch
        {
            await azurite.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }

        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private void Read(string? line)
    {
        lock (output)
        {
            output.AppendLine(line);
        }

        // One line for each of the three services: "Azurite Blob service is successfully listening at http://…".
        if (line?.Contains("successfully listening", StringComparison.Ordinal) == true && Interlocked.Increment(ref listening) == 3)
        {
            ready.TrySetResult();
        }
    }
}
