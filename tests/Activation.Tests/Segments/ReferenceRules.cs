using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Activation.Tests.Segments;

/// <summary>What a rule means, written down once more over plain objects, straight from the JSON. Shares no code with the product.</summary>
internal static class ReferenceRules
{
    private static readonly Dictionary<string, long> Masks = new(StringComparer.Ordinal) { ["email"] = 0b11, ["phone"] = 0b1100, ["customerId"] = 0b10000 };

    /// <param name="sources">What the segment with the rule reads; null: all.</param>
    public static bool IsTrue(JsonNode? rule, ReferenceProfile profile, IReadOnlyDictionary<string, ReferenceSegment> segments, DateTime now, IReadOnlyCollection<string>? sources = null)
    {
        var node = rule?.AsObject() ?? throw new ArgumentNullException(nameof(rule));
        var (kind, body) = node.First();
        return kind switch
        {
            "all" => body?.AsArray().All(r => IsTrue(r, profile, segments, now, sources)) == true,
            "any" => body?.AsArray().Any(r => IsTrue(r, profile, segments, now, sources)) == true,
            "not" => !IsTrue(body, profile, segments, now, sources),
            "segment" => IsTrue(segments[Text(body)].Rule, profile, segments, now, segments[Text(body)].Sources),
            "has" => (profile.Mask & Masks[Text(body)]) != 0,
            "consent" => Consent(profile.Value($"consent:{Text(body)}", null), node["is"]),
            "event" => ReferenceEvents.IsTrue(node, [.. profile.Events.Where(e => sources?.Contains(e.Source) != false)], now),
            _ => Condition(profile.Value(Text(body).ToLowerInvariant(), sources), Text(node["op"]), node["value"], now),
        };
    }

    private static bool Consent(object? said, JsonNode? asked) => (asked is null ? "granted" : Text(asked)) switch
    {
        "granted" => said is true,
        "denied" => said is false,
        _ => said is null,
    };

    /// <summary>Of a trait, a property, or a measure; null if it is missing.</summary>
    public static bool Condition(object? actual, string op, JsonNode? value, DateTime now)
    {
        if (actual is null)
        {
            return op == "notExists";
        }

        return op switch
        {
            "exists" => true,
            "notExists" => false,
            "eq" => Order(actual, value) == 0,
            "ne" => Order(actual, value) != 0,
            "gt" or "after" => Order(actual, value) > 0,
            "gte" => Order(actual, value) >= 0,
            "lt" or "before" => Order(actual, value) < 0,
            "lte" => Order(actual, value) <= 0,
            "between" => Order(actual, value?[0]) >= 0 && Order(actual, value?[1]) <= 0,
            "in" => value?.AsArray().Any(v => Order(actual, v) == 0) == true,
            "notIn" => value?.AsArray().All(v => Order(actual, v) != 0) == true,
            "contains" => ((string)actual).Contains(Text(value), StringComparison.Ordinal),
            "startsWith" => ((string)actual).StartsWith(Text(value), StringComparison.Ordinal),
            "endsWith" => ((string)actual).EndsWith(Text(value), StringComparison.Ordinal),
            "matches" => Regex.IsMatch((string)actual, Text(value), RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)),
            "withinLast" => Within(Instant(actual), Text(value), now),
            "notWithinLast" => !Within(Instant(actual), Text(value), now),
            _ => throw new ArgumentException(op, nameof(op)),
        };
    }

    private static int Order(object actual, JsonNode? value) => actual switch
    {
        string text => CompareCodePoints(text, Text(value)),
        double number => number.CompareTo((value ?? 0).GetValue<double>()),
        bool flag => flag.CompareTo((value ?? false).GetValue<bool>()),
        _ => Instant(actual).CompareTo(DateTimeOffset.Parse(Text(value), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).UtcDateTime),
    };

    public static int CompareCodePoints(string a, string b)
    {
        var (left, right) = (a.EnumerateRunes().ToArray(), b.EnumerateRunes().ToArray());
        for (var i = 0; i < Math.Min(left.Length, right.Length); i++)
        {
            if (left[i] != right[i])
            {
                return left[i].Value - right[i].Value;
            }
        }

        return left.Length - right.Length;
    }

    private static bool Within(DateTime instant, string window, DateTime now)
    {
        return now - Duration(window) < instant && instant <= now;
    }

    public static TimeSpan Duration(string text)
    {
        var count = int.Parse(text[..^1], CultureInfo.InvariantCulture);
        return text[^1] switch
        {
            'm' => TimeSpan.FromMinutes(count),
            'h' => TimeSpan.FromHours(count),
            'd' => TimeSpan.FromDays(count),
            _ => TimeSpan.FromDays(7 * count),
        };
    }

    private static DateTime Instant(object actual) => actual is DateOnly day ? day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc) : (DateTime)actual;

    public static string Text(JsonNode? node) => node?.GetValue<string>() ?? throw new ArgumentNullException(nameof(node));
}
