namespace Activation.Segments.Explanations;

/// <summary>A node of a rule and what it is for one person.</summary>
public sealed record ExplainedNode
{
    /// <summary>Where it stands in the rule, as in the errors of rules; in a referenced segment `{path of the reference}.segment[{id}]…`.</summary>
    public required string Path { get; init; }

    /// <summary>`all`, `any`, `not`, `segment`, `trait`, `consent`, `has` or `event`.</summary>
    public required string Kind { get; init; }

    public required bool Result { get; init; }

    /// <summary>What a leaf asks, in short: `tier in "Gold", "Silver"`.</summary>
    public string? Condition { get; init; }

    /// <summary>The referenced segment.</summary>
    public string? Segment { get; init; }

    /// <summary>The only sources that the rule from here on reads; null: as above.</summary>
    public IReadOnlyList<string>? Reads { get; init; }

    /// <summary>Of `trait` and `consent`: the value that was compared.</summary>
    public ExplainedValue? Value { get; init; }

    /// <summary>Of `event`.</summary>
    public ExplainedEvents? Events { get; init; }

    /// <summary>Of `has`: who knows the identifier. Never the identifier itself.</summary>
    public IReadOnlyList<ExplainedSource>? KnownBy { get; init; }

    /// <summary>Of `all`, `any`, `not` and `segment`.</summary>
    public IReadOnlyList<ExplainedNode>? Rules { get; init; }
}
