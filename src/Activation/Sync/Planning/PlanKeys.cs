using Activation.Segments;
using Activation.Storage;
using Activation.Sync.Ledger;

namespace Activation.Sync.Planning;

/// <summary>
/// Over all ranges, once their rows are sorted: which keys removes may name, and who must be sent again because a remove may take them along. Nothing here holds more of a row than 16 bytes a key,
/// and where many rows leave, the ledger is read for those; what a query gathers to join with is a range's rows, never all keys.
/// </summary>
internal static class PlanKeys
{
    private const byte Confirmed = (byte)LedgerState.Confirmed;
    private const byte Resend = (byte)LedgerState.Resend;
    private const byte Rejected = (byte)LedgerState.Rejected;

    /// <summary>Fills `limited` and `covered`, and adds to `adds` and `ledger_change` who is to be sent again.</summary>
    public static async Task ResolveAsync(DuckDbSession session, PlanViews views, CancellationToken cancellationToken)
    {
        session.Execute("""
            CREATE TABLE unwanted_keys AS SELECT unnest(keys) AS key FROM unwanted;
            CREATE TABLE held (key UUID);
            CREATE TABLE unnamed (pid UUID, row UUID, keys UUID[]);
            CREATE TABLE named_beside_held (key UUID);
            """);
        foreach (var range in views.Ranges)
        {
            await using var ledger = await OpenAsKnownAsync(session, views, range, cancellationToken);
            if (ledger is not null)
            {
                GatherKeys(session, ProfileRange.Of(range));
            }
        }

        await views.ForEachTableOfFreshAsync(session, table => HoldBy(session, table), cancellationToken);
        await views.ForEachLedgerRangeAsync(session, range => HoldByLedger(session, range), cancellationToken);
        if (Any(session, "held"))
        {
            await NameAsync(session, views, cancellationToken);
        }

        await MarkTouchedAsync(session, views, cancellationToken);
    }

    /// <summary>Null: the plan has the keys of all unwanted rows of the range.</summary>
    private static async Task<IAsyncDisposable?> OpenAsKnownAsync(DuckDbSession session, PlanViews views, IReadOnlyList<int> range, CancellationToken cancellationToken) =>
        session.ScalarInt64(PlanTables.AsKnown("unwanted", ProfileRange.Of(range))) > 0 ? await views.OpenLedger(session, range, cancellationToken) : null;

    private static bool Any(DuckDbSession session, string table) => session.ScalarInt64($"SELECT count(*) FROM (FROM {table} LIMIT 1)") > 0;

    private static void GatherKeys(DuckDbSession session, ProfileRange range) => session.Execute($"""
        INSERT INTO unwanted_keys SELECT unnest(l.keys) FROM ledger l
            WHERE EXISTS (SELECT 1 FROM unwanted u WHERE u.keys IS NULL AND {range.Contains("u.pid")} AND u.pid = l.pid AND u.row = l.row);
        """);

    /// <summary>Which keys of unwanted rows the rows of a table hold that are new to the ledger.</summary>
    /// <param name="table">`fresh` or `stored`.</param>
    private static void HoldBy(DuckDbSession session, string table) => session.Execute($"""
        INSERT INTO held SELECT DISTINCT key FROM unwanted_keys WHERE key IN (SELECT unnest(keys) FROM {table});
        """);

    /// <summary>Which of them a staying row holds.</summary>
    private static void HoldByLedger(DuckDbSession session, ProfileRange range) => session.Execute($"""
        INSERT INTO held SELECT DISTINCT key FROM unwanted_keys WHERE key IN (SELECT unnest(l.keys) FROM ledger l WHERE {Stays(range)});
        """);

    private static string Stays(ProfileRange range) =>
        $"NOT EXISTS (SELECT 1 FROM unwanted u WHERE {range.Contains("u.pid")} AND u.pid = l.pid AND u.row = l.row)";

    private static async Task NameAsync(DuckDbSession session, PlanViews views, CancellationToken cancellationToken)
    {
        foreach (var range in views.Ranges)
        {
            await using var ledger = await OpenAsKnownAsync(session, views, range, cancellationToken);
            Name(session, ProfileRange.Of(range), withLedger: ledger is not null);
        }

        if (Any(session, "unnamed"))
        {
            await views.ForEachLedgerRangeAsync(session, range => Cover(session, range), cancellationToken);
        }

        session.Execute("""
            DELETE FROM unwanted_keys WHERE key IN (SELECT key FROM held);
            INSERT INTO unwanted_keys SELECT key FROM named_beside_held;
            """);
    }

