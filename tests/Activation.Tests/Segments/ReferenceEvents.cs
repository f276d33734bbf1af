using System.Globalization;
using System.Text.Json.Nodes;

namespace Activation.Tests.Segments;

/// <summary>What event nodes mean, written down once more over plain lists, by trying every event. Shares no code with the product.</summary>
internal static class ReferenceEvents
{
    private static readonly string[] Measures = ["count", "sum", "average", "min", "max", "first", "last", "distinctDays", "mostFrequent", "uniqueCount"];

    public static bool IsTrue(JsonObject node, IReadOnlyList<ReferenceEvent> all, DateTime now)
    {
        var happened = all.Where(e => e.At <= now).ToList();
        var counted = Counted(node, happened, now);
        var measure = Array.Find(Measures, node.ContainsKey);
        return measure is null
            ? counted.Count >= 1
            : ReferenceRules.Condition(Measure(measure, node, counted), ReferenceRules.Text(node[measure]?["op"]), node[measure]?["value"], now);
    }

    public static List<ReferenceEvent> Counted(JsonObject node, List<ReferenceEvent> happened, DateTime now) =>
        [.. happened.Where(e => Matches(node, e, now) && InPeriod(node, e.At, now) && IsFollowed(node, e, happened, now))];

    public static object? Property(ReferenceEvent e, JsonNode? name) => e.Properties.GetValueOrDefault(ReferenceRules.Text(name).ToLowerInvariant());

    private static bool Matches(JsonObject node, ReferenceEvent e, DateTime now)
    {
        var names = node["event"] is JsonArray list ? list.Select(ReferenceRules.Text).ToList() : [ReferenceRules.Text(node["event"])];
        return (names.Contains(e.Name) || (names is ["*"] && node["event"] is not JsonArray))
            && (node["where"]?.AsArray() ?? []).All(w => ReferenceRules.Condition(Property(e, w?["property"]), ReferenceRules.Text(w?["op"]), w?["value"], now));
    }

    private static bool InPeriod(JsonObject node, DateTime at, DateTime now)
    {
        if (node["within"] is { } within)
        {
            return at > now - ReferenceRules.Duration(ReferenceRules.Text(within));
        }

        if (node["between"] is not JsonArray ends)
        {
            return true;
        }

        return (ends[0] is not { } from || (Ago(from, now) is { } older ? at > older : at >= Instant(from)))
            && (ends[1] is not { } to || (Ago(to, now) is { } newer ? at <= newer : at < Instant(to)));
    }

    private static DateTime? Ago(JsonNode end, DateTime now) =>
        ReferenceRules.Text(end) is var text && char.IsLetter(text[^1]) && text[^1] != 'Z' ? now - ReferenceRules.Duration(text) : null;

    private static DateTime Instant(JsonNode end) => DateTimeOffset.Parse(ReferenceRules.Text(end), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).UtcDateTime;

    private static bool IsFollowed(JsonObject node, ReferenceEvent e, List<ReferenceEvent> happened, DateTime now) =>
        (node["followedBy"] is not JsonObject by || HasNext(by, e, happened, now)) && (node["notFollowedBy"] is not JsonObject not || !HasNext(not, e, happened, now));

    private static bool HasNext(JsonObject step, ReferenceEvent e, List<ReferenceEvent> happened, DateTime now) => happened.Any(next =>
        next.At > e.At
        && (step["within"] is not { } within || next.At <= e.At + ReferenceRules.Duration(ReferenceRules.Text(within)))
        && Matches(step, next, now)
        && IsFollowed(step, next, happened, now));

    public static object? Measure(string measure, JsonObject node, List<ReferenceEvent> events)
    {
        if (measure == "count")
        {
            return (double)events.Count;
        }

        if (measure == "distinctDays")
        {
            var zone = TimeZoneInfo.FindSystemTimeZoneById(node["timeZone"] is { } name ? ReferenceRules.Text(name) : "UTC");
            var days = events.Select(e => TimeZoneInfo.ConvertTimeFromUtc(e.At, zone).Date).Distinct().Count();
            return days == 0 ? null : (double)days;
        }

        var ordered = events.OrderBy(e => e.At).ThenBy(e => e.Id.ToString(), StringComparer.Ordinal).ToList();
        if (node["property"] is not { } property)
        {
            return events.Count == 0 ? null : measure == "first" ? ordered[0].At : ordered[^1].At;
        }

        var values = ordered.ConvertAll(e => Property(e, property)).OfType<object>().ToList();
        return values.Count == 0 ? null : measure switch
        {
            "sum" => values.Sum(v => (double)v),
            "average" => values.Sum(v => (double)v) / values.Count,
            "min" => values.Aggregate((a, b) => Order(a, b) <= 0 ? a : b),
            "max" => values.Aggregate((a, b) => Order(a, b) >= 0 ? a : b),
            "first" => values[0],
            "last" => values[^1],
            "uniqueCount" => (double)Unique(values).Count,
            _ => values.Count < (node["minimumEvents"]?.GetValue<int>() ?? 2) ? null : MostFrequent(values),
        };
    }

    /// <summary>The different values in their order.</summary>
    public static List<object> Unique(IEnumerable<object> values)
    {
        var unique = new List<object>();
        foreach (var value in values.Where(v => !unique.Exists(u => u.Equals(v))))
        {
            unique.Add(value);
        }

        unique.Sort(Order);
        return unique;
    }

    /// <summary>By counting each value over and over.</summary>
    private static object MostFrequent(List<object> values)
    {
        var best = values[0];
        foreach (var value in Unique(values))
        {
            var (count, bestCount) = (values.Count(v => v.Equals(value)), values.Count(v => v.Equals(best)));
            best = count > bestCount || (count == bestCount && Order(value, best) < 0) ? value : best;
        }

        return best;
    }

    private static int Order(object a, object b) => a is string text ? ReferenceRules.CompareCodePoints(text, (string)b) : Comparer<object>.Default.Compare(a, b);
}
