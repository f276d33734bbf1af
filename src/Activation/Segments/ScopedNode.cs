namespace Activation.Segments;

/// <summary>A segment's rule together with the sources that the segment reads. Only ever the root of a segment's rule.</summary>
/// <param name="Sources">Never empty.</param>
public sealed record ScopedNode(RuleNode Rule, IReadOnlyList<string> Sources) : RuleNode;
