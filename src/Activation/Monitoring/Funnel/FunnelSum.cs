using Activation.Import;
using Activation.Sync;

namespace Activation.Monitoring.Funnel;

/// <summary>Adds up runs and imports. Pure.</summary>
internal static class FunnelSum
{
    /// <param name="pending">Members of open batches, of all runs.</param>
    public static SyncFunnel Of(SyncId sync, IReadOnlyList<RunRecord> runs, IReadOnlyList<ImportRecord> imports, long pending)
    {
        var (excluded, failed) = (new Dictionary<string, long>(StringComparer.Ordinal), new Dictionary<string, long>(StringComparer.Ordinal));
        foreach (var run in runs)
        {
            Add(excluded, run.Exclusions);
            Add(failed, run.Reasons.Select(r => KeyValuePair.Create(r.Key, r.Value - run.Exclusions.GetValueOrDefault(r.Key))).Where(r => r.Value > 0));
        }

        // Members who are in already and are sent again are among those on their way.
        var activated = runs.Sum(r => r.Activated);
        var underWay = Math.Min(pending, activated);
        return new SyncFunnel
        {
            Sync = sync.Value,
            Runs = runs.Count,
            Imports = Of(imports),
            Received = runs.Sum(r => r.Received),
            Excluded = runs.Sum(r => r.Excluded),
            ExcludedReasons = excluded,
            Eligible = runs.Sum(r => r.Received - r.Excluded),
            Pending = underWay,
            Failed = runs.Sum(r => r.Failed),
            FailedReasons = failed,
            Activated = activated - underWay,
            Adds = runs.Sum(r => r.Adds),
            Removes = runs.Sum(r => r.Removes),
        };
    }

    private static FunnelImports Of(IReadOnlyList<ImportRecord> imports)
    {
        var rejects = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var import in imports)
        {
            Add(rejects, import.Reasons);
        }

        return new FunnelImports(
            imports.Count, imports.Sum(i => i.RowsRead), imports.Sum(i => i.Rejected), rejects, imports.Sum(i => i.Accepted), imports.Sum(i => i.New), imports.Sum(i => i.Changed));
    }

    private static void Add(Dictionary<string, long> sums, IEnumerable<KeyValuePair<string, long>> counts)
    {
        foreach (var (reason, count) in counts)
        {
            sums[reason] = sums.GetValueOrDefault(reason) + count;
        }
    }
}
