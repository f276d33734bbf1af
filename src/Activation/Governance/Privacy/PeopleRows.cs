using Activation.Storage;
using Activation.Sync.Ledger;

namespace Activation.Governance.Privacy;

/// <summary>What a ledger has of the session's table `people`.</summary>
internal static class PeopleRows
{
    private static readonly string Shadow = $"{(byte)LedgerState.Shadow}";

    /// <summary>
    /// Rows that are sent or may be, and those whose keys nobody who stays holds any more: both are removed by a run. A row that is kept for keys that others hold
    /// is not: there is nothing that a remove could name.
    /// </summary>
    public static readonly string Leaving = $"SELECT * FROM kept k WHERE k.state <> {Shadow} OR NOT EXISTS (SELECT 1 FROM holders h WHERE h.pid = k.pid AND h.row = k.row)";

    public static readonly string CountLeaving = $"SELECT count(DISTINCT pid) FROM ({Leaving})";

    /// <summary>After the view `ledger`: `kept`, the people's rows, and `holders`, for each of them a member who stays and shares a key with it.</summary>
    public static void Create(DuckDbSession session) => session.Execute($"""
        CREATE OR REPLACE TABLE kept AS SELECT pid, row, src, state, keys, data, reason FROM ledger WHERE pid IN (SELECT pid FROM people);
        CREATE OR REPLACE TABLE holders AS SELECT k.pid, k.row, min(l.pid) AS holder
            FROM (SELECT pid, row, unnest(keys) AS key FROM kept) k
            JOIN (SELECT pid, unnest(keys) AS key FROM ledger WHERE state <> {Shadow} AND pid NOT IN (SELECT pid FROM people)) l ON l.key = k.key
            GROUP BY k.pid, k.row;
        """);
}
