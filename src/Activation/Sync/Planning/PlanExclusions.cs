using Activation.Destinations;
using Activation.Storage;
using Activation.Sync.Ledger;

namespace Activation.Sync.Planning;

/// <summary>
/// Those whom a plan leaves out. The table `excluded` gathers them over the ranges, each with one reason; `barred` are the people of
/// <see cref="PlanScope.Leaving"/> and those who lack a consent. Whoever is excluded leaves `desired`, so that what the ledger has of them is removed as any other.
/// `refused` are those whose unchanged row the destination refused before, `waiting` those of whom nothing is in the audience yet.
/// </summary>
internal static class PlanExclusions
{
    private static readonly string InAudience = $"({(byte)LedgerState.Confirmed}, {(byte)LedgerState.Resend})";

    /// <summary>A safety brake does not count those whose leaving is `exempt`.</summary>
    public static void Create(DuckDbSession session, PlanScope scope)
    {
        session.Execute("""
            CREATE TABLE excluded (pid UUID, reason VARCHAR, exempt BOOLEAN);
            CREATE TABLE barred (pid UUID, reason VARCHAR);
            CREATE TABLE refused (pid UUID, reason VARCHAR);
            CREATE TABLE waiting (pid UUID);
            CREATE TABLE invalid (pid UUID);
            """);
        using var appender = session.Connection.CreateAppender("barred");
        foreach (var profile in scope.Leaving)
        {
            appender.CreateRow().AppendValue(profile.Value).AppendValue(ExclusionReason.Suppressed).EndRow();
        }
    }

    /// <summary>After `desired` is filled: leaves out who must leave.</summary>
    public static void ExcludeBarred(DuckDbSession session)
    {
        session.Execute("INSERT INTO excluded SELECT DISTINCT d.pid, b.reason, TRUE FROM desired d JOIN barred b ON b.pid = d.pid");
        Withdraw(session);
    }

    /// <summary>After `desired` is filled: leaves everybody out where nobody may be sent.</summary>
    public static void ExcludeBlocked(DuckDbSession session, PlanScope scope)
    {
        if (scope.Blocked is not null)
        {
            session.Execute($"INSERT INTO excluded SELECT d.pid, '{ExclusionReason.BlockedByExportControl}', FALSE FROM desired d; DELETE FROM desired;");
        }
    }

    /// <summary>
    /// After the keys are resolved: where nobody may be sent, those who stay are not sent again either, until they may be or are taken out. Nor are they where they would be sent as the ledger
    /// has them, with identifiers that may not be sent any more, until a run builds their rows anew.
    /// </summary>
    /// <param name="rowOptions">Of the ledger.</param>
    public static void KeepUnsent(DuckDbSession session, PlanScope scope, RunMode mode, string? rowOptions)
    {
        if (scope.Blocked is not null || (mode == RunMode.Protect && scope.MayHaveBarred(rowOptions)))
        {
            session.Execute("DELETE FROM adds");
        }
    }

    /// <summary>After `built` is filled, and `invalid` with those who have identifiers of a wrong form only: whoever has no row could not be matched by anything.</summary>
    public static void ExcludeUnbuilt(DuckDbSession session, PlanScope scope)
    {
        var withheld = scope.BarredSources.Count == 0 ? "FALSE" : $"EXISTS (SELECT 1 FROM identifiers i WHERE i.pid = d.pid AND list_contains({DuckDbSession.FileList(scope.BarredSources)}, i.source))";
        session.Execute($"""
            INSERT INTO excluded SELECT d.pid, CASE WHEN {withheld} THEN '{ExclusionReason.BlockedByExportControl}'
                    WHEN EXISTS (SELECT 1 FROM invalid v WHERE v.pid = d.pid) THEN '{ExclusionReason.InvalidIdentifier}' ELSE '{ExclusionReason.NoAcceptedIdentifier}' END, FALSE FROM desired d
            WHERE NOT EXISTS (SELECT 1 FROM stay s WHERE s.pid = d.pid) AND NOT EXISTS (SELECT 1 FROM built b WHERE b.pid = d.pid)
              AND NOT EXISTS (SELECT 1 FROM excluded e WHERE e.pid = d.pid)
            """);
        Withdraw(session);
    }

