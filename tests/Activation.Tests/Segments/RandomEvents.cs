using System.Globalization;
using System.Text.Json.Nodes;
using CsCheck;

namespace Activation.Tests.Segments;

/// <summary>Random event nodes and events, from so few names, values and instants that they meet, tie, and touch the ends of windows.</summary>
internal static class RandomEvents
{
    private static readonly DateTime Now = SnapshotTable.Now.UtcDateTime;
    private static readonly string[] Names = ["Purchase", "Add to cart", "View", "sid:1", "unheard"];
    private static readonly string[] Durations = ["1m", "1h", "24h", "7d", "30d", "60w"];
    private static readonly string[] Zones = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Apia"];
    private static readonly string[] Skus = ["a", "b", "ab", "", "🥇", "\uffff"];
    private static readonly double[] Values = [-2, 0, 0.5, 1, 20, 100];
    private static readonly DateOnly[] Days = [new(2026, 1, 1), new(2026, 11, 20), new(2026, 12, 24)];

    // Some on the ends of windows, some at the change of clocks, some in the future.
    private static readonly DateTime[] Times =
    [
        Now, Now.AddMilliseconds(1), Now.AddDays(2), Now.AddMinutes(-1), Now.AddMinutes(-1).AddMilliseconds(1), Now.AddHours(-1), Now.AddHours(-2), Now.AddHours(-24), Now.AddDays(-2),
        Now.AddDays(-7), Now.AddDays(-7).AddMilliseconds(1), Now.AddDays(-7).AddMinutes(1), Now.AddDays(-30), Utc("2026-10-24T22:30:00Z"), Utc("2026-10-25T00:30:00Z"), Utc("2026-10-25T22:30:00Z"),
        Utc("2026-10-25T23:30:00Z"), Utc("2026-03-28T23:30:00Z"), Utc("2026-03-29T21:30:00Z"), Utc("2026-03-29T22:30:00Z"), Utc("1969-07-20T20:17:40Z"),
    ];

    public static Gen<JsonNode> Rule => Gen.Select(Base, Period, Measure, Follows(2), (e, period, measure, follows) => Merge(e, period, measure, follows));

    public static Gen<IReadOnlyList<ReferenceEvent>> Events(IReadOnlyList<string> sources) =>
        Gen.Select(
            RandomRules.Pick(Names[..4]), RandomRules.Pick(Times), RandomRules.Pick([.. sources]), Gen.Guid, Properties,
            (name, at, source, id, properties) => new ReferenceEvent(name, at, source, id, properties)).Array[0, 8].Select(e => (IReadOnlyList<ReferenceEvent>)e);

    private static Gen<IReadOnlyDictionary<string, object>> Properties => Gen.Select(
        RandomRules.Maybe(RandomRules.Pick(Values)), RandomRules.Maybe(RandomRules.Pick(Skus)), RandomRules.Maybe(Gen.Bool), RandomRules.Maybe(RandomRules.Pick(Days)), RandomRules.Maybe(RandomRules.Pick(Times)),
        (value, sku, gift, due, ships) => (IReadOnlyDictionary<string, object>)new (string Name, object? Value)[] { ("value", value), ("sku", sku), ("gift", gift), ("due", due), ("ships", ships) }
            .Where(p => p.Value is not null).ToDictionary(p => p.Name, p => p.Value ?? ""));

    private static Gen<JsonNode> Base => Gen.Select(
        Gen.OneOf(
            RandomRules.Pick(Names).Select(n => (JsonNode)JsonValue.Create(n)),
            RandomRules.Pick(Names).Array[1, 3].Select(n => (JsonNode)new JsonArray([.. n.Select(x => JsonValue.Create(x))])),
            Gen.Const(0).Select(_ => (JsonNode)JsonValue.Create("*"))),
        Gen.OneOf(Gen.Const(0).Select(_ => Array.Empty<JsonNode>()), Where.Array[1, 2]),
        (name, where) => where.Length == 0 ? RandomRules.Node(("event", name)) : RandomRules.Node(("event", name), ("where", new JsonArray([.. where.Select(w => w.DeepClone())]))));

    private static Gen<JsonNode> Where => Gen.OneOf(
        Gen.Select(RandomRules.Pick("Value", "value"), Comparison(Number), Of),
        Gen.Select(RandomRules.Pick("sku", "SKU"), Comparison(Sku), Of),
        Gen.Select(RandomRules.Pick("gift", "unheard"), Gen.Bool.Select(b => RandomRules.Node(("op", "eq"), ("value", b))), Of),
        Gen.Select(RandomRules.Pick("due", "ships"), Comparison(Instant), Of),
        Gen.Select(RandomRules.Pick("value", "sku", "gift", "due", "ships", "unheard"), RandomRules.Pick("exists", "notExists").Select(op => RandomRules.Node(("op", op))), Of));

    private static Gen<JsonNode> Number => RandomRules.Pick(Values).Select(n => (JsonNode)JsonValue.Create(n));

    private static Gen<JsonNode> Count => Gen.Int[0, 3].Select(n => (JsonNode)JsonValue.Create((double)n));

    private static Gen<JsonNode> Sku => RandomRules.Pick(Skus).Select(s => (JsonNode)JsonValue.Create(s));

    private static Gen<JsonNode> Instant => RandomRules.Pick(Times).Select(t => (JsonNode)JsonValue.Create(Iso(t)));

