using System.Diagnostics;

namespace Activation.Benchmarks;

/// <summary>This program once more, for what is to be measured alone or not at all.</summary>
internal static class ChildProcess
{
    /// <param name="environment">Where keys go: everybody on the machine sees arguments.</param>
    public static Process Start(IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, bool withInput = false)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath ?? throw new InvalidOperationException("This process has no path."))
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = withInput,
            UseShellExecute = false,
        };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
        {
            start.ArgumentList.Add(typeof(ChildProcess).Assembly.Location);
        }

        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start) ?? throw new InvalidOperationException("The process did not start.");
    }
}
