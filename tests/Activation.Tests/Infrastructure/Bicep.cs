using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Activation.Tests.Infrastructure;

/// <summary>The Bicep compiler, as NuGet has it for this machine.</summary>
internal static class Bicep
{
    private static readonly string Tools =
        typeof(Bicep).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(a => a.Key == "BicepTools")?.Value ?? "";

    public static string Infra { get; } = FindInfra();

    /// <summary>`main.bicep`, compiled.</summary>
    public static Lazy<(int ExitCode, string Output, string Messages)> Main { get; } = new(() => Run([], "build", "main.bicep", "--stdout"));

    public static Lazy<(int ExitCode, string Output, string Messages)> Subscriptions { get; } = new(() => Run([], "build", "subscriptions.bicep", "--stdout"));

    /// <summary>Runs it in the folder `infra`.</summary>
    /// <returns>All that it has to say, standard output apart.</returns>
    public static (int ExitCode, string Output, string Messages) Run(Dictionary<string, string> environment, params string[] arguments)
    {
        var executable = Path.Combine(Tools, OperatingSystem.IsWindows() ? "bicep.exe" : "bicep");
        File.Exists(executable).ShouldBeTrue($"The Bicep compiler is not at {executable}: restore the solution from a feed that has the package Azure.Bicep.CommandLine for this operating system.");
        var start = new ProcessStartInfo(executable, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = Infra };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start);
        process.ShouldNotBeNull();
        var messages = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, messages.GetAwaiter().GetResult());
    }

    private static string FindInfra([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here) ?? "", "..", "..", "..", "infra"));
}
