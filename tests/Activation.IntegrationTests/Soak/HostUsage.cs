using System.Globalization;

namespace Activation.IntegrationTests.Soak;

/// <summary>What a process has in memory and open, as Linux tells it.</summary>
internal sealed record HostUsage(double Megabytes, int Handles)
{
    private const string Resident = "VmRSS:";

    /// <returns>Null where the system does not tell, or the process is gone.</returns>
    public static HostUsage? Of(int process)
    {
        var folder = string.Create(CultureInfo.InvariantCulture, $"/proc/{process}");
        try
        {
            var line = File.ReadLines($"{folder}/status").First(l => l.StartsWith(Resident, StringComparison.Ordinal));
            var kilobytes = long.Parse(line[Resident.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
            return new HostUsage(kilobytes / 1000d, Directory.GetFileSystemEntries($"{folder}/fd").Length);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
