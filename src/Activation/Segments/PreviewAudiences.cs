using System.Globalization;
using Activation.Import.Rows;
using Activation.Storage;

namespace Activation.Segments;

/// <summary>Counts, range by range, who would enter and leave the audiences of a segment's syncs if the rule were its own.</summary>
internal sealed class PreviewAudiences(IReadOnlyList<SegmentAudience> audiences)
{
    private readonly PreviewAudience[] counts = [.. audiences.Select(a => new PreviewAudience(a.Sync, a.Destination, 0, 0, 0))];

    public IReadOnlyList<PreviewAudience> Counts => counts;

    /// <summary>Adds the people of a range.</summary>
    /// <param name="session">With the table <see cref="PreviewCounts.Found"/> of the range.</param>
    public async Task AddAsync(DuckDbSession session, IReadOnlyList<int> shards, CancellationToken cancellationToken)
    {
        for (var i = 0; i < counts.Length; i++)
        {
            await audiences[i].FillAsync(session, shards, cancellationToken);
            var matched = string.Join(" OR ", PlatformReach.Keys(audiences[i].Type).Select(k => string.Create(CultureInfo.InvariantCulture, $"ids_mask & {k} = {k}")));
            session.Execute($"CREATE TEMP TABLE wanted AS SELECT pid FROM {PreviewCounts.Found} WHERE region & 1 = 1 AND ({(matched.Length == 0 ? "FALSE" : matched)})");
            counts[i] = counts[i] with
            {
                Members = counts[i].Members + session.ScalarInt64("SELECT count(*) FROM audience"),
                Entering = counts[i].Entering + session.ScalarInt64("SELECT count(*) FROM wanted w WHERE NOT EXISTS (SELECT 1 FROM audience a WHERE a.pid = w.pid)"),
                Leaving = counts[i].Leaving + session.ScalarInt64("SELECT count(*) FROM audience a WHERE NOT EXISTS (SELECT 1 FROM wanted w WHERE w.pid = a.pid)"),
            };
            session.Execute("DROP TABLE wanted; DROP TABLE audience");
        }
    }
}
