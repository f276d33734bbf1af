using System.Diagnostics;
using System.Globalization;

namespace Activation.Local.Azurite;

/// <summary>Azurite as a child of this process. It ends with us however we end, see guard.js.</summary>
internal sealed class AzuriteProcess : IAsyncDisposable
{
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(8);

    private readonly Process process;
    private readonly string ownerFile;

    private AzuriteProcess(Process process, string ownerFile)
    {
        this.process = process;
        this.ownerFile = ownerFile;
    }

    /// <param name="inMemory">Nothing is kept. Otherwise Azurite writes each of its tables' files anew every few seconds, and cannot beyond half a gigabyte.</param>
    public static AzuriteProcess Start(AzuriteInstallation installation, StorageAccount account, string dataFolder, bool inMemory = false)
    {
        Directory.CreateDirectory(dataFolder);
        IEnumerable<string> keeping = inMemory ? ["--inMemoryPersistence"] : ["--location", dataFolder];
        var start = new ProcessStartInfo("node",
        [
            installation.Guard, installation.Main,
            "--silent", "--skipApiVersionCheck", "--disableTelemetry", .. keeping,
            "--blobHost", account.Blobs.Host, "--blobPort", Port(account.Blobs),
            "--queueHost", account.Queues.Host, "--queuePort", Port(account.Queues),
            "--tableHost", account.Tables.Host, "--tablePort", Port(account.Tables),
        ])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (inMemory)
        {
            start.Environment["NODE_OPTIONS"] = "--max-old-space-size=16000";
        }

        if (account.AzuriteAccount is { } named)
        {
            start.Environment["AZURITE_ACCOUNTS"] = named;
        }

        var started = Process.Start(start) ?? throw new LocalStartException("node did not start.");
        started.OutputDataReceived += static (_, _) => { };
        started.ErrorDataReceived += static (_, _) => { };
        started.BeginOutputReadLine();
        started.BeginErrorReadLine();
        var note = OwnerFile(dataFolder);
        File.WriteAllText(note, started.Id.ToString(CultureInfo.InvariantCulture));
        return new AzuriteProcess(started, note);
    }

    /// <summary>
    /// Waits for the Azurite of a host that was killed: it still answers for a moment while it closes its files.
    /// </summary>
    public static async Task WaitForLeftoverAsync(string dataFolder, CancellationToken cancellationToken)
    {
        var file = OwnerFile(dataFolder);
        if (!File.Exists(file) || !int.TryParse(await File.ReadAllTextAsync(file, cancellationToken), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return;
        }

        try
        {
            using var leftover = Process.GetProcessById(id);
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(StopPatience);
            await leftover.WaitForExitAsync(patience.Token);
        }
        catch (ArgumentException)
        {
            // It is gone.
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // It belongs to a host that runs: share its storage.
        }
    }

    public async Task WaitUntilReadyAsync(StorageAccount account, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < 300; attempt++)
        {
            if (process.HasExited)
            {
                throw new LocalStartException($"Azurite ended at once (exit code {process.ExitCode}). Are its ports {string.Join(", ", account.Endpoints.Select(Port))} free? Choose others with --storage.");
            }

            var answers = await Task.WhenAll(account.Endpoints.Select(e => Ports.AnswersAsync(e, cancellationToken)));
            if (answers.All(a => a))
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
        }

        throw new LocalStartException("Azurite did not answer within 30 seconds.");
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        using var patience = new CancellationTokenSource(StopPatience);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }

        process.Dispose();
        File.Delete(ownerFile);
    }

    private static string OwnerFile(string dataFolder) => Path.Combine(Path.GetDirectoryName(dataFolder) ?? dataFolder, "azurite.pid");

    private static string Port(Uri endpoint) => endpoint.Port.ToString(CultureInfo.InvariantCulture);
}
