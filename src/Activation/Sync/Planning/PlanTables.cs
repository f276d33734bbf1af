using System.Globalization;
using Activation.Segments;
using Activation.Storage;
using Activation.Sync.Ledger;

namespace Activation.Sync.Planning;

/// <summary>
/// The plan's SQL. Steps for a range of shards read the views `traits`, `identifiers` and `ledger` of that range; tables gather over ranges.
/// </summary>
internal static class PlanTables
{
    private const byte Confirmed = (byte)LedgerState.Confirmed;
    private const byte Maybe = (byte)LedgerState.Maybe;
    private const byte Resend = (byte)LedgerState.Resend;
    private const byte Rejected = (byte)LedgerState.Rejected;
    private const byte Shadow = (byte)LedgerState.Shadow;
    private const byte Gone = (byte)LedgerState.Gone;

    // An unwanted row forgets what it was built from, so that only a freshly built row can make it wanted again.
    public const string NoSource = "'00000000-0000-0000-0000-000000000000'::UUID";

    private const string Row = "pid UUID, row UUID, src UUID, state UTINYINT, keys UUID[], data VARCHAR, reason VARCHAR";

    private const string Fresh = "pid UUID, row UUID, src UUID, keys UUID[], data VARCHAR";

    /// <summary>The rows of `fresh` as `ledger_change` would have them.</summary>
    public static string FreshChanges => $"SELECT pid, row, src, {Maybe}::UTINYINT AS state, keys, data, NULL::VARCHAR AS reason FROM fresh";

    /// <summary>How many rows of `adds` or `removes` in a range have no data: the ledger has it, and so many are not held here.</summary>
    public static string AsKnown(string table, ProfileRange range) => $"SELECT count(*) FROM {table} WHERE data IS NULL AND {range.Contains("pid")}";

    /// <summary>The same of the ledger's changes: see <see cref="ChangedAsKnown"/>.</summary>
    public static string ChangesAsKnown(ProfileRange range) => $"SELECT ({AsKnown("ledger_change", range)}) + ({AsKnown("removes", range)})";

    /// <summary>What is to be sent, as rows of `pid`, `row`, `prior`, `data`; after <see cref="IFreshRows.OpenAsync"/> of a range that has all of the range.</summary>
    /// <param name="withLedger">There are some <see cref="AsKnown"/>, and the view `ledger` has the range.</param>
    public static string Added(ProfileRange range, bool withLedger)
    {
        var inRange = range.Contains("pid");
        return $"""
            SELECT t.pid, t.row, t.prior, {DataOf("adds", range, withLedger)}
            UNION ALL SELECT pid, row, {Gone}::UTINYINT, data FROM fresh WHERE {inRange}
            UNION ALL SELECT pid, row, {Gone}::UTINYINT, data FROM stored WHERE {inRange}
            """;
    }

    /// <summary>What is to be removed, as rows of `pid`, `row`, `prior`, `named`, `data`.</summary>
    /// <param name="withLedger">As of <see cref="Added"/>.</param>
    public static string Removed(ProfileRange range, bool withLedger) => $"SELECT t.pid, t.row, t.prior, t.named, {DataOf("removes", range, withLedger)}";

    /// <summary>The ledger's changes of which only it has the data, as it has them afterwards; the view `ledger` has the range.</summary>
    public static string ChangedAsKnown(ProfileRange range) => $"""
        SELECT t.pid, t.row, t.src, t.state, coalesce(t.keys, l.keys) AS keys, coalesce(t.data, l.data) AS data, t.reason FROM {FromLedger("ledger_change", range)} AND t.data IS NULL
        UNION ALL SELECT t.pid, t.row, {NoSource}, {Maybe}::UTINYINT, l.keys, l.data, NULL::VARCHAR FROM {FromLedger("removes", range)} AND t.data IS NULL
        """;

