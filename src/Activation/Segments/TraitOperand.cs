using Activation.Profiles;

namespace Activation.Segments;

/// <summary>The value of a comparison as the type of what it is compared with has it.</summary>
/// <param name="Values">Each a `string`, `double`, `bool`, `DateOnly`, `DateTime` (UTC) or `TimeSpan`, all of one type.</param>
/// <param name="AsTimestamp">What it is compared with is a date that is compared with instants: it counts as its midnight in UTC.</param>
internal sealed record TraitOperand(IReadOnlyList<object> Values, bool AsTimestamp)
{
    /// <exception cref="ProblemException">400 `typeMismatch`: the comparison is across types.</exception>
    public static TraitOperand Bind(TraitNode node, Trait trait) => Bind(node.Operator, node.Values, trait.Type, node.Path, "trait");

    /// <param name="path">Of the node with `op` and `value`.</param>
    /// <param name="subject">What is compared, for the error's text: `trait`, `property` or `measure`.</param>
    /// <exception cref="ProblemException">400 `typeMismatch`: the comparison is across types.</exception>
    public static TraitOperand Bind(TraitOperator op, IReadOnlyList<object> values, TraitType type, string path, string subject)
    {
        if (!TraitOperators.Takes(op, type))
        {
            throw RuleProblem.OperatorMismatch($"{path}.op", op, type, subject);
        }

        var operand = TraitOperators.ShapeOf(op) switch
        {
            ValueShape.None => new TraitOperand([], AsTimestamp: false),
            ValueShape.Duration => new TraitOperand(values, type == TraitType.Date),
            _ => Typed(op, values, type, path, subject),
        };
        if (op == TraitOperator.Between && Compare(operand.Values[0], operand.Values[1]) > 0)
        {
            throw RuleProblem.ReversedRange($"{path}.value");
        }

        return operand;
    }

    private static TraitOperand Typed(TraitOperator op, IReadOnlyList<object> written, TraitType type, string path, string subject)
    {
        var values = written.Select((value, i) => Convert(value, type, subject, () => ValuePath(op, path, i))).ToList();
        if (type == TraitType.Timestamp || (type == TraitType.Date && values.Exists(v => v is DateTime)))
        {
            return new TraitOperand([.. values.Select(v => v is DateOnly day ? RuleInstant.Midnight(day) : v)], type == TraitType.Date);
        }

        return new TraitOperand(values, AsTimestamp: false);
    }

    private static object Convert(object value, TraitType type, string subject, Func<string> path) => (type, value) switch
    {
        (TraitType.String, string) or (TraitType.Number, double) or (TraitType.Boolean, bool) => value,
        (TraitType.Date or TraitType.Timestamp, string text) => RuleInstant.Parse(text) ?? throw RuleProblem.InvalidInstant(path()),
        (TraitType.String, _) => throw RuleProblem.TypeMismatch(path(), type, subject, "a JSON string"),
        (TraitType.Number, _) => throw RuleProblem.TypeMismatch(path(), type, subject, "a JSON number"),
        (TraitType.Boolean, _) => throw RuleProblem.TypeMismatch(path(), type, subject, "true or false"),
        _ => throw RuleProblem.TypeMismatch(path(), type, subject, "a JSON string with a date or an instant"),
    };

    private static string ValuePath(TraitOperator op, string path, int index) => TraitOperators.ShapeOf(op) is ValueShape.List or ValueShape.Range
        ? $"{path}.value[{index}]"
        : $"{path}.value";

    private static int Compare(object low, object high) => (low, high) switch
    {
        // Code points, as the database compares UTF-8: UTF-16 order differs beyond the basic plane.
        (string a, string b) => System.Text.Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(System.Text.Encoding.UTF8.GetBytes(b)),
        _ => Comparer<object>.Default.Compare(low, high),
    };
}
