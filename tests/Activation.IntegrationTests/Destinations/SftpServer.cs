using System.Diagnostics;
using System.Text.Json;
using Activation.IntegrationTests.Support;

namespace Activation.IntegrationTests.Destinations;

/// <summary>An SFTP server on this machine over a folder of its own: the npm package ssh2, pinned, installed once into the ignored folder `artifacts/sftp-server`.</summary>
internal sealed class SftpServer : IAsyncDisposable
{
    public const string User = "partner";
    public const string Password = "sftp-password";

    private static readonly string[] Files = ["package.json", "package-lock.json", ".npmrc", "server.js"];
    private static readonly SemaphoreSlim Installing = new(1, 1);

    private readonly Process process;

    private SftpServer(Process process, string folder, JsonElement greeting)
    {
        this.process = process;
        Folder = folder;
        Port = greeting.GetProperty("port").GetInt32();
        HostKey = greeting.GetProperty("hostKey").GetString().ShouldNotBeNull();
        PrivateKey = greeting.GetProperty("privateKey").GetString().ShouldNotBeNull();
    }

    public string Folder { get; }

    public int Port { get; }

    /// <summary>`SHA256:…`.</summary>
    public string HostKey { get; }

    /// <summary>That the server takes of <see cref="User"/>.</summary>
    public string PrivateKey { get; }

    public static async Task<SftpServer> StartAsync(CancellationToken cancellationToken)
    {
        var installation = await InstallAsync(cancellationToken);
        var folder = Directory.CreateTempSubdirectory("activation-sftp-").FullName;
        var process = Start("node", installation, "server.js", folder, User, Password);
        var greeting = await process.StandardOutput.ReadLineAsync(cancellationToken) ?? throw new InvalidOperationException(await process.StandardError.ReadToEndAsync(cancellationToken));
        return new SftpServer(process, folder, JsonElement.Parse(greeting));
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private static async Task<string> InstallAsync(CancellationToken cancellationToken)
    {
        await Installing.WaitAsync(cancellationToken);
        try
        {
            var folder = RepositoryRoot.Combine("artifacts", "sftp-server");
            Directory.CreateDirectory(folder);
            foreach (var file in Files)
            {
                File.Copy(RepositoryRoot.Combine("tests", "Activation.IntegrationTests", "Destinations", "SftpServer", file), Path.Combine(folder, file), overwrite: true);
            }

            var marker = Path.Combine(folder, ".installed");
            var wanted = await File.ReadAllTextAsync(Path.Combine(folder, "package-lock.json"), cancellationToken);
            if (!File.Exists(marker) || await File.ReadAllTextAsync(marker, cancellationToken) != wanted)
            {
                using var npm = Start(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", folder, "ci", "--ignore-scripts", "--loglevel", "error");
                npm.StandardInput.Close();
                var errors = await npm.StandardError.ReadToEndAsync(cancellationToken);
                await npm.WaitForExitAsync(cancellationToken);
                npm.ExitCode.ShouldBe(0, errors);
                await File.WriteAllTextAsync(marker, wanted, cancellationToken);
            }

            return folder;
        }
        finally
        {
            Installing.Release();
        }
    }

    private static Process Start(string program, string folder, params string[] arguments) => Process.Start(new ProcessStartInfo(program, arguments)
    {
        UseShellExecute = false,
        WorkingDirectory = folder,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    }) ?? throw new InvalidOperationException($"{program} did not start.");
}
