using System.Text.Json;

namespace Activation.Segments.Events;

/// <summary>Parses `within` and `between`.</summary>
internal static class EventPeriodParser
{
    public static EventPeriod? Parse(RuleFields fields, string path)
    {
        var within = Within(fields);
        if (fields.Optional("between") is not var (json, at))
        {
            return within is null ? null : new EventPeriod { Older = within };
        }

        return within is null ? Between(json, at) : throw RuleProblem.AmbiguousPeriod(path);
    }

    public static TimeSpan? Within(RuleFields fields) =>
        fields.Optional("within") is var (json, path) ? RuleDuration.Parse(RuleText.Read(json, path)) ?? throw RuleProblem.InvalidDuration(path) : null;

    private static EventPeriod Between(JsonElement json, string path)
    {
        if (json.ValueKind != JsonValueKind.Array || json.GetArrayLength() != 2 || json.EnumerateArray().All(e => e.ValueKind == JsonValueKind.Null))
        {
            throw RuleProblem.WrongJson(path, "an array of two instants or two durations, the earlier first, of which one may be null");
        }

        return (End(json[0], $"{path}[0]"), End(json[1], $"{path}[1]")) switch
        {
            (TimeSpan older, TimeSpan newer) => older > newer ? new EventPeriod { Older = older, Newer = newer } : throw RuleProblem.ReversedRange(path),
            (TimeSpan older, null) => new EventPeriod { Older = older },
            (null, TimeSpan newer) => new EventPeriod { Newer = newer },
            (DateTime from, DateTime to) => from < to ? new EventPeriod { From = from, To = to } : throw RuleProblem.ReversedRange(path),
            (DateTime from, null) => new EventPeriod { From = from },
            (null, DateTime to) => new EventPeriod { To = to },
            _ => throw RuleProblem.MixedList($"{path}[1]"),
        };
    }

    /// <summary>A duration back from now, or an instant; a day is its midnight in UTC.</summary>
    private static object? End(JsonElement json, string path)
    {
        if (json.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        var text = RuleText.Read(json, path);
        return RuleDuration.Parse(text) is { } duration ? duration : RuleInstant.Parse(text) switch
        {
            DateOnly day => RuleInstant.Midnight(day),
            DateTime instant => instant,
            _ => throw RuleProblem.InvalidInstant(path),
        };
    }
}
