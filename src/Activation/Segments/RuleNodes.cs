using Activation.Segments.Events;

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
                ScopedNode scoped => [scoped.Rule],
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

    /// <summary>Values in lists and comparisons of the node itself.</summary>
    public static int CountValues(RuleNode node) => node switch
    {
        TraitNode trait => trait.Values.Count,
        EventNode events => EventNodes.CountValues(events),
        _ => 0,
    };

    /// <summary>The patterns of `matches`, with the paths of the values.</summary>
    public static IEnumerable<(string Path, object Pattern)> Patterns(RuleNode rule) => Flatten(rule).SelectMany(node => node switch
    {
        TraitNode { Operator: TraitOperator.Matches } trait => [($"{trait.Path}.value", trait.Values[0])],
        EventNode events => EventNodes.Conditions(events).Select(c => (c.Path, c.Operator, c.Values)).Append((events.Measure.Path, events.Measure.Operator, events.Measure.Values))
            .Where(c => c.Operator == TraitOperator.Matches).Select(c => ($"{c.Path}.value", c.Values[0])),
        _ => [],
    });
}