    /// <summary>
    /// Removes name only keys that nobody holds. Most rows are removed with all of their keys; `limited` has the others, with null where all keys are held. Lists do not spill while they
    /// are gathered, so not for all ranges at once.
    /// </summary>
    private static void Name(DuckDbSession session, ProfileRange range, bool withLedger)
    {
        var unwanted = withLedger
            ? $"SELECT u.pid, u.row, coalesce(u.keys, l.keys) AS keys FROM unwanted u JOIN ledger l ON l.pid = u.pid AND l.row = u.row WHERE {range.Contains("u.pid")}"
            : $"SELECT pid, row, keys FROM unwanted WHERE {range.Contains("pid")}";
        session.Execute($"""
            CREATE TEMP TABLE holders AS SELECT u.pid, u.row, u.keys FROM ({unwanted}) u
                JOIN (SELECT DISTINCT pid, row FROM (SELECT pid, row, unnest(keys) AS key FROM ({unwanted})) WHERE key IN (SELECT key FROM held)) h ON h.pid = u.pid AND h.row = u.row;
            CREATE TEMP TABLE naming AS SELECT k.pid, k.row, list(k.key) FILTER (WHERE h.key IS NULL) AS named
                FROM (SELECT pid, row, unnest(keys) AS key FROM holders) k LEFT JOIN (SELECT DISTINCT key FROM held) h ON h.key = k.key GROUP BY k.pid, k.row;
            INSERT INTO limited SELECT pid, row, named FROM naming;
            INSERT INTO unnamed SELECT h.pid, h.row, h.keys FROM holders h JOIN naming n ON n.pid = h.pid AND n.row = h.row WHERE n.named IS NULL;
            INSERT INTO named_beside_held SELECT unnest(h.keys) FROM holders h JOIN naming n ON n.pid = h.pid AND n.row = h.row WHERE n.named IS NOT NULL;
            DROP TABLE naming;
            DROP TABLE holders;
            """);
    }

    /// <summary>
    /// Which unwanted rows a single staying row covers with all of their keys. Only a row that is in the ledger already covers: one that this plan adds may yet turn out never to have been sent.
    /// </summary>
    private static void Cover(DuckDbSession session, ProfileRange range) => session.Execute($"""
        INSERT INTO covered SELECT DISTINCT u.pid, u.row
            FROM unnamed u JOIN (SELECT l.keys, unnest(l.keys) AS key FROM ledger l WHERE l.state <> {Rejected} AND {Stays(range)}) s ON s.key = u.keys[1]
            WHERE list_has_all(s.keys, u.keys);
        """);

    /// <summary>
    /// The platform may know those as the same person as a removed row who share a key with it, or with others that do: those of them who stay are marked to be sent again.
    /// </summary>
    private static async Task MarkTouchedAsync(DuckDbSession session, PlanViews views, CancellationToken cancellationToken)
    {
        // What is left there are the keys of the rows that are removed.
        session.Execute("""
            ALTER TABLE unwanted_keys RENAME TO reached;
            CREATE TABLE frontier (key UUID);
            CREATE TABLE next_frontier (key UUID);
            CREATE TABLE touched (pid UUID, row UUID);
            """);
        for (var frontier = "reached"; Any(session, frontier); frontier = "frontier")
        {
            await views.ForEachLedgerRangeAsync(session, range => Touch(session, range, frontier), cancellationToken);
            session.Execute("""
                CREATE OR REPLACE TABLE frontier AS SELECT DISTINCT key FROM next_frontier WHERE key NOT IN (SELECT key FROM reached WHERE key IN (SELECT key FROM next_frontier));
                INSERT INTO reached SELECT key FROM frontier;
                CREATE OR REPLACE TABLE next_frontier (key UUID);
                """);
        }
    }

    /// <summary>In a range: the rows that share a key with the frontier, but for the removed ones, of which it has all keys.</summary>
    private static void Touch(DuckDbSession session, ProfileRange range, string frontier)
    {
        var others = $"""
            ledger l WHERE NOT EXISTS (SELECT 1 FROM touched t WHERE t.pid = l.pid AND t.row = l.row)
                AND NOT EXISTS (SELECT 1 FROM removes r WHERE {range.Contains("r.pid")} AND r.pid = l.pid AND r.row = l.row)
            """;
        session.Execute($"CREATE TEMP TABLE crossed AS SELECT DISTINCT key FROM {frontier} WHERE key IN (SELECT unnest(l.keys) FROM {others})");
        if (Any(session, "crossed"))
        {
            session.Execute($"""
                CREATE TEMP TABLE hit AS SELECT l.pid, l.row, any_value(l.src) AS src, any_value(l.state) AS state, any_value(l.all_keys) AS keys, any_value(l.data) AS data, any_value(l.reason) AS reason
                    FROM (SELECT l.pid, l.row, l.src, l.state, l.data, l.reason, l.keys AS all_keys, unnest(l.keys) AS key FROM {others}) l
                    WHERE l.key IN (SELECT key FROM crossed) GROUP BY l.pid, l.row;
                INSERT INTO touched SELECT pid, row FROM hit;
                CREATE TEMP TABLE resend AS SELECT * FROM hit l WHERE (l.state = {Confirmed} OR (l.state = {Resend} AND l.reason = '{RunOutcome.NotInFull}')) AND {Stays(range)};
                INSERT INTO adds SELECT r.pid, r.row, {Resend}, r.data FROM resend r
                    WHERE NOT EXISTS (SELECT 1 FROM adds a WHERE a.pid = r.pid AND a.row = r.row);
                UPDATE adds SET prior = {Resend} FROM resend r WHERE adds.pid = r.pid AND adds.row = r.row;
                UPDATE ledger_change SET state = {Resend} FROM resend r WHERE ledger_change.pid = r.pid AND ledger_change.row = r.row;
                INSERT INTO ledger_change SELECT r.pid, r.row, r.src, {Resend}, r.keys, r.data, NULL FROM resend r
                    WHERE NOT EXISTS (SELECT 1 FROM ledger_change c WHERE c.pid = r.pid AND c.row = r.row);
                INSERT INTO next_frontier SELECT DISTINCT unnest(keys) FROM hit;
                DROP TABLE hit;
                DROP TABLE resend;
                """);
        }

        session.Execute("DROP TABLE crossed");
    }
}
