using System.Diagnostics;
using System.Globalization;

namespace Activation.Benchmarks;

/// <summary>The most memory that this process has had in RAM at once, whoever allocated it: the runtime, DuckDB, buffers of sockets and files.</summary>
internal static class PeakMemory
{
    private const string StatusFile = "/proc/self/status";
    private const string Label = "VmHWM:";

    public static long Bytes()
    {
        if (File.Exists(StatusFile) && File.ReadLines(StatusFile).FirstOrDefault(l => l.StartsWith(Label, StringComparison.Ordinal)) is { } line)
        {
            return long.Parse(line[Label.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) * 1024;
        }

        using var self = Process.GetCurrentProcess();
        return self.PeakWorkingSet64;
    }
}
