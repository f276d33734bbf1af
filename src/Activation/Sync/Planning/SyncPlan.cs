using Activation.Storage;

namespace Activation.Sync.Planning;

/// <summary>
/// The difference between what is wanted and what the ledger knows. The rows stand in the session's view `removes` (pid, row, prior, data,
/// named), `adds` (pid, row, prior, data), `fresh` (pid, row, src, keys, data), which are adds of rows that the ledger does not know, and `ledger_change`; without data it is what the ledger has. Most of
/// many fresh rows are stored elsewhere (<see cref="IFreshRows"/>). See <see cref="PlanTables"/>.
/// </summary>
internal sealed class SyncPlan(DuckDbSession session) : IDisposable
{
    public DuckDbSession Session => session;

    /// <summary>Members of the segment; in a run that only protects, of the audience.</summary>
    public long Received { get; set; }

    /// <summary>Members who are not sent, by reason (see <see cref="ExclusionReason"/>).</summary>
    public Dictionary<string, long> Excluded { get; } = new(StringComparer.Ordinal);

    /// <summary>Members whose unchanged row the destination refused in an earlier run, by reason.</summary>
    public Dictionary<string, long> Refused { get; } = new(StringComparer.Ordinal);

    /// <summary>Members to be sent of whom nothing is in the audience yet.</summary>
    public long Waiting { get; set; }

    public long Adds { get; set; }

    public long Removes { get; set; }

    /// <summary>Members in the audience before, and those of them who leave it.</summary>
    public long AudienceBefore { get; set; }

    public long Leaving { get; set; }

    /// <summary>Of those who leave, the ones whom no brake holds back.</summary>
    public long LeavingExempt { get; set; }

    /// <summary>Rows of people who must leave whatever the segment says that the audience may still have when the plan is made.</summary>
    public long BarredRows { get; set; }

    /// <summary>Traits that no remove may name, see <see cref="Planning.SharedTraits"/>.</summary>
    public IReadOnlySet<string> SharedTraits { get; set; } = new HashSet<string>();

    /// <summary>See <see cref="PlanScope.Blocked"/>.</summary>
    public string? Blocked { get; set; }

    public void Dispose() => session.Dispose();
}
