using System.Globalization;
using Activation.Destinations;
using Activation.Import.Rows;
using Activation.Profiles;
using Activation.Storage;
using DuckDB.NET.Data;

namespace Activation.Segments;

/// <summary>Counts a rule's members, range by range: by the identifiers that they have, and by the other segments that they are in.</summary>
/// <param name="others">The other segments, whose flags the query has from `m1` on. None: the query has no flags, and every row is a member.</param>
internal sealed class PreviewCounts(IReadOnlyList<string> others)
{
    public const int MaxSample = 10;

    /// <summary>The table of whom the query has found in a range: `pid`, `ids_mask`, `region` with a bit for each flag.</summary>
    public const string Found = "found";

    private readonly Dictionary<long, long> masks = [];
    private readonly long[] regions = new long[1 << (others.Count + 1)];
    private readonly SortedSet<string> sample = new(StringComparer.Ordinal);

    /// <summary>A number with a bit for each flag; bit 0 is the rule's own.</summary>
    private readonly string region = others.Count == 0 ? "1"
        : string.Join(" + ", Enumerable.Range(0, others.Count + 1).Select(i => string.Create(CultureInfo.InvariantCulture, $"CAST(m{i} AS INTEGER) * {1 << i}")));

    public long Count => masks.Values.Sum();

    public IReadOnlyDictionary<string, long> WithIdentifier => Identifiers.Names
        .ToDictionary(name => name, name => masks.Where(m => (m.Key & Identifiers.MaskOf(name)) != 0).Sum(m => m.Value), StringComparer.Ordinal);

    public IReadOnlyList<string> Sample => [.. sample.Take(MaxSample)];

    /// <summary>Null where there are no others.</summary>
    public PreviewOverlap? Overlap => others.Count == 0 ? null : new PreviewOverlap(
        others.Select((id, i) => KeyValuePair.Create(id, regions.Where((_, region) => IsIn(region, i + 1)).Sum())).ToDictionary(StringComparer.Ordinal),
        [.. regions.Select((count, region) => new PreviewRegion(IsIn(region, 0), [.. others.Where((_, i) => IsIn(region, i + 1))], count)).Skip(1)]);

    /// <summary>By destination type: the members that have what it could match them by.</summary>
    public IReadOnlyDictionary<string, long> Reach(IEnumerable<DestinationType> types) => PlatformReach.Count(types, masks);

    /// <summary>Adds the members among the profiles whose views the session has.</summary>
    public void Add(DuckDbSession session, SqlQuery members, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using (var find = session.Command($"CREATE TEMP TABLE {Found} AS SELECT pid, ids_mask, CAST({region} AS INTEGER) AS region FROM ({members.Text})", members.Parameters))
        using (cancellationToken.Register(find.Cancel))
        {
            Execute(find, cancellationToken);
        }

        using var command = session.Command(Summary);
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            var (mask, count, region) = (row.GetInt64(0), row.GetInt64(2), row.GetInt32(1));
            regions[region] += count;
            if (IsIn(region, 0))
            {
                masks[mask] = masks.GetValueOrDefault(mask) + count;
            }

            if (!row.IsDBNull(3))
            {
                sample.UnionWith(row.GetFieldValue<List<Guid>>(3).Select(id => new ProfileId(id).ToString()));
            }
        }
    }

    /// <summary>The sample is a row of its own, in a region that counts nothing: in each group it would take ten times as long.</summary>
    private static readonly string Summary = string.Create(
        CultureInfo.InvariantCulture,
        $"""
        SELECT ids_mask, region, count(*), CAST(NULL AS UUID[]) FROM {Found} GROUP BY ids_mask, region
        UNION ALL
        SELECT CAST(0 AS BIGINT), 0, CAST(0 AS BIGINT), min(pid, {MaxSample}) FROM {Found} WHERE region & 1 = 1
        """);

    private static bool IsIn(int region, int place) => (region & (1 << place)) != 0;

    private static void Execute(DuckDBCommand command, CancellationToken cancellationToken)
    {
        try
        {
            command.ExecuteNonQuery();
        }
        catch (DuckDBException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }
}
