using Activation.Profiles;
using Activation.Segments.Events;
using Activation.Segments.Sql;

namespace Activation.Segments.Explanations;

/// <summary>Puts the tree together: leaves as the database answered them, with what they were decided by, and above them what follows.</summary>
internal sealed class RuleExplainer(RuleContext context, ExplanationQuery query, ExplanationAnswers answers, ExplainedRows rows)
{
    /// <param name="rule">As written.</param>
    /// <param name="expanded">The same with referenced segments in their places, of which the query was made.</param>
    public ExplainedNode Explain(RuleNode rule, RuleNode expanded) => Explain(rule, expanded, prefix: "");

    /// <param name="prefix">What stands in the place of `rule` in the paths of a referenced segment.</param>
    private ExplainedNode Explain(RuleNode rule, RuleNode expanded, string prefix)
    {
        var path = SegmentExpansion.Rebase(rule.Path, prefix);
        return (rule, expanded) switch
        {
            (ScopedNode scoped, _) => Explain(scoped.Rule, expanded, prefix) with { Reads = scoped.Sources },
            (SegmentNode reference, _) => Segment(reference, expanded, path),
            (AllNode all, AllNode inner) => Group("all", path, [.. all.Rules.Select((r, i) => Explain(r, inner.Rules[i], prefix))]),
            (AnyNode any, AnyNode inner) => Group("any", path, [.. any.Rules.Select((r, i) => Explain(r, inner.Rules[i], prefix))]),
            (NotNode not, NotNode inner) => Group("not", path, [Explain(not.Rule, inner.Rule, prefix)]),
            (TraitNode trait, not TraitNode) => Computed(trait, expanded),
            _ => Leaf(expanded, query.Leaves[expanded]),
        };
    }

    /// <param name="stands">What is asked of events in the place of the computed trait.</param>
    private ExplainedNode Computed(TraitNode trait, RuleNode stands)
    {
        var inner = Explain(stands, stands, prefix: "");
        var condition = ConditionText.Of(trait);
        return stands is EventNode
            ? inner with { Kind = "trait", Condition = condition }
            : new ExplainedNode { Path = inner.Path, Kind = "trait", Result = inner.Result, Condition = condition, Rules = [inner] };
    }

    private ExplainedNode Segment(SegmentNode reference, RuleNode expanded, string path)
    {
        var id = reference.Segment.Value;
        var inner = Explain(context.Segments[id], expanded, $"{path}.segment[{id}]");
        return new ExplainedNode { Path = path, Kind = "segment", Result = inner.Result, Segment = id, Reads = inner.Reads, Rules = [inner with { Reads = null }] };
    }

    private static ExplainedNode Group(string kind, string path, IReadOnlyList<ExplainedNode> rules) => new()
    {
        Path = path,
        Kind = kind,
        Rules = rules,
        Result = kind switch
        {
            "all" => rules.All(r => r.Result),
            "any" => rules.Any(r => r.Result),
            _ => !rules[0].Result,
        },
    };

    private ExplainedNode Leaf(RuleNode node, ExplainedLeaf leaf)
    {
        var explained = new ExplainedNode { Path = node.Path, Kind = KindOf(node), Result = answers.IsTrue(leaf), Condition = ConditionText.Of(node) };
        return node switch
        {
            TraitNode trait => explained with { Value = Value(trait.Trait, trait.Sources, leaf) },
            ConsentNode consent => explained with { Value = Value(consent.Trait, sources: null, leaf) },
            HasNode has => explained with { KnownBy = rows.KnownBy(has.Identifier) },
            EventNode e => explained with { Events = Events(e, leaf) },
            _ => explained,
        };
    }

    private static string KindOf(RuleNode node) => node switch
    {
        TraitNode => "trait",
        ConsentNode => "consent",
        HasNode => "has",
        EventNode => "event",
        _ => throw new InvalidOperationException($"A {node.GetType().Name} is no leaf of an expanded rule."),
    };

    private ExplainedValue Value(string name, IReadOnlyList<string>? sources, ExplainedLeaf leaf)
    {
        if (context.Traits.Find(name) is not { } trait)
        {
            return new ExplainedValue { Trait = name, Missing = true };
        }

        var value = answers.Fact(leaf, 0);
        var origin = value is null ? null : rows.Origin(trait, value, sources);
        return new ExplainedValue
        {
            Trait = trait.Name,
            Type = trait.Type.Name(),
            Missing = value is null,
            Value = value is null ? null : TraitNodes.Of(value),
            Source = origin?.Source,
            ObservedAt = origin is { } known && !(ConsentTraits.IsConsent(trait.Name) && ConsentTraits.IsDefaultTime(known.ObservedAt)) ? known.ObservedAt : null,
        };
    }

    private ExplainedEvents Events(EventNode node, ExplainedLeaf leaf)
    {
        var count = (long)(answers.Fact(leaf, 0) as double? ?? 0);
        var measure = node.Measure.Kind == EventMeasureKind.Count ? (double)count : answers.Fact(leaf, 3);
        return new ExplainedEvents
        {
            Measure = EventMeasures.NameOf(node.Measure.Kind),
            Value = measure is null ? null : TraitNodes.Of(measure),
            Count = count,
            NewestAt = answers.Fact(leaf, 1) is DateTime newest ? ExplainedRows.Utc(newest) : null,
            Sources = answers.Fact(leaf, 2) as IReadOnlyList<string> ?? [],
        };
    }
}
