using System.Globalization;
using Microsoft.Extensions.Options;

namespace Activation.Storage;

/// <summary>
/// This process's folder for downloaded files and spill files. Removed on a clean stop; what a killed process left is removed by the next start.
/// </summary>
public sealed class ScratchFolder : IDisposable
{
    private const string Prefix = "activation-";

    public ScratchFolder(IOptions<StorageOptions> options)
    {
        var root = options.Value.ScratchFolder is { Length: > 0 } set ? set : System.IO.Path.GetTempPath();
        Directory.CreateDirectory(root);
        RemoveLeftovers(root);
        Path = System.IO.Path.Combine(root, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Environment.ProcessId}-{Guid.NewGuid():N}"));
        Directory.CreateDirectory(Path);
        Budget = EvaluationBudget.Of(options.Value, Path);
    }

    public string Path { get; }

    /// <summary>What may be in the folder, and beside it in memory.</summary>
    public EvaluationBudget Budget { get; }

    /// <summary>A new, unused file name in the folder.</summary>
    public string NewFile(string extension) => System.IO.Path.Combine(Path, $"{Guid.NewGuid():N}{extension}");

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // A file is still open; the next start removes the folder.
        }
    }

    private static void RemoveLeftovers(string root)
    {
        foreach (var folder in Directory.EnumerateDirectories(root, Prefix + "*"))
        {
            var name = System.IO.Path.GetFileName(folder);
            var end = name.IndexOf('-', Prefix.Length);
            if (end > 0 && int.TryParse(name[Prefix.Length..end], NumberStyles.None, CultureInfo.InvariantCulture, out var owner) && !IsRunning(owner))
            {
                try
                {
                    Directory.Delete(folder, recursive: true);
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    // Another starting host removes it at the same time, or it belongs to another user.
                }
            }
        }
    }

    private static bool IsRunning(int processId)
    {
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(processId);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
