using Activation.Profiles;

namespace Activation.Segments;

/// <summary>The value of a trait node as the trait's own type has it.</summary>
/// <param name="Values">Each a `string`, `double`, `bool`, `DateOnly`, `DateTime` (UTC) or `TimeSpan`, all of one type.</param>
/// <param name="AsTimestamp">The trait is a date that is compared with instants: it counts as its midnight in UTC.</param>
internal sealed record TraitOperand(IReadOnlyList<object> Values, bool AsTimestamp)
{
    /// <exception cref="ProblemException">400 `typeMismatch`: the comparison is across types.</exception>
    public static TraitOperand Bind(TraitNode node, Trait trait)
    {
        if (!TraitOperators.Takes(node.Operator, trait.Type))
        {
            throw RuleProblem.OperatorMismatch($"{node.Path}.op", node.Operator, trait.Type);
        }

        var operand = TraitOperators.ShapeOf(node.Operator) switch
        {
            ValueShape.None => new TraitOperand([], AsTimestamp: false),
            ValueShape.Duration => new TraitOperand(node.Values, trait.Type == TraitType.Date),
            _ => Typed(node, trait.Type),
        };
        if (node.Operator == TraitOperator.Between && Compare(operand.Values[0], operand.Values[1]) > 0)
        {
            throw RuleProblem.ReversedRange($"{node.Path}.value");
        }

        return operand;
    }

    private static TraitOperand Typed(TraitNode node, TraitType type)
    {
        var values = node.Values.Select((value, i) => Convert(value, type, () => ValuePath(node, i))).ToList();
        if (type == TraitType.Timestamp || (type == TraitType.Date && values.Exists(v => v is DateTime)))
        {
            return new TraitOperand([.. values.Select(v => v is DateOnly day ? RuleInstant.Midnight(day) : v)], type == TraitType.Date);
        }

        return new TraitOperand(values, AsTimestamp: false);
    }

    private static object Convert(object value, TraitType type, Func<string> path) => (type, value) switch
    {
        (TraitType.String, string) or (TraitType.Number, double) or (TraitType.Boolean, bool) => value,
        (TraitType.Date or TraitType.Timestamp, string text) => RuleInstant.Parse(text) ?? throw RuleProblem.InvalidInstant(path()),
        (TraitType.String, _) => throw RuleProblem.TypeMismatch(path(), type, "a JSON string"),
        (TraitType.Number, _) => throw RuleProblem.TypeMismatch(path(), type, "a JSON number"),
        (TraitType.Boolean, _) => throw RuleProblem.TypeMismatch(path(), type, "true or false"),
        _ => throw RuleProblem.TypeMismatch(path(), type, "a JSON string with a date or an instant"),
    };

    private static string ValuePath(TraitNode node, int index) => TraitOperators.ShapeOf(node.Operator) is ValueShape.List or ValueShape.Range
        ? $"{node.Path}.value[{index}]"
        : $"{node.Path}.value";

    private static int Compare(object low, object high) => (low, high) switch
    {
        // Code points, as the database compares UTF-8: UTF-16 order differs beyond the basic plane.
        (string a, string b) => System.Text.Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(System.Text.Encoding.UTF8.GetBytes(b)),
        _ => Comparer<object>.Default.Compare(low, high),
    };
}
