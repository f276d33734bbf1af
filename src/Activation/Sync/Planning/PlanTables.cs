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

    /// <summary>How many rows of `adds`, `removes` or `unwanted` in a range have no data: the ledger has it, and so many are not held here.</summary>
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
    public static string Removed(ProfileRange range, bool withLedger) => $"SELECT t.pid, t.row, t.prior, {(withLedger ? "coalesce(t.named, l.keys) AS named" : "t.named")}, {DataOf("removes", range, withLedger)}";

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
        CREATE TABLE unwanted_rows (pid UUID, row UUID, state UTINYINT, keys UUID[], data VARCHAR);
        CREATE TABLE unwanted_known (pid UUID, row UUID, state UTINYINT);
        CREATE VIEW unwanted AS SELECT * FROM unwanted_rows UNION ALL BY NAME SELECT *, NULL::UUID[] AS keys, NULL::VARCHAR AS data FROM unwanted_known;
        CREATE TABLE limited (pid UUID, row UUID, named UUID[]);
        CREATE TABLE covered (pid UUID, row UUID);
        CREATE VIEW removes AS SELECT u.pid, u.row, u.state AS prior, u.keys, u.data, coalesce(n.named, u.keys) AS named
            FROM unwanted u LEFT JOIN limited n ON n.pid = u.pid AND n.row = u.row WHERE n.pid IS NULL OR n.named IS NOT NULL;
        CREATE TABLE adds (pid UUID, row UUID, prior UTINYINT, data VARCHAR);
        CREATE TABLE ledger_change ({Row});
        CREATE TABLE fresh ({Fresh});
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

    /// <summary>After `built` is filled: sorts the range's rows into unwanted, fresh, adds and ledger changes. Answers whether any row is wanted.</summary>
    /// <param name="mode">Full: every wanted row is sent. Protect: only who is in the audience already.</param>
    /// <param name="heldAtOnce">See <see cref="PlanViews.HeldAtOnce"/>.</param>
    public static bool Sort(DuckDbSession session, RunMode mode, long heldAtOnce)
    {
        var full = mode == RunMode.Full;
        var held = heldAtOnce.ToString(CultureInfo.InvariantCulture);
        session.Execute($"""
            CREATE TEMP TABLE wanted AS SELECT pid, row FROM stay UNION SELECT pid, row FROM built;
            CREATE TEMP TABLE leaving AS SELECT pid, row, state, keys, data FROM ledger l WHERE NOT EXISTS (SELECT 1 FROM wanted w WHERE w.pid = l.pid AND w.row = l.row);
            INSERT INTO unwanted_rows SELECT pid, row, state, keys, data FROM leaving WHERE (SELECT count(*) FROM leaving) <= {held};
            INSERT INTO unwanted_known SELECT pid, row, state FROM leaving WHERE (SELECT count(*) FROM leaving) > {held};
            INSERT INTO limited SELECT pid, row, NULL FROM leaving WHERE len(keys) = 0;
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
            RunMode.Protect => $"l.state = {Resend} AND l.reason IS DISTINCT FROM '{RunOutcome.NotInFull}'",
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
        var any = session.ScalarInt64("SELECT count(*) FROM wanted") > 0;
        session.Execute("DROP TABLE wanted");
        return any;
    }

    /// <summary>Members in the audience of this range.</summary>
    public static string InAudience => $"SELECT count(DISTINCT pid) FROM ledger WHERE state IN ({Confirmed}, {Resend})";

    /// <summary>Those of them whom nobody wants any more.</summary>
    public static string LeavingAudience => $"SELECT count(DISTINCT l.pid) FROM ledger l WHERE l.state IN ({Confirmed}, {Resend}) AND NOT EXISTS (SELECT 1 FROM desired d WHERE d.pid = l.pid)";

    /// <summary>After `limited` and `covered` are filled: a row of which no key is left to name becomes a shadow, or goes if a staying row covers it.</summary>
    public static void KeepUnnamed(DuckDbSession session) => session.Execute($"""
        INSERT INTO ledger_change SELECT pid, row, {NoSource}, {Maybe}, keys, data, NULL FROM removes WHERE data IS NOT NULL;
        INSERT INTO ledger_change SELECT u.pid, u.row, {NoSource}, CASE WHEN c.pid IS NOT NULL THEN {Gone} ELSE {Shadow} END, u.keys, u.data, NULL
            FROM unwanted u JOIN limited n ON n.pid = u.pid AND n.row = u.row LEFT JOIN (SELECT DISTINCT pid, row FROM covered) c ON c.pid = u.pid AND c.row = u.row
            WHERE n.named IS NULL AND (u.state <> {Shadow} OR c.pid IS NOT NULL);
        """);
}
