using System.Diagnostics;
using System.Security.Cryptography;

namespace Activation.IntegrationTests.Support;

/// <summary>
/// The pinned Azurite, installed once into the ignored folder `artifacts/azurite` by `npm ci`. Test processes that start at the same
/// time wait for each other on a file lock.
/// </summary>
internal static class AzuriteInstallation
{
    private static readonly string[] Inputs = ["package.json", "package-lock.json", ".npmrc"];

    /// <summary>Installs if needed; answers the path of Azurite's main script.</summary>
    public static async Task<string> EnsureAsync(CancellationToken cancellationToken)
    {
        var folder = RepositoryRoot.Combine("artifacts", "azurite");
        Directory.CreateDirectory(folder);
        await using var held = await LockAsync(Path.Combine(folder, ".lock"), cancellationToken);
        var marker = Path.Combine(folder, ".installed");
        var wanted = await FingerprintAsync(cancellationToken);
        if (!File.Exists(marker) || await File.ReadAllTextAsync(marker, cancellationToken) != wanted)
        {
            foreach (var input in Inputs)
            {
                File.Copy(Pinned(input), Path.Combine(folder, input), overwrite: true);
            }

            await RunNpmAsync(folder, cancellationToken);
            await File.WriteAllTextAsync(marker, wanted, cancellationToken);
        }

        return Path.Combine(folder, "node_modules", "azurite", "dist", "src", "azurite.js");
    }

    private static string Pinned(string file) => RepositoryRoot.Combine("src", "Activation.Local", "Azurite", file);

    private static async Task<string> FingerprintAsync(CancellationToken cancellationToken) =>
        Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(Pinned("package-lock.json"), cancellationToken)));

    private static async Task<FileStream> LockAsync(string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                // Another test process installs; npm needs half a minute at most.
                await Task.Delay(TimeSpan.FromMilliseconds(200), cancellationToken);
            }
        }
    }

    private static async Task RunNpmAsync(string folder, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", ["ci", "--ignore-scripts"])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var npm = Process.Start(start) ?? throw new InvalidOperationException("npm did not start: install Node.js 20 or later.");
        var output = npm.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = npm.StandardError.ReadToEndAsync(cancellationToken);
        await npm.WaitForExitAsync(cancellationToken);
        if (npm.ExitCode != 0)
        {
            throw new InvalidOperationException($"npm ci failed in {folder} with exit code {npm.ExitCode}:\n{await output}\n{await errors}");
        }
    }
}