    private static string DataOf(string table, ProfileRange range, bool withLedger) =>
        withLedger ? $"coalesce(t.data, l.data) AS data FROM {FromLedger(table, range)}" : $"t.data FROM {table} t WHERE {range.Contains("t.pid")}";

    private static string FromLedger(string table, ProfileRange range) =>
        $"{table} t LEFT JOIN (SELECT pid, row, keys, data FROM ledger WHERE {range.Contains("pid")}) l ON l.pid = t.pid AND l.row = t.row WHERE {range.Contains("t.pid")}";

    public static void Create(DuckDbSession session) => session.Execute($"""
        CREATE TABLE unwanted (pid UUID, row UUID, state UTINYINT, keys UUID[], data VARCHAR);
        CREATE TABLE limited (pid UUID, row UUID, named UUID[]);
        CREATE VIEW removes AS SELECT u.pid, u.row, u.state AS prior, u.data, coalesce(n.named, u.keys) AS named
            FROM unwanted u LEFT JOIN limited n ON n.pid = u.pid AND n.row = u.row WHERE {IsRemoved};
        CREATE TABLE adds (pid UUID, row UUID, prior UTINYINT, data VARCHAR);
        CREATE TABLE ledger_change ({Row});
        CREATE TABLE fresh ({Fresh});
        CREATE TABLE held (key UUID);
        CREATE TABLE covered (pid UUID, row UUID);
        CREATE TABLE frontier (key UUID);
        CREATE TABLE reached (key UUID);
        CREATE TABLE touched (pid UUID, row UUID);
        """);

    /// <summary>Before a range: its tables are empty, and what they held of the range before is free.</summary>
    public static void BeginRange(DuckDbSession session) => session.Execute("""
        CREATE OR REPLACE TABLE desired (pid UUID, digest UUID, extras VARCHAR);
        CREATE OR REPLACE TABLE stay (pid UUID, row UUID);
        CREATE OR REPLACE TABLE built (pid UUID, row UUID, src UUID, keys UUID[], data VARCHAR);
        """);

    /// <summary>After `desired` is filled: the ledger rows that are wanted as they are. With other row options there are none.</summary>
    public static void FindStaying(DuckDbSession session, bool sameRowOptions)
    {
        if (sameRowOptions)
        {
            session.Execute($"INSERT INTO stay SELECT l.pid, l.row FROM ledger l JOIN desired d ON l.pid = d.pid AND l.src = d.digest WHERE l.state <> {Shadow}");
        }
    }

    /// <summary>
    /// After `desired` is filled: what is sent along with each. Where changes of it are sent, they change the digest, so that the row is built anew.
    /// </summary>
    public static void Enrich(DuckDbSession session, SqlQuery extras, bool resendsChanges)
    {
        session.Execute($"CREATE TEMP TABLE enriched AS {extras.Text}", extras.Parameters);
        session.Execute($"""
            CREATE TEMP TABLE plain AS SELECT pid, digest FROM desired;
            DELETE FROM desired;
            INSERT INTO desired SELECT d.pid, {(resendsChanges ? "CAST(md5(concat(CAST(d.digest AS VARCHAR), e.extras)) AS UUID)" : "d.digest")}, e.extras FROM plain d LEFT JOIN enriched e ON e.pid = d.pid;
            DROP TABLE plain;
            DROP TABLE enriched;
            """);
    }

    private const string Building = "desired d WHERE NOT EXISTS (SELECT 1 FROM stay s WHERE s.pid = d.pid)";

    /// <summary>Members whose row must be built.</summary>
    public static string ToBuild => $"SELECT count(*) FROM {Building}";

    /// <summary>Their identifiers: by profile, newest source row first.</summary>
    /// <param name="variants">Each with a comma before it.</param>
    /// <param name="barred">Sources whose identifiers are not sent.</param>
    public static string Needed(string variants, IReadOnlyCollection<string> barred, ProfileRange range) => $"""
        SELECT i.pid, d.digest, d.extras{variants} FROM identifiers i JOIN (SELECT * FROM {Building}) d ON d.pid = i.pid
        WHERE {range.Contains("i.pid")} AND {range.Contains("d.pid")} AND NOT list_contains({DuckDbSession.FileList(barred)}::VARCHAR[], i.source)
        ORDER BY i.pid, i.version DESC, i.source
        """;

