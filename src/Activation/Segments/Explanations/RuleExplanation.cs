namespace Activation.Segments.Explanations;

/// <summary>Why a person is in a segment or not: `GET /api/segments/{id}/explain`.</summary>
public sealed record RuleExplanation
{
    /// <summary>Of a profile that was merged into another, that other.</summary>
    public required string Profile { get; init; }

    /// <summary>Null for a rule that is not saved.</summary>
    public string? Segment { get; init; }

    /// <summary>What evaluation answers.</summary>
    public required bool Member { get; init; }

    /// <summary>The instant for which it is true.</summary>
    public required DateTimeOffset ComputedAt { get; init; }

    public required ExplainedNode Rule { get; init; }

    /// <summary>What may be a slip in the rule.</summary>
    public IReadOnlyList<RuleWarning> Warnings { get; init; } = [];
}
