using System.Globalization;
using Activation.Storage;

namespace Activation.Profiles.Events;

/// <summary>
/// Creates in a DuckDB session, over local files, the view `events` with the columns of <see cref="EventColumns"/>: the events of some shards' profiles. An event of a
/// profile that was merged since stands under the profile that it was merged into.
/// </summary>
internal static class EventView
{
    public static void Create(DuckDbSession session, EventSchema schema, IReadOnlyList<EventLocalFile> files, IReadOnlyList<AliasLocalFile> aliases, IReadOnlyList<int> shards)
    {
        session.Execute($"DROP VIEW IF EXISTS events; CREATE OR REPLACE TABLE no_events ({EventColumns.Definition(schema)})");
        var parts = new List<string> { "SELECT * FROM no_events" };
        var moved = files.Where(f => aliases.Any(a => a.Generation is not { } g || g >= f.Generation)).ToList();
        var settled = files.Except(moved).ToList();
        if (settled.Count > 0)
        {
            parts.Add($"SELECT * FROM read_parquet({Paths(settled)}, union_by_name = true) e WHERE {InFileShards(shards)}");
        }

        if (moved.Count > 0)
        {
            LoadAliases(session, aliases, moved.Min(f => f.Generation));
            LoadGenerations(session, moved);
            var from = $"read_parquet({Paths(moved)}, union_by_name = true, filename = true) e JOIN event_files f ON f.path = e.filename";
            const string Alias = "a.old = e.pid AND f.generation > a.after AND f.generation <= a.upto";
            parts.Add($"SELECT e.* EXCLUDE (filename) FROM {from} WHERE {InFileShards(shards)} AND NOT EXISTS (SELECT 1 FROM event_aliases a WHERE {Alias})");
            parts.Add($"SELECT a.pid, e.* EXCLUDE (pid, filename) FROM {from} JOIN event_aliases a ON {Alias} WHERE {InShards("a.pid", shards)}");
        }

        session.Execute($"CREATE VIEW events AS SELECT {EventColumns.List(schema.Properties)} FROM ({string.Join(" UNION ALL BY NAME ", parts)})");
    }

    /// <summary>Of a profile that was merged twice, each alias is about what was recorded since the one before.</summary>
    private static void LoadAliases(DuckDbSession session, IReadOnlyList<AliasLocalFile> aliases, long from)
    {
        var all = string.Join(" UNION ALL ", aliases.Select(SelectAliases));
        session.Execute(string.Create(
            CultureInfo.InvariantCulture,
            $"""
            CREATE OR REPLACE TABLE event_aliases AS
            SELECT old, pid, lag(generation, 1, -1) OVER (PARTITION BY old ORDER BY generation) AS after, generation AS upto
            FROM (SELECT old, generation, min(pid) AS pid FROM ({all}) GROUP BY old, generation)
            QUALIFY generation >= {from}
            """));
    }

    /// <summary>`old`, `pid` and `generation` of a file.</summary>
    internal static string SelectAliases(AliasLocalFile file) =>
        $"SELECT old, pid, {file.Generation?.ToString(CultureInfo.InvariantCulture) ?? "generation"}::BIGINT AS generation FROM read_parquet({DuckDbSession.Quote(file.Path)})";

    private static void LoadGenerations(DuckDbSession session, IEnumerable<EventLocalFile> files)
    {
        session.Execute("CREATE OR REPLACE TABLE event_files (path VARCHAR, generation BIGINT)");
        using var appender = session.Connection.CreateAppender("event_files");
        foreach (var file in files)
        {
            appender.CreateRow().AppendValue(file.Path).AppendValue(file.Generation).EndRow();
        }
    }

    private static string Paths(IEnumerable<EventLocalFile> files) => DuckDbSession.FileList(files.Select(f => f.Path));

    /// <summary>Of event files, whose column `shard` tells which parts may be skipped.</summary>
    private static string InFileShards(IReadOnlyList<int> shards) =>
        shards.Distinct().Count() == ProfileId.ShardCount ? "true"
        : shards.Count == 0 ? "false"
        : $"({string.Join(" OR ", Ranges(shards).Select(r => string.Create(CultureInfo.InvariantCulture, $"e.shard BETWEEN {r.First} AND {r.Last}")))})";

    /// <summary>As ranges of ids, for files that have no column of shards; every row of them is read.</summary>
    internal static string InShards(string column, IReadOnlyList<int> shards)
    {
        if (shards.Distinct().Count() == ProfileId.ShardCount)
        {
            return "true";
        }

        var ranges = Ranges(shards);
        return ranges.Count == 0 ? "false" : $"({string.Join(" OR ", ranges.Select(r => Between(column, r.First, r.Last)))})";
    }

    private static List<(int First, int Last)> Ranges(IEnumerable<int> shards)
    {
        var ranges = new List<(int First, int Last)>();
        foreach (var shard in shards.Distinct().Order())
        {
            if (ranges is [.., var last] && last.Last == shard - 1)
            {
                ranges[^1] = (last.First, shard);
            }
            else
            {
                ranges.Add((shard, shard));
            }
        }

        return ranges;
    }

    private static string Between(string column, int first, int last) => string.Create(
        CultureInfo.InvariantCulture,
        $"{column} BETWEEN '{first:x}0000000-0000-0000-0000-000000000000'::UUID AND '{last:x}fffffff-ffff-ffff-ffff-ffffffffffff'::UUID");
}

internal sealed record EventLocalFile(string Path, long Generation);

/// <param name="Generation">Null if the file has each alias's own.</param>
internal sealed record AliasLocalFile(string Path, long? Generation);
