using Activation.Destinations;
using Activation.Storage;

namespace Activation.Sync.Members;

/// <summary>
/// The people of whom a run did not make what it should, once the platform has answered: those of the session's table `failure` (pid, reason), who should be in the audience
/// and are not, and of `not_removed` (pid, reason), who may be in it and should not. A person whose several rows failed is one; whoever the plan left out already does not
/// fail again. Those of `candidate` (pid) are listed and not counted: the platform refused some of them, as many as it says.
/// </summary>
internal sealed class RunFailures(RunMemberLists lists)
{
    private static readonly string Failed = People("failure", RunMemberOutcome.Failed, "");
    private static readonly string NotRemoved = People("not_removed", RunMemberOutcome.NotRemoved, $" AND m.outcome = '{RunMemberQuery.Text(RunMemberOutcome.NotRemoved)}'");

    private const string Candidates = $"""
        SELECT DISTINCT c.pid, 'candidate' AS outcome, '{RejectedRow.WithoutName}' AS reason FROM candidate c
        WHERE NOT EXISTS (SELECT 1 FROM member_list m WHERE m.pid = c.pid) AND NOT EXISTS (SELECT 1 FROM failure f WHERE f.pid = c.pid)
        """;

    /// <summary>Creates the tables.</summary>
    public static void Begin(DuckDbSession session) =>
        session.Execute("CREATE TABLE failure (pid UUID, reason VARCHAR); CREATE TABLE not_removed (pid UUID, reason VARCHAR); CREATE TABLE candidate (pid UUID)");

    /// <summary>Counts them by reason, and appends them to the list that the plan wrote.</summary>
    /// <param name="planned">That list; null if nobody is on it.</param>
    public async Task<SettledMembers> SettleAsync(DuckDbSession session, RunId run, string? planned, CancellationToken cancellationToken)
    {
        await lists.LoadAsync(session, planned, cancellationToken);
        var settled = new SettledMembers(Count(session, Failed), Count(session, NotRemoved), planned);
        return settled.Failed.Count + settled.NotRemoved.Count == 0 && session.ScalarInt64("SELECT count(*) FROM candidate") == 0
            ? settled
            : settled with { List = await lists.WriteAsync(session, run, $"SELECT pid, outcome, reason FROM member_list UNION ALL {Failed} UNION ALL {NotRemoved} UNION ALL {Candidates}", cancellationToken) };
    }

    private static string People(string table, RunMemberOutcome outcome, string known) => $"""
        SELECT f.pid, '{RunMemberQuery.Text(outcome)}' AS outcome, min(f.reason) AS reason FROM {table} f WHERE NOT EXISTS (SELECT 1 FROM member_list m WHERE m.pid = f.pid{known}) GROUP BY f.pid
        """;

    private static Dictionary<string, long> Count(DuckDbSession session, string people)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        using var command = session.Command($"SELECT reason, count(*) FROM ({people}) GROUP BY 1");
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            counts[reader.GetString(0)] = reader.GetInt64(1);
        }

        return counts;
    }
}

/// <summary>What became of a run's people.</summary>
/// <param name="Failed">By reason.</param>
/// <param name="NotRemoved">By reason.</param>
/// <param name="List">Name of the list's blob; null if nobody is on it.</param>
internal sealed record SettledMembers(IReadOnlyDictionary<string, long> Failed, IReadOnlyDictionary<string, long> NotRemoved, string? List);
