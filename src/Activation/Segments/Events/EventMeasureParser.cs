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
            RefuseProperty(fields, EventMeasureKind.Count);
            RefuseTimeZone(fields);
            return new EventMeasure(EventMeasureKind.Count, null, TraitOperator.Gte, One, path);
        }

        var at = fields.At(EventMeasures.NameOf(given));
        measure.AllowOnly("op", "value");
        var (op, values) = ConditionParser.Parse(measure);
        if (given == EventMeasureKind.Count && op is TraitOperator.Exists or TraitOperator.NotExists)
        {
            throw RuleProblem.NeverMissing($"{at}.op");
        }

        var parsed = new EventMeasure(given, Property(fields, given), op, values, at);
        return given == EventMeasureKind.DistinctDays ? parsed with { TimeZone = TimeZone(fields) } : RefuseTimeZone(fields) ?? parsed;
    }

    private static (EventMeasureKind? Kind, RuleFields Measure) Find(RuleFields fields, string path)
    {
        (EventMeasureKind?, RuleFields) found = (null, fields);
        foreach (var kind in Enum.GetValues<EventMeasureKind>())
        {
            if (fields.Optional(EventMeasures.NameOf(kind)) is var (json, at))
            {
                found = found.Item1 is null ? (kind, RuleFields.Read(json, at)) : throw RuleProblem.AmbiguousMeasure(path);
            }
        }

        return found;
    }

    private static string? Property(RuleFields fields, EventMeasureKind kind)
    {
        if (EventMeasures.NeedsProperty(kind))
        {
            fields.Required("property");
        }

        RefuseProperty(fields, kind);
        return fields.Optional("property") is var (json, path) ? EventNodeParser.Name(json, path) : null;
    }

    private static void RefuseProperty(RuleFields fields, EventMeasureKind kind)
    {
        if (!EventMeasures.TakesProperty(kind) && fields.Optional("property") is var (_, path))
        {
            throw RuleProblem.UnknownField(path, $"one with {string.Join(", ", Enum.GetValues<EventMeasureKind>().Where(EventMeasures.TakesProperty).Select(EventMeasures.NameOf))}");
        }
    }

    private static EventMeasure? RefuseTimeZone(RuleFields fields) =>
        fields.Optional("timeZone") is var (_, path) ? throw RuleProblem.UnknownField(path, "one with distinctDays") : null;

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
