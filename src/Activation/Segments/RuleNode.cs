namespace Activation.Segments;

/// <summary>A node of a parsed rule.</summary>
public abstract record RuleNode
{
    /// <summary>Where the node stands in the rule: `rule.all[1].not`.</summary>
    public required string Path { get; init; }
}
