using Activation.Profiles.Events;
using Activation.Storage;

namespace Activation.Profiles;

/// <summary>Creates in a DuckDB session the view `seen`: when a source last listed each profile, one row for each of some shards' (`pid`, `source`).</summary>
internal static class SeenView
{
    public static void Create(DuckDbSession session, IReadOnlyList<(string Source, string Path)> files, IReadOnlyList<int> shards)
    {
        session.Execute("DROP VIEW IF EXISTS seen; CREATE TABLE IF NOT EXISTS empty_seen (pid UUID, source VARCHAR, seen_at TIMESTAMP)");
        var parts = files.GroupBy(f => f.Source, f => f.Path, StringComparer.Ordinal)
            .Select(g => $"SELECT pid, {DuckDbSession.Quote(g.Key)} AS source, max(seen_at) AS seen_at FROM read_parquet({DuckDbSession.FileList(g)}) WHERE {EventView.InShards("pid", shards)} GROUP BY pid");
        session.Execute($"CREATE VIEW seen AS {string.Join(" UNION ALL ", parts.Prepend("SELECT pid, source, seen_at FROM empty_seen"))}");
    }
}
