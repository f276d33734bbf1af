using System.Text.Json;

namespace Activation.Segments.Events;

/// <summary>Parses the one measure of an event node.</summary>
internal static class EventMeasureParser
{
    private static readonly IReadOnlyList<object> One = [1d];

    public static EventMeasure Parse(RuleFields fields, string path)
    {
        var (kind, measure) = Find(fields, path);
        if (kind is not { } given)
        {
            RefuseOptions(fields, EventMeasureKind.Count);
            return new EventMeasure(EventMeasureKind.Count, null, TraitOperator.Gte, One, path);
        }

        var at = fields.At(EventMeasures.NameOf(given));
        measure.AllowOnly("op", "value");
        var (op, values) = ConditionParser.Parse(measure);
        if (given == EventMeasureKind.Count && op is TraitOperator.Exists or TraitOperator.NotExists)
        {
            throw RuleProblem.NeverMissing($"{at}.op");
        }

        return WithOptions(fields, new EventMeasure(given, null, op, values, at));
    }

    /// <summary>The measure with what stands beside it: `property`, `timeZone`, `minimumEvents`.</summary>
    public static EventMeasure WithOptions(RuleFields fields, EventMeasure measure)
    {
        if (EventMeasures.NeedsProperty(measure.Kind))
        {
            fields.Required("property");
        }

        RefuseOptions(fields, measure.Kind);
        return measure with
        {
            Property = fields.Optional("property") is var (json, path) ? EventNodeParser.Name(json, path) : null,
            TimeZone = TimeZone(fields),
            MinimumEvents = MinimumEvents(fields),
        };
    }

    private static (EventMeasureKind? Kind, RuleFields Measure) Find(RuleFields fields, string path)
    {
        (EventMeasureKind?, RuleFields) found = (null, fields);
        foreach (var kind in EventMeasures.OfRules)
        {
            if (fields.Optional(EventMeasures.NameOf(kind)) is var (json, at))
            {
                found = found.Item1 is null ? (kind, RuleFields.Read(json, at)) : throw RuleProblem.AmbiguousMeasure(path);
            }
        }

        return found;
    }

    /// <summary>What stands beside another measure only would be read as if it counted here.</summary>
    private static void RefuseOptions(RuleFields fields, EventMeasureKind kind)
    {
        Refuse("property", EventMeasures.TakesProperty);
        Refuse("timeZone", k => k == EventMeasureKind.DistinctDays);
        Refuse("minimumEvents", k => k == EventMeasureKind.MostFrequent);

        void Refuse(string field, Func<EventMeasureKind, bool> takes)
        {
            if (!takes(kind) && fields.Optional(field) is var (_, path))
            {
                throw RuleProblem.UnknownField(path, $"one with {string.Join(", ", EventMeasures.OfRules.Where(takes).Select(EventMeasures.NameOf))}");
            }
        }
    }

    private static int MinimumEvents(RuleFields fields)
    {
        if (fields.Optional("minimumEvents") is not var (json, path))
        {
            return EventMeasure.DefaultMinimumEvents;
        }

        return json.ValueKind == JsonValueKind.Number && json.TryGetInt32(out var minimum) && minimum >= 1 ? minimum : throw RuleProblem.WrongJson(path, "a whole number from 1");
    }

    private static string TimeZone(RuleFields fields)
    {
        if (fields.Optional("timeZone") is not var (json, path))
        {
            return "UTC";
        }

        // A name of Windows would be taken too, and read differently elsewhere.
        var name = RuleText.Read(json, path);
        return TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId ? name : throw RuleProblem.UnknownTimeZone(path);
    }
}
