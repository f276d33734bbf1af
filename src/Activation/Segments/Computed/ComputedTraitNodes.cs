using Activation.Profiles;
using Activation.Segments.Events;

namespace Activation.Segments.Computed;

/// <summary>
/// Puts in the place of trait nodes that ask for computed traits what they stand for: event nodes, which the one pass over the events answers with all others.
/// </summary>
internal static class ComputedTraitNodes
{
    /// <param name="rule">Expanded.</param>
    /// <exception cref="ProblemException">400: more events than a rule may read, or a question that a list has no answer to.</exception>
    public static RuleNode Resolve(RuleNode rule, TraitSchema schema)
    {
        if (schema.Computed.Count == 0)
        {
            return rule;
        }

        var resolved = Replace(rule, schema);
        var selections = RuleNodes.Flatten(resolved).OfType<EventNode>().Select(e => (e.Path, Count: EventNodes.Selections(e).Count()));
        var events = 0;
        foreach (var (path, count) in selections)
        {
            events += count;
            if (events > RuleLimits.MaxEvents)
            {
                throw RuleProblem.TooManyEvents(path);
            }
        }

        return resolved;
    }

    private static RuleNode Replace(RuleNode node, TraitSchema schema) => node switch
    {
        AllNode all => all with { Rules = [.. all.Rules.Select(r => Replace(r, schema))] },
        AnyNode any => any with { Rules = [.. any.Rules.Select(r => Replace(r, schema))] },
        NotNode not => not with { Rule = Replace(not.Rule, schema) },
        TraitNode trait when schema.FindComputed(trait.Trait) is { } computed => Of(trait, computed),
        _ => node,
    };

    private static RuleNode Of(TraitNode node, ComputedTrait trait)
    {
        var parsed = ComputedTraitParser.Parse(trait.Definition);
        var located = EventNodes.WithPaths(parsed, path => path.Length == 0 ? $"{node.Path}.trait" : $"{node.Path}.trait.{path}") with { Path = node.Path, Sources = node.Sources };
        var (op, values) = (node.Operator, node.Values);
        return parsed.Measure.Kind == EventMeasureKind.UniqueList
            ? OfList(node, located)
            : located with { Measure = located.Measure with { Operator = op, Values = values, Path = node.Path } };
    }

    /// <summary>What is asked of a list is asked of the events whose values make it up: whether there is one.</summary>
    private static RuleNode OfList(TraitNode node, EventNode events)
    {
        return node.Operator switch
        {
            TraitOperator.Exists => Any(TraitOperator.Exists, []),
            TraitOperator.NotExists => Not(Any(TraitOperator.Exists, [])),
            TraitOperator.Contains => Any(TraitOperator.Eq, node.Values),
            TraitOperator.In or TraitOperator.StartsWith or TraitOperator.EndsWith or TraitOperator.Matches => Any(node.Operator, node.Values),
            TraitOperator.NotIn => new AllNode([Any(TraitOperator.Exists, []), Not(Any(TraitOperator.In, node.Values))]) { Path = node.Path },
            _ => throw RuleProblem.OperatorOfList($"{node.Path}.op", node.Operator),
        };

        NotNode Not(RuleNode rule) => new(rule) { Path = node.Path };

        EventNode Any(TraitOperator op, IReadOnlyList<object> values) => events with
        {
            Selection = events.Selection with { Where = [.. events.Selection.Where, new PropertyCondition(events.Measure.Property ?? "", op, values, node.Path)] },
            Measure = new EventMeasure(EventMeasureKind.Count, null, TraitOperator.Gte, [1d], node.Path),
        };
    }
}
