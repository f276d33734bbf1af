namespace Activation.Segments;

/// <summary>Walks over a rule.</summary>
internal static class RuleNodes
{
    /// <summary>The node and all below it, in the order of the JSON.</summary>
    public static IEnumerable<RuleNode> Flatten(RuleNode rule)
    {
        var pending = new Stack<RuleNode>([rule]);
        while (pending.TryPop(out var node))
        {
            yield return node;
            IReadOnlyList<RuleNode> children = node switch
            {
                AllNode all => all.Rules,
                AnyNode any => any.Rules,
                NotNode not => [not.Rule],
                _ => [],
            };
            for (var i = children.Count - 1; i >= 0; i--)
            {
                pending.Push(children[i]);
            }
        }
    }

    /// <summary>The segments that the rule itself refers to.</summary>
    public static IReadOnlySet<string> References(RuleNode rule) =>
        Flatten(rule).OfType<SegmentNode>().Select(n => n.Segment.Value).ToHashSet(StringComparer.Ordinal);
}
