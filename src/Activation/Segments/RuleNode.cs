namespace Activation.Segments;

/// <summary>A node of a parsed rule. The kinds are those below, <see cref="ConsentNode"/>, <see cref="Events.EventNode"/> and <see cref="ScopedNode"/>.</summary>
public abstract record RuleNode
{
    /// <summary>Where the node stands in the rule: `rule.all[1].not`.</summary>
    public required string Path { get; init; }
}

/// <summary>`{"all": […]}`: true if every rule is. Never empty.</summary>
public sealed record AllNode(IReadOnlyList<RuleNode> Rules) : RuleNode;

/// <summary>`{"any": […]}`: true if at least one rule is. Never empty.</summary>
public sealed record AnyNode(IReadOnlyList<RuleNode> Rules) : RuleNode;

/// <summary>`{"not": …}`.</summary>
public sealed record NotNode(RuleNode Rule) : RuleNode;

/// <summary>`{"segment": "gold-members"}`: true for the members of another segment.</summary>
public sealed record SegmentNode(SegmentId Segment) : RuleNode;

/// <summary>`{"has": "email"}`: true for profiles with the identifier, one of <see cref="Profiles.Identifiers.Names"/>.</summary>
public sealed record HasNode(string Identifier) : RuleNode;

/// <summary>`{"trait": "tier", "op": "in", "value": ["Gold", "Silver"]}`.</summary>
/// <param name="Trait">As written; looked up without regard to case.</param>
/// <param name="Values">
/// The value or values as written, each a `string`, `double` or `bool`, all of one type; the window as one `TimeSpan` for `withinLast` and `notWithinLast`;
/// empty for `exists` and `notExists`.
/// </param>
public sealed record TraitNode(string Trait, TraitOperator Operator, IReadOnlyList<object> Values) : RuleNode
{
    /// <summary>Only values of these sources count; null: of every source. Set from the segment that the node belongs to.</summary>
    public IReadOnlyList<string>? Sources { get; init; }
}