    /// <summary>After `stay` and `built` of a range are filled.</summary>
    /// <param name="full">Every row is sent, also those that were refused.</param>
    public static void GatherUnsettled(DuckDbSession session, bool full)
    {
        session.Execute("CREATE TEMP TABLE wanted AS SELECT pid, row FROM stay UNION SELECT pid, row FROM built");
        if (!full)
        {
            session.Execute($"""
                INSERT INTO refused SELECT l.pid, any_value(coalesce(l.reason, '{RejectedRow.ByPlatform}')) FROM ledger l JOIN wanted w ON w.pid = l.pid AND w.row = l.row
                WHERE l.state = {(byte)LedgerState.Rejected} GROUP BY l.pid
                """);
        }

        session.Execute($"""
            INSERT INTO waiting SELECT DISTINCT w.pid FROM wanted w
            WHERE NOT EXISTS (SELECT 1 FROM ledger l WHERE l.pid = w.pid AND l.state IN {InAudience}) AND NOT EXISTS (SELECT 1 FROM refused r WHERE r.pid = w.pid);
            DROP TABLE wanted;
            """);
    }

    /// <summary>The people behind the counts, as `pid, outcome, reason`.</summary>
    /// <param name="heldCode">Those who wait are excluded for this; null: they are sent.</param>
    public static string Members(string? heldCode) => $"""
        SELECT pid, 'excluded' AS outcome, reason FROM excluded UNION ALL SELECT pid, 'failed', reason FROM refused
        {(heldCode is null ? "" : $"UNION ALL SELECT pid, 'excluded', {DuckDbSession.Quote(heldCode)} FROM waiting")}
        """;

    /// <summary>
    /// Of a range, instead of a segment's members: whoever is in the audience is wanted as they are. A row whose removal is under way is not
    /// (it must not hold a key that someone barred shares), nor is a shadow.
    /// </summary>
    public static void WantAudience(DuckDbSession session) =>
        session.Execute($"INSERT INTO desired (pid) SELECT DISTINCT pid FROM ledger WHERE state IN {InAudience}");

    /// <summary>After <see cref="WantAudience"/>, when it is known who must leave: the rows of everybody else stay.</summary>
    public static void KeepAudience(DuckDbSession session) => session.Execute($"""
        INSERT INTO stay SELECT l.pid, l.row FROM ledger l
            WHERE l.state <> {(byte)LedgerState.Shadow} AND NOT (l.state IN ({(byte)LedgerState.Maybe}, {(byte)LedgerState.Rejected}) AND l.src = {PlanTables.NoSource}) AND NOT {Barred("l")};
        """);

    /// <summary>Of those in a range who leave the audience, the ones whom no brake counts.</summary>
    public static string LeavingExempt => $"""
        SELECT count(DISTINCT l.pid) FROM ledger l WHERE l.state IN {InAudience}
            AND NOT EXISTS (SELECT 1 FROM desired d WHERE d.pid = l.pid)
            AND ({Barred("l")} OR EXISTS (SELECT 1 FROM excluded e WHERE e.pid = l.pid AND e.exempt))
        """;

    /// <summary>In a range: rows of whoever must leave that the audience may still have.</summary>
    public static string BarredRows => $"SELECT count(*) FROM ledger l WHERE l.state <> {(byte)LedgerState.Shadow} AND {Barred("l")}";

    private static string Barred(string table) => $"EXISTS (SELECT 1 FROM barred b WHERE b.pid = {table}.pid)";

    private static void Withdraw(DuckDbSession session) =>
        session.Execute("DELETE FROM desired d WHERE EXISTS (SELECT 1 FROM excluded e WHERE e.pid = d.pid)");
}