    /// <summary>After `fresh` was stored elsewhere.</summary>
    public static void ForgetFresh(DuckDbSession session) => session.Execute($"CREATE OR REPLACE TABLE fresh ({Fresh})");

    /// <summary>After `built` is filled: sorts the range's rows into unwanted, fresh, adds and ledger changes.</summary>
    /// <param name="mode">Full: every wanted row is sent. Protect: only who is in the audience already.</param>
    /// <param name="heldAtOnce">See <see cref="PlanViews.HeldAtOnce"/>.</param>
    public static void Sort(DuckDbSession session, RunMode mode, long heldAtOnce)
    {
        var full = mode == RunMode.Full;
        var held = heldAtOnce.ToString(CultureInfo.InvariantCulture);
        session.Execute($"""
            CREATE TEMP TABLE wanted AS SELECT pid, row FROM stay UNION SELECT pid, row FROM built;
            CREATE TEMP TABLE leaving AS SELECT pid, row, state, keys, data FROM ledger l WHERE NOT EXISTS (SELECT 1 FROM wanted w WHERE w.pid = l.pid AND w.row = l.row);
            INSERT INTO unwanted SELECT pid, row, state, keys, CASE WHEN (SELECT count(*) FROM leaving) <= {held} THEN data END FROM leaving;
            DROP TABLE leaving;
            INSERT INTO fresh SELECT b.pid, b.row, b.src, b.keys, b.data FROM built b
                WHERE NOT EXISTS (SELECT 1 FROM ledger l WHERE l.pid = b.pid AND l.row = b.row);
            """);

        // What the ledger has of the wanted rows: sent again if not settled, if what goes along with them has changed, or if everything is asked for.
        const string Changed = "(b.data IS NOT NULL AND b.data <> l.data)";
        const string Known = "ledger l JOIN wanted w ON w.pid = l.pid AND w.row = l.row LEFT JOIN built b ON b.pid = l.pid AND b.row = l.row";
        var send = mode switch
        {
            RunMode.Full => "TRUE",
            RunMode.Protect => $"l.state = {Resend}",
            _ => $"l.state IN ({Maybe}, {Resend}, {Shadow}) OR (l.state = {Confirmed} AND {Changed})",
        };

        // Of everybody, or of many who are built anew, what the ledger has is not held here too.
        var asKnown = full || session.ScalarInt64("SELECT count(*) FROM built") > heldAtOnce;
        var data = asKnown ? $"CASE WHEN {Changed} THEN b.data END" : "coalesce(b.data, l.data)";
        var keys = asKnown ? $"CASE WHEN {Changed} THEN l.keys END" : "l.keys";
        var again = $"CASE WHEN l.state = {Confirmed} AND {Changed} THEN {Resend} ELSE l.state END";
        session.Execute($"""
            INSERT INTO adds SELECT l.pid, l.row, CASE l.state WHEN {Shadow} THEN {Maybe} ELSE {again} END, {data} FROM {Known} WHERE {send};
            INSERT INTO ledger_change SELECT l.pid, l.row, coalesce(b.src, l.src), CASE WHEN l.state = {Shadow} OR {(full ? $"l.state = {Rejected}" : "FALSE")} THEN {Maybe} ELSE {again} END, {keys}, {data}, l.reason
                FROM {Known}
                WHERE (b.src IS NOT NULL AND b.src IS DISTINCT FROM l.src) OR {Changed} OR l.state = {Shadow} OR {(full ? $"l.state = {Rejected}" : "FALSE")};
            """);
        session.Execute("DROP TABLE wanted");
    }

