using System.Diagnostics;
using System.Globalization;

namespace Activation.Benchmarks;

/// <summary>The most memory that this process has had in RAM at once, whoever allocated it: the runtime, DuckDB, buffers of sockets and files.</summary>
internal static class PeakMemory
{
    private const string ClearFile = "/proc/self/clear_refs";
    private const string StatusFile = "/proc/self/status";
    private const string Label = "VmHWM:";

    /// <summary>From here on only what is taken from now counts, where the system lets us; what is in use stays in it.</summary>
    /// <remarks>https://man7.org/linux/man-pages/man5/proc_pid_clear_refs.5.html</remarks>
    public static void Reset()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        if (File.Exists(ClearFile))
        {
            File.WriteAllText(ClearFile, "5");
        }
    }

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
