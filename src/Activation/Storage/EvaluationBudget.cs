namespace Activation.Storage;

/// <summary>
/// What DuckDB and downloaded files may take of this instance's memory and disk (a Flex Consumption instance has 2 or 4 GB and some 0.8 GB of disk). Sessions that are open
/// at the same time share the memory: each gets at most a third, later ones what is left, and all spill to disk beyond it, so that evaluations side by side become slower and do not fail.
/// </summary>
public sealed class EvaluationBudget
{
    /// <summary>For the runtime, the heap, buffers and DuckDB's own code.</summary>
    private const int ReservedMegabytes = 768;

    /// <summary>A query makes progress with so much, if it may spill.</summary>
    private const int FloorMegabytes = 128;

    private const int Shares = 3;
    private const int RowsInMegabyte = 200;
    private const int MaxRangeRows = 1_000_000;
    private const int MaxPlannedRows = 125_000;
    private const int MaxCacheMegabytes = 400;
    private const int MaxPassesMegabytes = 128;
    private const long Megabyte = 1024 * 1024;

    private readonly Lock gate = new();
    private readonly int memoryMegabytes;
    private int takenMegabytes;

    public EvaluationBudget(int instanceMegabytes, long scratchMegabytes)
    {
        memoryMegabytes = Math.Max(2 * FloorMegabytes, instanceMegabytes - ReservedMegabytes);
        var cache = Math.Min(MaxCacheMegabytes, scratchMegabytes / 4);
        var passes = Math.Min(MaxPassesMegabytes, scratchMegabytes / 10);
        CacheBytes = cache * Megabyte;
        PassesBytes = passes * Megabyte;
        SpillMegabytes = scratchMegabytes - cache - passes;
        RangeRows = Math.Min(MaxRangeRows, memoryMegabytes * RowsInMegabyte);
        PlannedRows = Math.Min(MaxPlannedRows, RangeRows);
    }

    /// <summary>Downloaded files that are kept for the next time.</summary>
    public long CacheBytes { get; }

    /// <summary>Members found in passes over several segments.</summary>
    public long PassesBytes { get; }

    /// <summary>What a session may spill.</summary>
    public long SpillMegabytes { get; }

    /// <summary>Rows of the snapshot that are evaluated at a time, a shard at least: see <see cref="Profiles.SnapshotStore.Ranges"/>.</summary>
    public long RangeRows { get; }

    /// <summary>As <see cref="RangeRows"/>, of plans: they make a row of each member, which takes some hundred bytes.</summary>
    public long PlannedRows { get; }

    /// <summary>Files that a session reads once, into its memory: see <see cref="StorageOptions.SmallKilobytes"/>.</summary>
    public long SmallBytes { get; private init; }

    /// <summary>The budget of this machine, where the options leave it open.</summary>
    public static EvaluationBudget Of(StorageOptions options, string scratchFolder) => new(
        options.MemoryMegabytes > 0 ? options.MemoryMegabytes : (int)Math.Min(int.MaxValue, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / Megabyte),
        options.ScratchMegabytes > 0 ? options.ScratchMegabytes : new DriveInfo(Path.GetFullPath(scratchFolder)).AvailableFreeSpace / 2 / Megabyte) { SmallBytes = options.SmallKilobytes * 1024L };

    /// <summary>Memory for a session that wants so much; what is answered has to be given back.</summary>
    public int Take(int wantedMegabytes)
    {
        lock (gate)
        {
            var granted = Math.Min(wantedMegabytes, Math.Max(FloorMegabytes, Math.Min(memoryMegabytes / Shares, memoryMegabytes - takenMegabytes)));
            takenMegabytes += granted;
            return granted;
        }
    }

    public void GiveBack(int megabytes)
    {
        lock (gate)
        {
            takenMegabytes -= megabytes;
        }
    }
}
