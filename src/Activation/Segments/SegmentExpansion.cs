using Activation.Segments.Events;

namespace Activation.Segments;

/// <summary>
/// Puts the rules of referenced segments in the place of the references, and notes on each leaf which sources it reads. A node that came from another segment has the path
/// `{reference}.segment[{id}]{its path there}`, so that an error is found from the rule at hand.
/// </summary>
internal sealed class SegmentExpansion
{
    private readonly IReadOnlyDictionary<string, RuleNode> segments;
    private readonly List<string> chain = [];
    private int nodes;
    private int values;
    private int events;
    private IReadOnlyList<string>? sources;

    private SegmentExpansion(IReadOnlyDictionary<string, RuleNode> segments) => this.segments = segments;

    /// <param name="self">The segment that has the rule, where it has a name: a reference to it is a cycle.</param>
    /// <exception cref="ProblemException">400: an unknown segment, a cycle, or more than <see cref="RuleLimits"/> allow.</exception>
    public static RuleNode Expand(RuleNode rule, IReadOnlyDictionary<string, RuleNode> segments, SegmentId? self = null)
    {
        var expansion = new SegmentExpansion(segments);
        if (self is { } id)
        {
            expansion.chain.Add(id.Value);
        }

        return expansion.Expand(rule, rule.Path, prefix: "", depth: 1);
    }

    /// <param name="outer">Where the node, or the reference that led to it, stands in the rule at hand.</param>
    /// <param name="prefix">What stands in the place of `rule` in the paths of an inlined segment.</param>
    private RuleNode Expand(RuleNode node, string outer, string prefix, int depth)
    {
        if (node is ScopedNode scoped)
        {
            sources = scoped.Sources;
            return Expand(scoped.Rule, outer, prefix, depth);
        }

        if (depth > RuleLimits.MaxDepth)
        {
            throw RuleProblem.TooDeep(outer);
        }

        if (++nodes > RuleLimits.MaxNodes)
        {
            throw RuleProblem.TooLarge(outer);
        }

        var path = Rebase(node.Path, prefix);
        return node switch
        {
            AllNode all => new AllNode(Expand(all.Rules, outer, prefix, depth)) { Path = path },
            AnyNode any => new AnyNode(Expand(any.Rules, outer, prefix, depth)) { Path = path },
            NotNode not => new NotNode(Expand(not.Rule, prefix.Length == 0 ? not.Rule.Path : outer, prefix, depth + 1)) { Path = path },
            SegmentNode reference => Inline(reference, outer, path, depth),
            TraitNode trait => Counted(trait, outer) with { Path = path, Sources = sources },
            EventNode e => EventNodes.WithPaths(Events(Counted(e, outer), outer), at => Rebase(at, prefix)) with { Sources = sources },
            _ => node with { Path = path },
        };
    }

    /// <summary>The path of a node in the rule at hand.</summary>
    public static string Rebase(string path, string prefix) => prefix.Length == 0 ? path : prefix + path[RuleParser.Root.Length..];

    private List<RuleNode> Expand(IReadOnlyList<RuleNode> rules, string outer, string prefix, int depth) =>
        [.. rules.Select(rule => Expand(rule, prefix.Length == 0 ? rule.Path : outer, prefix, depth + 1))];

    private RuleNode Inline(SegmentNode reference, string outer, string path, int depth)
    {
        var id = reference.Segment.Value;
        if (chain.Contains(id, StringComparer.Ordinal))
        {
            throw RuleProblem.SegmentCycle(outer, chain.SkipWhile(c => c != id).Append(id));
        }

        if (!segments.TryGetValue(id, out var rule))
        {
            throw RuleProblem.UnknownSegment(path, reference.Segment);
        }

        chain.Add(id);
        var own = sources;
        sources = null;
        var inlined = Expand(rule, outer, $"{path}.segment[{id}]", depth + 1);
        sources = own;
        chain.RemoveAt(chain.Count - 1);
        return inlined;
    }

    private T Counted<T>(T node, string outer)
        where T : RuleNode
    {
        values += RuleNodes.CountValues(node);
        return values <= RuleLimits.MaxTotalValues ? node : throw RuleProblem.TooManyValues(outer, RuleLimits.MaxTotalValues);
    }

    private EventNode Events(EventNode node, string outer)
    {
        events += EventNodes.Selections(node).Count();
        return events <= RuleLimits.MaxEvents ? node : throw RuleProblem.TooManyEvents(outer);
    }
}
