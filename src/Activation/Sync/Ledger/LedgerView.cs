using Activation.Storage;

namespace Activation.Sync.Ledger;

/// <summary>
/// Creates the view `ledger` in a DuckDB session: exactly the current row of every (pid, row) in a range of shards. Columns: `pid` UUID,
/// `row` UUID (digest of the row as sent), `src` UUID (digest of the profile's identifiers when it was built), `state` (see
/// <see cref="LedgerState"/>), `keys` UUID[] (digests of its match keys), `data` (the row's identifiers as JSON), `reason` (of a refusal), `seq`.
/// </summary>
internal static class LedgerView
{
    public const string Columns = "pid UUID, row UUID, src UUID, state UTINYINT, keys UUID[], data VARCHAR, reason VARCHAR, seq BIGINT";

    /// <param name="bases">Local paths.</param>
    /// <param name="confirmed">Local paths of those bases whose rows are all confirmed, whatever state they have there.</param>
    /// <param name="changes">Local paths.</param>
    /// <param name="shards">The range; rows of other shards in shared files are left out.</param>
    public static void Create(DuckDbSession session, IReadOnlyList<string> bases, IReadOnlyList<string> confirmed, IReadOnlyList<string> changes, IReadOnlyList<int> shards)
    {
        session.DropView("ledger");
        session.Execute($"DROP TABLE IF EXISTS ledger_changed; CREATE TABLE IF NOT EXISTS ledger_empty ({Columns})");
        var parts = new List<string> { "SELECT * FROM ledger_empty" };
        if (changes.Count > 0)
        {
            session.Execute($"CREATE TEMP TABLE ledger_changed AS SELECT pid, row, max(seq) AS seq FROM read_parquet({DuckDbSession.FileList(changes)}) WHERE {InRange("pid", shards)} GROUP BY pid, row");
            parts.Add($"SELECT n.* FROM read_parquet({DuckDbSession.FileList(changes)}) n WHERE {InRange("n.pid", shards)} AND n.state <> {(byte)LedgerState.Gone} AND EXISTS (SELECT 1 FROM ledger_changed c WHERE c.pid = n.pid AND c.row = n.row AND c.seq = n.seq)");
        }

        var masked = changes.Count > 0 ? " AND NOT EXISTS (SELECT 1 FROM ledger_changed c WHERE c.pid = b.pid AND c.row = b.row)" : "";
        if (bases.Count > 0)
        {
            parts.Add($"SELECT b.* FROM read_parquet({DuckDbSession.FileList(bases)}) b WHERE {InRange("b.pid", shards)}{masked}");
        }

        if (confirmed.Count > 0)
        {
            parts.Add($"SELECT b.* REPLACE ({(byte)LedgerState.Confirmed}::UTINYINT AS state, NULL::VARCHAR AS reason) FROM read_parquet({DuckDbSession.FileList(confirmed)}) b WHERE {InRange("b.pid", shards)}{masked}");
        }

        session.CreateView("ledger", string.Join(" UNION ALL BY NAME ", parts), bases.Concat(confirmed).Concat(changes));
    }

    /// <summary>A condition on a UUID column: the profile is of one of the shards, which are next to each other.</summary>
    public static string InRange(string column, IReadOnlyList<int> shards) => ProfileRange.Of(shards).Contains(column);
}