    /// <summary>Members in the audience of this range.</summary>
    public static string InAudience => $"SELECT count(DISTINCT pid) FROM ledger WHERE state IN ({Confirmed}, {Resend})";

    /// <summary>Those of them whom nobody wants any more.</summary>
    public static string LeavingAudience => $"SELECT count(DISTINCT l.pid) FROM ledger l WHERE l.state IN ({Confirmed}, {Resend}) AND NOT EXISTS (SELECT 1 FROM desired d WHERE d.pid = l.pid)";

    /// <summary>
    /// In a range: which keys of unwanted rows a staying row holds, and which unwanted rows a single staying row covers with all of their keys.
    /// Only a row that is in the ledger already covers: one that this plan adds may yet turn out never to have been sent.
    /// </summary>
    public static void GatherHeld(DuckDbSession session) => session.Execute($"""
        CREATE TEMP TABLE holding AS SELECT l.key, l.keys, l.state FROM (SELECT pid, row, state, keys, unnest(keys) AS key FROM ledger) l
            WHERE EXISTS (SELECT 1 FROM unwanted_keys k WHERE k.key = l.key)
              AND NOT EXISTS (SELECT 1 FROM unwanted u WHERE u.pid = l.pid AND u.row = l.row);
        INSERT INTO held SELECT DISTINCT key FROM holding;
        INSERT INTO covered SELECT DISTINCT u.pid, u.row FROM unwanted u JOIN holding h ON h.key = u.keys[1]
            WHERE h.state <> {Rejected} AND list_has_all(h.keys, u.keys);
        DROP TABLE holding;
        """);

    public static void BeginHeld(DuckDbSession session) => session.Execute("""
        CREATE TEMP TABLE unwanted_keys AS SELECT DISTINCT unnest(keys) AS key FROM unwanted;
        """);

    /// <summary>Which keys of unwanted rows the rows of a table hold that are new to the ledger.</summary>
    /// <param name="table">`fresh` or `stored`.</param>
    public static void HoldBy(DuckDbSession session, string table) => session.Execute($"""
        INSERT INTO held SELECT DISTINCT key FROM (SELECT unnest(keys) AS key FROM {table}) h WHERE EXISTS (SELECT 1 FROM unwanted_keys k WHERE k.key = h.key);
        """);

    /// <summary>
    /// After all ranges, for each: removes name only keys that nobody holds. Most rows are removed with all of their keys; `limited` has the others, with null where all keys are
    /// held. Lists do not spill, so not for all of them at once.
    /// </summary>
    public static void NameRemoves(DuckDbSession session, IReadOnlyList<int> range) => session.Execute($"""
        CREATE TEMP TABLE holders AS SELECT DISTINCT pid, row FROM (SELECT pid, row, unnest(keys) AS key FROM unwanted WHERE {LedgerView.InRange("pid", range)}) k
            WHERE EXISTS (SELECT 1 FROM held h WHERE h.key = k.key);
        INSERT INTO limited SELECT k.pid, k.row, list(k.key) FILTER (WHERE h.key IS NULL)
            FROM (SELECT u.pid, u.row, unnest(u.keys) AS key FROM unwanted u JOIN holders o ON o.pid = u.pid AND o.row = u.row) k
            LEFT JOIN (SELECT DISTINCT key FROM held) h ON h.key = k.key GROUP BY k.pid, k.row;
        DROP TABLE holders;
        """);

    /// <summary>Of `unwanted` as `u`: a key is left to name.</summary>
    private const string IsRemoved = "len(u.keys) > 0 AND NOT EXISTS (SELECT 1 FROM limited i WHERE i.pid = u.pid AND i.row = u.row AND i.named IS NULL)";

    private const string KeysBesideData = "CASE WHEN u.data IS NOT NULL THEN u.keys END";

