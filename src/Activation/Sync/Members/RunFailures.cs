using Activation.Destinations;
using Activation.Storage;

namespace Activation.Sync.Members;

/// <summary>
/// The members of a run who should be in the audience and are not, once the platform has answered: those of the session's table `failure` (pid, reason). A member
/// whose several rows failed is one person; whoever the plan left out already is not counted again. Those of its table `candidate` (pid) are listed and not counted: some of
/// them are not in the audience, as many as the platform says.
/// </summary>
internal sealed class RunFailures(RunMemberLists lists)
{
    private const string People = """
        SELECT f.pid, min(f.reason) AS reason FROM failure f WHERE NOT EXISTS (SELECT 1 FROM member_list m WHERE m.pid = f.pid) GROUP BY f.pid
        """;

    private const string Candidates = $"""
        SELECT DISTINCT c.pid, 'candidate' AS outcome, '{RejectedRow.WithoutName}' AS reason FROM candidate c
        WHERE NOT EXISTS (SELECT 1 FROM member_list m WHERE m.pid = c.pid) AND NOT EXISTS (SELECT 1 FROM failure f WHERE f.pid = c.pid)
        """;

    /// <summary>Counts them by reason, and appends them to the list that the plan wrote; answers the name of the list's blob.</summary>
    /// <param name="planned">That list; null if nobody is on it.</param>
    public async Task<(IReadOnlyDictionary<string, long> Counts, string? List)> SettleAsync(DuckDbSession session, RunId run, string? planned, CancellationToken cancellationToken)
    {
        await lists.LoadAsync(session, planned, cancellationToken);
        var counts = Count(session);
        return counts.Count == 0 && session.ScalarInt64("SELECT count(*) FROM candidate") == 0
            ? (counts, planned)
            : (counts, await lists.WriteAsync(session, run, $"SELECT pid, outcome, reason FROM member_list UNION ALL SELECT pid, 'failed', reason FROM ({People}) UNION ALL {Candidates}", cancellationToken));
    }

    private static Dictionary<string, long> Count(DuckDbSession session)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        using var command = session.Command($"SELECT reason, count(*) FROM ({People}) GROUP BY 1");
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            counts[reader.GetString(0)] = reader.GetInt64(1);
        }

        return counts;
    }
}
