using Activation.Storage;

namespace Activation.Profiles;

/// <summary>
/// Creates in a DuckDB session, over local files, the two views that everything reads: `traits` and `identifiers`, with the columns of
/// <see cref="SnapshotColumns"/>. Each has exactly the current row of every (pid, source): the base without what the changes
/// replace, and the newest change of each; rows marked deleted are absent.
/// </summary>
public static class SnapshotView
{
    /// <param name="withIdentifiers">False: only the view `traits`, and no file needs to have identifiers.</param>
    public static void Create(
        DuckDbSession session, TraitSchema schema, IReadOnlyList<SnapshotLocalShard> shards, bool withIdentifiers = true)
    {
        var bases = shards.Where(s => s.Base is not null).ToList();
        var changes = shards.SelectMany(s => s.Changes).ToList();
        session.Execute("DROP VIEW IF EXISTS traits; DROP VIEW IF EXISTS identifiers; DROP TABLE IF EXISTS changed;");
        if (changes.Count > 0)
        {
            session.Execute($"CREATE TEMP TABLE changed AS SELECT pid, source, max(version) AS version FROM read_parquet({DuckDbSession.FileList(changes.Select(c => c.Traits))}) GROUP BY pid, source");
        }

        CreateView(session, "traits", SnapshotColumns.Definition(schema), [.. bases.Select(b => b.Base!.Traits)], [.. changes.Select(c => c.Traits)]);
        if (withIdentifiers)
        {
            CreateView(session, "identifiers", $"pid UUID, source VARCHAR, version BIGINT, deleted BOOLEAN, {SnapshotColumns.VariantDefinition}", [.. bases.Select(b => Ids(b.Base))], [.. changes.Select(Ids)]);
        }
    }

    private static string Ids(SnapshotLocalFiles? files) => files?.Ids ?? throw new ArgumentException("The files have no identifiers.", nameof(files));

    private static void CreateView(DuckDbSession session, string name, string columns, IReadOnlyList<string> bases, IReadOnlyList<string> changes)
    {
        // The typed empty table gives every trait its column and type, also where no file has it yet.
        session.Execute($"CREATE TABLE IF NOT EXISTS empty_{name} ({columns})");
        var parts = new List<string> { $"SELECT * FROM empty_{name}" };
        if (bases.Count > 0)
        {
            var masked = changes.Count > 0
                ? " b WHERE NOT EXISTS (SELECT 1 FROM changed c WHERE c.pid = b.pid AND c.source = b.source)"
                : "";
            parts.Add($"SELECT * FROM read_parquet({DuckDbSession.FileList(bases)}, union_by_name = true){masked}");
        }

        if (changes.Count > 0)
        {
            parts.Add($"SELECT n.* FROM read_parquet({DuckDbSession.FileList(changes)}, union_by_name = true) n WHERE NOT n.deleted AND EXISTS (SELECT 1 FROM changed c WHERE c.pid = n.pid AND c.source = n.source AND c.version = n.version)");
        }

        session.Execute($"CREATE VIEW {name} AS {string.Join(" UNION ALL BY NAME ", parts)}");
    }
}

/// <summary>A shard's files on local disk.</summary>
public sealed record SnapshotLocalShard(SnapshotLocalFiles? Base, IReadOnlyList<SnapshotLocalFiles> Changes);

/// <param name="Ids">Null where only traits are read.</param>
public sealed record SnapshotLocalFiles(string Traits, string? Ids);
