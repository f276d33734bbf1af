using System.Diagnostics;

namespace Activation.Benchmarks;

/// <summary>This program once more, for what is to be measured alone or not at all.</summary>
internal static class ChildProcess
{
    /// <summary>In a cgroup that it enters before it begins, so that the runtime sees its limits.</summary>
    public static Process StartWithin(string cgroup, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        var (program, first) = Self();
        return Start("/bin/sh", ["-c", "echo $$ > \"$0/cgroup.procs\" && exec \"$@\"", cgroup, program, .. first, .. arguments], environment, withInput: false);
    }

    /// <param name="environment">Where keys go: everybody on the machine sees arguments.</param>
    public static Process Start(IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, bool withInput = false)
    {
        var (program, first) = Self();
        return Start(program, [.. first, .. arguments], environment, withInput);
    }

    private static Process Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, bool withInput)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = withInput,
            UseShellExecute = false,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start) ?? throw new InvalidOperationException("The process did not start.");
    }

    private static (string Program, string[] Arguments) Self()
    {
        var program = Environment.ProcessPath ?? throw new InvalidOperationException("This process has no path.");
        return (program, Path.GetFileNameWithoutExtension(program) == "dotnet" ? [typeof(ChildProcess).Assembly.Location] : []);
    }
}
