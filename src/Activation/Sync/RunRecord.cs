using System.Text.Json.Serialization;
using Activation.Sync.Processing;

namespace Activation.Sync;

/// <summary>
/// One execution of a sync: `GET /api/runs/{id}`. Balances: <see cref="Received"/> (the segment's members) = <see cref="Activated"/> (in the
/// audience after the run) + <see cref="Excluded"/> + <see cref="Failed"/>; adds and removes are counted beside.
/// </summary>
public sealed record RunRecord
{
    public required string RunId { get; init; }

    public required string Sync { get; init; }

    public required RunMode Mode { get; init; }

    public required RunState State { get; init; }

    /// <summary>The instant at which rules are evaluated, fixed when evaluation first begins: the tick's, for all runs that it added, or else that moment.</summary>
    public DateTimeOffset? EvaluatedAt { get; init; }

    public long Received { get; init; }

    public long Activated { get; init; }

    public long Excluded { get; init; }

    public long Failed { get; init; }

    /// <summary>Member rows to add or send again.</summary>
    public long Adds { get; init; }

    /// <summary>Member rows to remove.</summary>
    public long Removes { get; init; }

    /// <summary>What the rows are sent in; null before the plan is made, and of a dry run.</summary>
    public RunBatches? Batches { get; init; }

    /// <summary>Members in the audience before the run.</summary>
    public long AudienceBefore { get; init; }

    /// <summary>Of a run that took over from another one under way: members before that one began. Null of any other.</summary>
    public long? SizeBefore { get; init; }

    /// <summary>Members in the audience whom the run takes out of it; what the removal brake measures.</summary>
    public long Leaving { get; init; }

    /// <summary>Of those, the ones whom no brake counts, as after a privacy request or for want of consent.</summary>
    public long Exempt { get; init; }

    /// <summary>Sources whose identifiers it does not send, since a policy forbids that.</summary>
    public IReadOnlyCollection<string> BarredSources { get; init => field = value ?? field; } = [];

    /// <summary>The run takes everybody out, since the sync has ended or is deleted.</summary>
    public bool EmptiesAudience { get; init; }

    /// <summary>Leaving members that a person has approved; null if nothing was held.</summary>
    public long? ApprovedLeaving { get; init; }

    /// <summary>Of exclusions and failures, by reason code.</summary>
    public IReadOnlyDictionary<string, long> Reasons { get; init; } = new Dictionary<string, long>(StringComparer.Ordinal);

    /// <summary>Of exclusions alone, by reason code.</summary>
    public IReadOnlyDictionary<string, long> Exclusions { get; init => field = value ?? field; } = new Dictionary<string, long>(StringComparer.Ordinal);

    /// <summary>
    /// People who should not be in the audience and may be in it still: the platform refused to take them out, or their removal is in the dead letters. The next run tries again.
    /// Beside the counts that balance, which are of the segment's members.
    /// </summary>
    public long NotRemoved { get; init; }

    /// <summary>Of those, by reason code.</summary>
    public IReadOnlyDictionary<string, long> NotRemovedReasons { get; init => field = value ?? field; } = new Dictionary<string, long>(StringComparer.Ordinal);

    /// <summary>Name of the blob, in the container `runs`, of the people behind the exclusions, the failures and those who were not removed; null if there is nobody. See `GET /api/runs/{id}/members`.</summary>
    public string? MemberList { get; init; }

    /// <summary>What the platform made, after its answers, of the calls that it works on afterwards; changes nothing of the counts. Null: there is none.</summary>
    public RunProcessing? Processing { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>W3C trace context of what asked for the run; all of its work is in that trace. Null if nobody traced it.</summary>
    public string? TraceParent { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Times that planning it ended with an error of the app's own; null: it did not.</summary>
    public int? Faults { get; init; }

    /// <summary>Why the run is held, failed or was stopped, or of a dry run why one that sends would be held: `belowMinimumSize`, `removeShareExceeded`, `wouldEmptyAudience`, `audienceMissing`, `destinationDisconnected`, `blockedByExportControl`, `internalError`, or the code of what went wrong.</summary>
    public string? Code { get; init; }

    /// <summary>What went wrong, for a person; null unless something did.</summary>
    public string? Message { get; init; }
}

[JsonConverter(typeof(NamedEnumConverter<RunMode>))]
public enum RunMode
{
    [JsonStringEnumMemberName("delta")] Delta,

    /// <summary>The delta's removes plus every desired row.</summary>
    [JsonStringEnumMemberName("full")] Full,

    /// <summary>Computes and stores the delta without sending.</summary>
    [JsonStringEnumMemberName("dry")] Dry,

    /// <summary>Removes everybody: how a deleted sync ends.</summary>
    [JsonStringEnumMemberName("empty")] Empty,

    /// <summary>Only takes people out who must leave whatever the segment says, as after a privacy request or when consent is withdrawn; its members are those of the audience.</summary>
    [JsonStringEnumMemberName("protect")] Protect,
}

[JsonConverter(typeof(NamedEnumConverter<RunState>))]
public enum RunState
{
    [JsonStringEnumMemberName("planned")] Planned,
    [JsonStringEnumMemberName("evaluating")] Evaluating,
    [JsonStringEnumMemberName("delivering")] Delivering,
    [JsonStringEnumMemberName("completed")] Completed,
    [JsonStringEnumMemberName("completedWithErrors")] CompletedWithErrors,
    [JsonStringEnumMemberName("failed")] Failed,
    [JsonStringEnumMemberName("superseded")] Superseded,
    [JsonStringEnumMemberName("held")] Held,
}
