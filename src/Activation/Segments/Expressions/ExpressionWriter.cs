using System.Globalization;
using Activation.Segments.Events;

namespace Activation.Segments.Expressions;

/// <summary>Writes a rule as an expression that <see cref="ExpressionReader"/> reads as the same rule, where there is one.</summary>
public static class ExpressionWriter
{
    private enum Precedence
    {
        Or,
        And,
        Not,
    }

    /// <exception cref="ProblemException">400 `notExpressible` with the path of the node, or `matchesEveryone`.</exception>
    public static string Write(RuleNode rule)
    {
        var text = Write(rule, Precedence.Or);
        ExpressionValidity.Check(rule);
        return text;
    }

    private static string Write(RuleNode node, Precedence outer) => node switch
    {
        AllNode { Rules: [var only] } => Write(only, outer),
        AnyNode { Rules: [var only] } => Write(only, outer),
        AllNode all => Parenthesized(string.Join(" AND ", all.Rules.Select(r => Write(r, Precedence.Not))), outer > Precedence.And),
        AnyNode any => Parenthesized(string.Join(" OR ", any.Rules.Select(r => Write(r, Precedence.And))), outer > Precedence.Or),
        NotNode not => $"NOT {Write(not.Rule, Precedence.Not)}",
        TraitNode { Operator: TraitOperator.Eq, Values: [true] } trait when ExpressionTraits.IdOf(trait.Trait) is { } id => $"{id}T",
        TraitNode trait => throw ExpressionProblem.NotExpressible(trait.Path, "of traits it takes sid:{id} eq true alone"),
        EventNode events => Frequency(events),
        _ => throw ExpressionProblem.NotExpressible(node.Path, "it takes all, any, not, traits sid:{id}, and counts of events sid:{id}"),
    };

    private static string Parenthesized(string text, bool isNeeded) => isNeeded ? $"({text})" : text;

    private static string Frequency(EventNode node)
    {
        var ids = node.Selection.Names.Select(ExpressionTraits.IdOf).OfType<string>().ToList();
        if (ids.Count == 0 || ids.Count < node.Selection.Names.Count || node.Selection.Where.Count > 0 || node.Follows.Count > 0)
        {
            throw ExpressionProblem.NotExpressible(node.Path, "of events it takes those named sid:{id}, without where, followedBy and notFollowedBy");
        }

        return $"FREQUENCY([{string.Join(",", ids.Select(id => $"{id}T"))}]{Recency(node)}){Count(node.Measure)}";
    }

    private static string Recency(EventNode node) => node.Period switch
    {
        null => "",
        { Older: { } older, Newer: null } => $"<={Window(older)}",
        { Older: null, Newer: { } newer } => $">={Window(newer)}",
        _ => throw ExpressionProblem.NotExpressible(node.Path, "it takes within, or between null and a duration"),
    };

    private static string Window(TimeSpan window) => window switch
    {
        _ when window.Ticks % TimeSpan.TicksPerDay == 0 => string.Create(CultureInfo.InvariantCulture, $"{window.Ticks / TimeSpan.TicksPerDay}D"),
        _ when window.Ticks % TimeSpan.TicksPerHour == 0 => string.Create(CultureInfo.InvariantCulture, $"{window.Ticks / TimeSpan.TicksPerHour}H"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{window.Ticks / TimeSpan.TicksPerMinute}M"),
    };

    private static string Count(EventMeasure measure)
    {
        var sign = measure.Operator switch { TraitOperator.Gte => ">=", TraitOperator.Lte => "<=", TraitOperator.Eq => "==", _ => null };
        return measure.Kind == EventMeasureKind.Count && sign is not null && measure.Values is [double value] && value is >= 0 and <= int.MaxValue && double.IsInteger(value)
            ? string.Create(CultureInfo.InvariantCulture, $"{sign}{(int)value}")
            : throw ExpressionProblem.NotExpressible(measure.Path, "it takes count with gte, lte or eq and a whole number");
    }
}