    private static Gen<JsonNode> Comparison(Gen<JsonNode> value) => Gen.OneOf(
        Gen.Select(RandomRules.Pick("eq", "ne", "gt", "gte", "lt", "lte"), value, (op, v) => RandomRules.Node(("op", op), ("value", v))),
        Gen.Select(RandomRules.Pick("in", "notIn"), value.Array[1, 20], (op, v) => RandomRules.Node(("op", op), ("value", new JsonArray([.. v.Select(x => x.DeepClone())])))));

    private static Gen<JsonNode> Time => Gen.OneOf(
        Comparison(Instant),
        Gen.Select(RandomRules.Pick("before", "after"), Instant, (op, v) => RandomRules.Node(("op", op), ("value", v))),
        Gen.Select(RandomRules.Pick("withinLast", "notWithinLast"), RandomRules.Pick(Durations), (op, v) => RandomRules.Node(("op", op), ("value", v))),
        RandomRules.Pick("exists", "notExists").Select(op => RandomRules.Node(("op", op))),
        Gen.Select(RandomRules.Pick(Times), RandomRules.Pick(Times), (a, b) => RandomRules.Node(("op", "between"), ("value", new JsonArray(Iso(a < b ? a : b), Iso(a < b ? b : a))))));

    private static Gen<JsonNode> Measure => Gen.OneOf(
        Gen.Const(0).Select(_ => RandomRules.Node()),
        Comparison(Count).Select(c => RandomRules.Node(("count", c))),
        Gen.Select(RandomRules.Pick("sum", "average", "min", "max", "first", "last"), Comparison(Number), (m, c) => RandomRules.Node((m, c), ("property", "value"))),
        Gen.Select(RandomRules.Pick("min", "max", "first", "last"), Comparison(Sku), (m, c) => RandomRules.Node((m, c), ("property", "sku"))),
        Gen.Select(RandomRules.Pick("min", "max", "first", "last"), RandomRules.Pick("due", "ships"), Time, (m, p, c) => RandomRules.Node((m, c), ("property", p))),
        Frequent("value", Comparison(Number)), Frequent("sku", Comparison(Sku)), Frequent("ships", Time), Frequent("gift", RandomRules.Pick("exists", "notExists").Select(op => RandomRules.Node(("op", op)))),
        Gen.Select(RandomRules.Pick("value", "sku", "gift", "due", "ships"), Comparison(Count), (p, c) => RandomRules.Node(("uniqueCount", c), ("property", p))),
        Gen.Select(RandomRules.Pick("first", "last"), Time, (m, c) => RandomRules.Node((m, c))),
        Gen.Select(Comparison(Count), RandomRules.Pick(Zones), (c, zone) => RandomRules.Node(("distinctDays", c), ("timeZone", zone))),
        Comparison(Count).Select(c => RandomRules.Node(("distinctDays", c))));

    private static Gen<JsonNode> Frequent(string property, Gen<JsonNode> comparison) => Gen.Select(
        comparison, Gen.Int[0, 3], (c, minimum) => minimum == 0
            ? RandomRules.Node(("mostFrequent", c), ("property", property))
            : RandomRules.Node(("mostFrequent", c), ("property", property), ("minimumEvents", JsonValue.Create(minimum))));

    private static Gen<JsonNode> Period => Gen.OneOf(
        Gen.Const(0).Select(_ => RandomRules.Node()),
        RandomRules.Pick(Durations).Select(d => RandomRules.Node(("within", d))),
        Gen.Select(Gen.Int[0, 4], Gen.Int[1, 5], Gen.Int[0, 2], (i, j, open) => i < j
            ? RandomRules.Node(("between", Ends(Durations[j], Durations[i], open)))
            : RandomRules.Node()),
        Gen.Select(RandomRules.Pick(Times), RandomRules.Pick(Times), Gen.Int[0, 2], (a, b, open) => a < b
            ? RandomRules.Node(("between", Ends(Iso(a), Iso(b), open)))
            : RandomRules.Node()));

    private static Gen<JsonNode> Follows(int levels) => levels == 0
        ? Gen.Const(0).Select(_ => RandomRules.Node())
        : Gen.OneOf(
            Gen.Const(0).Select(_ => RandomRules.Node()),
            Step(levels).Select(step => RandomRules.Node(("followedBy", step))),
            Step(levels).Select(step => RandomRules.Node(("notFollowedBy", step))),
            Gen.Select(Step(levels), Step(levels), (a, b) => RandomRules.Node(("followedBy", a), ("notFollowedBy", b))));

    private static Gen<JsonNode> Step(int levels) => Gen.Select(
        Base, Gen.OneOf(Gen.Const(0).Select(_ => RandomRules.Node()), RandomRules.Pick(Durations).Select(d => RandomRules.Node(("within", d)))), Follows(levels - 1), (e, within, next) => Merge(e, within, next));

    private static JsonArray Ends(string from, string to, int open) => new(open == 1 ? null : from, open == 2 ? null : to);

    private static JsonNode Of(string property, JsonNode comparison) => Merge(RandomRules.Node(("property", property)), comparison);

    private static JsonNode Merge(params JsonNode[] parts) => RandomRules.Node([.. parts.SelectMany(p => p.AsObject().Select(f => (f.Key, f.Value)))]);

    private static string Iso(DateTime instant) => instant.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static DateTime Utc(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture).UtcDateTime;
}
