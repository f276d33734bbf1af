namespace Activation.Segments;

/// <summary>How many people a rule has, exactly, at one instant: `POST /api/segments/preview`.</summary>
public sealed record SegmentPreview
{
    public required long Count { get; init; }

    public long WithEmail => Identifiers.GetValueOrDefault(Profiles.Identifiers.Email);

    public long WithPhone => Identifiers.GetValueOrDefault(Profiles.Identifiers.Phone);

    /// <summary>Members that have the identifier, for each of <see cref="Profiles.Identifiers.Names"/>.</summary>
    public required IReadOnlyDictionary<string, long> Identifiers { get; init; }

    /// <summary>By destination type: members that have an identifier, or a set of them, that the platform could match them by.</summary>
    public IReadOnlyDictionary<string, long> Reach { get; init; } = new Dictionary<string, long>(StringComparer.Ordinal);

    /// <summary>Where it was asked for.</summary>
    public PreviewOverlap? Overlap { get; init; }

    /// <summary>Null if the segment was never evaluated, or the rule belongs to none.</summary>
    public PreviewChange? Change { get; init; }

    /// <summary>Of the syncs of the segment, or of the one that the rule is to replace, that have run.</summary>
    public IReadOnlyList<PreviewAudience> Audiences { get; init; } = [];

    /// <summary>Up to ten profile ids, the lowest.</summary>
    public required IReadOnlyList<string> Sample { get; init; }

    /// <summary>The instant that `withinLast` counted from.</summary>
    public required DateTimeOffset ComputedAt { get; init; }

    /// <summary>What may be a slip in the rule.</summary>
    public IReadOnlyList<RuleWarning> Warnings { get; init; } = [];
}
