namespace Activation.Monitoring.Funnel;

/// <summary>
/// From the rows that came in to the members that are in the audience: `GET /api/syncs/{id}/funnel`. Balances: <see cref="Received"/> = <see cref="Excluded"/> +
/// <see cref="Pending"/> + <see cref="Failed"/> + <see cref="Activated"/>.
/// </summary>
public sealed record SyncFunnel
{
    public required string Sync { get; init; }

    /// <summary>The one run that it is of; null: of a range of time.</summary>
    public string? Run { get; init; }

    /// <summary>Of a range: its begin, included.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Of a range: its end, not included.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Runs that are summed: members count once for each.</summary>
    public required int Runs { get; init; }

    /// <summary>What was imported, of all sources or those that the segment names: since the run before, or in the range.</summary>
    public required FunnelImports Imports { get; init; }

    /// <summary>Members of the segment.</summary>
    public long Received { get; init; }

    /// <summary>Left out before anything was sent.</summary>
    public long Excluded { get; init; }

    public IReadOnlyDictionary<string, long> ExcludedReasons { get; init; } = new Dictionary<string, long>(StringComparer.Ordinal);

    /// <summary>Members to be in the audience: received without the excluded.</summary>
    public long Eligible { get; init; }

    /// <summary>On their way, or to be tried again.</summary>
    public long Pending { get; init; }

    /// <summary>Refused by the platform, or not delivered.</summary>
    public long Failed { get; init; }

    public IReadOnlyDictionary<string, long> FailedReasons { get; init; } = new Dictionary<string, long>(StringComparer.Ordinal);

    /// <summary>In the audience.</summary>
    public long Activated { get; init; }

    /// <summary>Rows that were added or sent again, and removed; counted beside.</summary>
    public long Adds { get; init; }

    public long Removes { get; init; }
}

/// <param name="Rejects">Rejected rows and dropped cells, by reason.</param>
public sealed record FunnelImports(int Files, long RowsRead, long Rejected, IReadOnlyDictionary<string, long> Rejects, long Accepted, long New, long Changed);
