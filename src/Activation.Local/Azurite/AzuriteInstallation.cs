using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;

namespace Activation.Local.Azurite;

/// <summary>The pinned Azurite, installed once by `npm ci`.</summary>
internal sealed class AzuriteInstallation(string folder)
{
    private static readonly string[] Files = ["package.json", "package-lock.json", ".npmrc", "guard.js", "indexes.js"];

    public string Guard => Path.Combine(folder, "guard.js");

    public string Main => Path.Combine(folder, "node_modules", "azurite", "dist", "src", "azurite.js");

    public async Task EnsureAsync(Action<string> progress, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in Files)
        {
            await using var content = Resource(file);
            await using var copy = File.Create(Path.Combine(folder, file));
            await content.CopyToAsync(copy, cancellationToken);
        }

        var marker = Path.Combine(folder, ".installed");
        var wanted = await FingerprintAsync(cancellationToken);
        if (File.Exists(marker) && await File.ReadAllTextAsync(marker, cancellationToken) == wanted && File.Exists(Main))
        {
            return;
        }

        progress("Installing Azurite, the storage emulator, with npm (once)");
        await RunNpmAsync(cancellationToken);
        await File.WriteAllTextAsync(marker, wanted, cancellationToken);
    }

    private static Stream Resource(string file) =>
        typeof(AzuriteInstallation).Assembly.GetManifestResourceStream($"azurite/{file}") ?? throw new InvalidOperationException($"The resource azurite/{file} is missing.");

    private static async Task<string> FingerprintAsync(CancellationToken cancellationToken)
    {
        await using var content = Resource("package-lock.json");
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken));
    }

    private async Task RunNpmAsync(CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", ["ci", "--ignore-scripts", "--loglevel", "error"])
        {
            UseShellExecute = false,
            WorkingDirectory = folder,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        };
        using var npm = Start(start);
        npm.StandardInput.Close();
        var output = npm.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = npm.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            await npm.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            npm.Kill(entireProcessTree: true);
            throw;
        }

        if (npm.ExitCode != 0)
        {
            await output;
            throw new LocalStartException($"npm could not install Azurite into {folder} (exit code {npm.ExitCode}):{Environment.NewLine}{await errors}");
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start) ?? throw new LocalStartException("npm did not start.");
        }
        catch (Win32Exception)
        {
            throw new LocalStartException("npm was not found: install Node.js 20 or later, or give a storage account that answers with --storage.");
        }
    }
}
