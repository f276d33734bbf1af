using System.Text.Json;

namespace Activation.Segments;

/// <summary>Parses the `op` and `value` of a node, whatever it compares. Whether the value fits the type is <see cref="TraitOperand"/>'s to say.</summary>
internal static class ConditionParser
{
    public static (TraitOperator Operator, IReadOnlyList<object> Values) Parse(RuleFields fields)
    {
        var (json, path) = fields.Required("op");
        return TraitOperators.TryParse(RuleText.Read(json, path), out var op) ? (op, Values(fields, op)) : throw RuleProblem.UnknownOperator(path);
    }

    private static IReadOnlyList<object> Values(RuleFields fields, TraitOperator op)
    {
        var shape = TraitOperators.ShapeOf(op);
        if (fields.Optional("value") is not var (json, path))
        {
            return shape == ValueShape.None ? [] : throw RuleProblem.MissingValue(fields.At("value"), op);
        }

        return shape switch
        {
            ValueShape.None => throw RuleProblem.UnexpectedValue(path, op),
            ValueShape.Scalar => [Scalar(json, path)],
            ValueShape.Ordered => [Ordered(json, path)],
            ValueShape.List => List(json, path),
            ValueShape.Text => [RuleText.Read(json, path)],
            ValueShape.Pattern => [Pattern(json, path)],
            ValueShape.Duration => [RuleDuration.Parse(RuleText.Read(json, path)) ?? throw RuleProblem.InvalidDuration(path)],
            ValueShape.Instant => [Instant(json, path)],
            _ => Range(json, path),
        };
    }

    private static object Scalar(JsonElement json, string path) => json.ValueKind switch
    {
        JsonValueKind.String => RuleText.Read(json, path),
        JsonValueKind.Number => json.TryGetDouble(out var number) && double.IsFinite(number) ? number : throw RuleProblem.InvalidNumber(path),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw RuleProblem.WrongJson(path, "a string, a number or a boolean"),
    };

    private static object Ordered(JsonElement json, string path) =>
        json.ValueKind is JsonValueKind.String or JsonValueKind.Number ? Scalar(json, path) : throw RuleProblem.WrongJson(path, "a string or a number");

    private static List<object> List(JsonElement json, string path)
    {
        if (json.ValueKind != JsonValueKind.Array)
        {
            throw RuleProblem.WrongJson(path, "an array of values");
        }

        if (json.GetArrayLength() > RuleLimits.MaxListValues)
        {
            throw RuleProblem.TooManyValues(path, RuleLimits.MaxListValues);
        }

        var values = new List<object>();
        var index = 0;
        foreach (var item in json.EnumerateArray())
        {
            var at = $"{path}[{index++}]";
            values.Add(Scalar(item, at));
            if (values[^1].GetType() != values[0].GetType())
            {
                throw RuleProblem.MixedList(at);
            }
        }

        return values.Count > 0 ? [.. values.Distinct()] : throw RuleProblem.EmptyList(path);
    }

    private static string Pattern(JsonElement json, string path)
    {
        var pattern = RuleText.Read(json, path);
        return pattern.Length <= RuleLimits.MaxPatternLength ? pattern : throw RuleProblem.TooLong(path, RuleLimits.MaxPatternLength);
    }

    private static string Instant(JsonElement json, string path)
    {
        var text = RuleText.Read(json, path);
        return RuleInstant.Parse(text) is not null ? text : throw RuleProblem.InvalidInstant(path);
    }

    private static object[] Range(JsonElement json, string path)
    {
        if (json.ValueKind != JsonValueKind.Array || json.GetArrayLength() != 2)
        {
            throw RuleProblem.WrongJson(path, "an array of two values, the lower first");
        }

        var (low, high) = (Ordered(json[0], $"{path}[0]"), Ordered(json[1], $"{path}[1]"));
        return low.GetType() == high.GetType() ? [low, high] : throw RuleProblem.MixedList($"{path}[1]");
    }
}