    /// <summary>Then: a row of which no key is left to name becomes a shadow, or goes if a staying row covers it.</summary>
    public static void KeepUnnamed(DuckDbSession session) => session.Execute($"""
        DROP TABLE unwanted_keys;
        INSERT INTO ledger_change SELECT u.pid, u.row, {NoSource}, {Maybe}, u.keys, u.data, NULL FROM unwanted u WHERE u.data IS NOT NULL AND {IsRemoved};
        INSERT INTO ledger_change SELECT u.pid, u.row, {NoSource}, CASE WHEN c.pid IS NOT NULL THEN {Gone} ELSE {Shadow} END, {KeysBesideData}, u.data, NULL
            FROM unwanted u LEFT JOIN (SELECT DISTINCT pid, row FROM covered) c ON c.pid = u.pid AND c.row = u.row
            WHERE NOT ({IsRemoved}) AND (u.state <> {Shadow} OR c.pid IS NOT NULL);
        INSERT INTO frontier SELECT DISTINCT unnest(u.keys) FROM unwanted u WHERE {IsRemoved};
        INSERT INTO reached SELECT key FROM frontier;
        """);

    /// <summary>
    /// In a range: the rows that share a key with the frontier, but for the removed ones, of which it has all keys. The platform may know them as the same person as a removed row, so those who
    /// stay are marked to be sent again.
    /// </summary>
    public static void Touch(DuckDbSession session) => session.Execute($"""
        CREATE TEMP TABLE hit AS SELECT l.pid, l.row, any_value(l.src) AS src, any_value(l.state) AS state, any_value(l.all_keys) AS keys, any_value(l.data) AS data
            FROM (SELECT pid, row, src, state, data, keys AS all_keys, unnest(keys) AS key FROM ledger) l
            WHERE EXISTS (SELECT 1 FROM frontier f WHERE f.key = l.key)
              AND NOT EXISTS (SELECT 1 FROM touched t WHERE t.pid = l.pid AND t.row = l.row)
              AND NOT EXISTS (SELECT 1 FROM removes r WHERE r.pid = l.pid AND r.row = l.row)
            GROUP BY l.pid, l.row;
        INSERT INTO touched SELECT pid, row FROM hit;
        CREATE TEMP TABLE resend AS SELECT * FROM hit h WHERE h.state = {Confirmed} AND NOT EXISTS (SELECT 1 FROM unwanted u WHERE u.pid = h.pid AND u.row = h.row);
        INSERT INTO adds SELECT r.pid, r.row, {Resend}, r.data FROM resend r
            WHERE NOT EXISTS (SELECT 1 FROM adds a WHERE a.pid = r.pid AND a.row = r.row);
        UPDATE adds SET prior = {Resend} FROM resend r WHERE adds.pid = r.pid AND adds.row = r.row;
        UPDATE ledger_change SET state = {Resend} FROM resend r WHERE ledger_change.pid = r.pid AND ledger_change.row = r.row;
        INSERT INTO ledger_change SELECT r.pid, r.row, r.src, {Resend}, r.keys, r.data, NULL FROM resend r
            WHERE NOT EXISTS (SELECT 1 FROM ledger_change c WHERE c.pid = r.pid AND c.row = r.row);
        CREATE TABLE IF NOT EXISTS next_frontier (key UUID);
        INSERT INTO next_frontier SELECT DISTINCT key FROM (SELECT unnest(keys) AS key FROM hit) n WHERE NOT EXISTS (SELECT 1 FROM reached r WHERE r.key = n.key);
        DROP TABLE hit;
        DROP TABLE resend;
        """);

    /// <summary>After all ranges: goes on with the keys that were reached newly; answers whether there are any.</summary>
    public static bool Widen(DuckDbSession session)
    {
        session.Execute("""
            DELETE FROM frontier;
            INSERT INTO frontier SELECT DISTINCT key FROM next_frontier;
            INSERT INTO reached SELECT key FROM frontier;
            DELETE FROM next_frontier;
            """);
        return session.ScalarInt64("SELECT count(*) FROM frontier") > 0;
    }
}
