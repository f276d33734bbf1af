using Activation.Sync.Processing;

namespace Activation.Sync;

/// <summary>What is known of a sync's audience.</summary>
public sealed record SyncState
{
    /// <summary>The audience's id at the platform; null before the first run.</summary>
    public string? AudienceId { get; init; }

    /// <summary>The name that the audience has there.</summary>
    public string? AudienceName { get; init; }

    /// <summary>The destination whose audience the ledger describes; fixed by the first run.</summary>
    public string? Destination { get; init; }

    /// <summary>Members confirmed in the audience at the end of the last run.</summary>
    public long Size { get; init; }

    /// <summary>Rows of the ledger at the end of the last run: 0 when nothing of the audience is left; null before it.</summary>
    public long? Rows { get; init; }

    /// <summary>When everything was sent last.</summary>
    public DateTimeOffset? FullAt { get; init; }

    /// <summary>True once the audience has been activated: the minimum size is no longer asked for.</summary>
    public bool Activated { get; init; }

    /// <summary>Begun deletion: the audience is being emptied, or deleted.</summary>
    public bool Deleting { get; init; }

    /// <summary>Of a sync that is being deleted: its audience goes as a whole.</summary>
    public bool DeletesAudience { get; init; }

    /// <summary>Since when the sync's runs have ended with batches that failed again and again; null once one is delivered whole.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>Runs of which the platform has not said yet what became of their calls.</summary>
    public IReadOnlyList<AwaitedRun> Awaited { get; init => field = value ?? field; } = [];

    /// <summary>What the platform took and then did not apply; null: nothing yet.</summary>
    public FailedProcessing? FailedProcessing { get; init; }

    /// <summary>Runs with calls that the platform has not applied, as far as it has said: it is asked still, or their members are to be planned again.</summary>
    internal IReadOnlyList<RunId> InProcessing() =>
        [.. Awaited.Select(a => a.Run).Concat((FailedProcessing?.Runs ?? []).Select(r => r.Run)).Distinct(StringComparer.Ordinal).Select(r => new RunId(r))];

    /// <summary>The list of people that was written last.</summary>
    public Members.MemberListState? MemberList { get; init; }

    /// <summary>What people and demands were when the audience was last found to have nobody without the consents that the sync demands.</summary>
    public string? ConsentState { get; init; }

    /// <summary>A run was stopped or not made while the sync was paused or not in force: the first tick after that makes up for it, whatever the schedule says.</summary>
    public bool Missed { get; init; }

    /// <summary>The last scheduled time at which a run was queued.</summary>
    public DateTimeOffset? ScheduledAt { get; init; }
}
