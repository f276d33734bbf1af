using System.Globalization;
using Activation.Profiles;
using Activation.Segments.Events;

namespace Activation.Segments.Sql;

/// <summary>Derives from a rule what single rows of its members have to meet.</summary>
internal sealed class RowBounds(RuleSql sql, TraitSchema schema)
{
    /// <summary>Beyond, a second copy of the conditions costs more to plan than it saves.</summary>
    private const int MaxNodes = 500;

    /// <returns>Null: nothing narrows it enough.</returns>
    public string? Find(IReadOnlyList<RuleNode> rules) =>
        rules.Sum(r => RuleNodes.Flatten(r).Take(MaxNodes + 1).Count()) <= MaxNodes && Any([.. rules.Select(r => Of(r, negated: false))]) is { Score: >= RowBound.Selective } bound
            ? bound.Sql
            : null;

    private RowBound? Of(RuleNode node, bool negated) => (node, negated) switch
    {
        (NotNode not, _) => Of(not.Rule, !negated),
        (AllNode all, false) => All([.. all.Rules.Select(r => Of(r, negated))]),
        (AllNode all, true) => Any([.. all.Rules.Select(r => Of(r, negated))]),
        (AnyNode any, false) => Any([.. any.Rules.Select(r => Of(r, negated))]),
        (AnyNode any, true) => All([.. any.Rules.Select(r => Of(r, negated))]),
        (ConsentNode consent, false) => Leaf(RuleSql.AsTrait(consent)),
        (EventNode events, false) => Event(events),
        (_, false) => Leaf(node),

        // What is missing makes the opposite true.
        _ => null,
    };

    /// <summary>All of them hold for a member, but perhaps in different rows: what is of one source holds in one row.</summary>
    private static RowBound? All(IReadOnlyList<RowBound?> bounds)
    {
        var known = bounds.OfType<RowBound>().ToList();
        var every = known.Where(b => b.Source == RowBound.EveryRow).ToList();
        var best = known.Where(b => b.Source != RowBound.EveryRow)
            .GroupBy(b => b.Source ?? b.Sql, StringComparer.Ordinal)
            .Select(g => g.ToList())
            .MaxBy(g => g.Sum(b => b.Score)) ?? [];
        List<RowBound> together = [.. every, .. best];
        return together.Count == 0 ? null : new RowBound(
            $"({string.Join(" AND ", together.Select(b => b.Sql))})",
            best.Count == 0 ? RowBound.EveryRow : best[0].Source,
            together.Sum(b => b.Score));
    }

    private static RowBound? Any(IReadOnlyList<RowBound?> bounds)
    {
        var known = bounds.OfType<RowBound>().ToList();
        return known.Count < bounds.Count ? null : new RowBound(
            $"({string.Join(" OR ", known.Select(b => b.Sql))})",
            known.Exists(b => b.Source != known[0].Source) ? null : known[0].Source,
            known.Min(b => b.Score));
    }

    private RowBound? Leaf(RuleNode node) => sql.OfRow(node) is { } text
        ? new RowBound(text, node is TraitNode trait && schema.Find(trait.Trait) is { Sources.Count: 1 } only ? only.Sources[0] : null, ScoreOf(node, schema))
        : null;

    private static int ScoreOf(RuleNode node, TraitSchema schema) => node is not TraitNode trait || schema.Find(trait.Trait) is { Type: TraitType.Boolean }
        ? 1
        : trait.Operator switch
        {
            TraitOperator.Eq or TraitOperator.In or TraitOperator.Contains or TraitOperator.StartsWith or TraitOperator.EndsWith or TraitOperator.Matches => 2,
            TraitOperator.Ne or TraitOperator.NotIn or TraitOperator.Exists or TraitOperator.NotWithinLast => 0,
            _ => 1,
        };

    private RowBound? Event(EventNode node)
    {
        var ofNothing = node.Measure.Kind == EventMeasureKind.Count
            ? EventZero.IsTrue(node.Measure)
            : OperandSql.OfMissing(node.Measure.Operator);
        return ofNothing || sql.Events.RelationOf(node) is not { } relation
            ? null
            : new RowBound(string.Create(CultureInfo.InvariantCulture, $"(pid IN (SELECT pid FROM x{relation} WHERE {sql.Events.Condition(node)}))"), RowBound.EveryRow, 2);
    }
}
