using System.Text.Json;

namespace Activation.Segments.Events;

/// <summary>Parses `{"event": …}` and the steps of funnels. What needs the catalogue of events is checked later.</summary>
internal static class EventNodeParser
{
    private static readonly string[] SelectionFields = ["event", "where", "followedBy", "notFollowedBy", "within"];
    private static readonly string[] NodeFields = [.. SelectionFields, "between", "property", "timeZone", "minimumEvents", .. EventMeasures.Names];

    public static EventNode Parse(RuleFields fields, string path)
    {
        fields.AllowOnly(NodeFields);
        return new EventNode(Selection(fields, path), EventPeriodParser.Parse(fields, path), EventMeasureParser.Parse(fields, path), Follows(fields, step: 1)) { Path = path };
    }

    public static EventSelection Selection(RuleFields fields, string path)
    {
        var (json, at) = fields.Required("event");
        return new EventSelection(Names(json, at), Where(fields), path);
    }

    /// <summary>One name, `"*"` for every event, or an array of names.</summary>
    private static IReadOnlyList<string> Names(JsonElement json, string path)
    {
        if (json.ValueKind != JsonValueKind.Array)
        {
            var name = Name(json, path);
            return name == "*" ? [] : [name];
        }

        if (json.GetArrayLength() > RuleLimits.MaxListValues)
        {
            throw RuleProblem.TooManyValues(path, RuleLimits.MaxListValues);
        }

        var names = json.EnumerateArray().Select((item, i) => Name(item, $"{path}[{i}]")).Distinct(StringComparer.Ordinal).ToList();
        return names.Count > 0 ? names : throw RuleProblem.EmptyList(path);
    }

    public static string Name(JsonElement json, string path)
    {
        var name = RuleText.Read(json, path);
        return name.Length is > 0 and <= RuleLimits.MaxEventNameLength ? name : throw RuleProblem.InvalidName(path, $"1 to {RuleLimits.MaxEventNameLength} characters");
    }

    private static List<PropertyCondition> Where(RuleFields fields)
    {
        if (fields.Optional("where") is not var (json, path))
        {
            return [];
        }

        return json.ValueKind == JsonValueKind.Array
            ? [.. json.EnumerateArray().Select((item, i) => Condition(item, $"{path}[{i}]"))]
            : throw RuleProblem.WrongJson(path, "an array of conditions");
    }

    private static PropertyCondition Condition(JsonElement json, string path)
    {
        var fields = RuleFields.Read(json, path);
        fields.AllowOnly("property", "op", "value");
        var (name, at) = fields.Required("property");
        var (op, values) = ConditionParser.Parse(fields);
        return new PropertyCondition(Name(name, at), op, values, path);
    }

    private static List<EventFollow> Follows(RuleFields fields, int step)
    {
        var follows = new List<EventFollow>();
        foreach (var name in new[] { "followedBy", "notFollowedBy" })
        {
            if (fields.Optional(name) is var (json, path))
            {
                follows.Add(new EventFollow(name == "notFollowedBy", Step(json, path, step)));
            }
        }

        return follows;
    }

    private static EventStep Step(JsonElement json, string path, int step)
    {
        if (step > RuleLimits.MaxSteps)
        {
            throw RuleProblem.TooManySteps(path);
        }

        var fields = RuleFields.Read(json, path);
        fields.AllowOnly(SelectionFields);
        return new EventStep(Selection(fields, path), EventPeriodParser.Within(fields), Follows(fields, step + 1));
    }
}
