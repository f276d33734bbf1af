using System.Globalization;
using System.Text.Json.Nodes;
using CsCheck;

namespace Activation.Tests.Segments;

/// <summary>Random rules over the traits of <see cref="Rules.Schema"/> and random profiles, from so few values that they meet often.</summary>
internal static class RandomRules
{
    public static readonly string[] Sources = ["app", "crm", "web"];

    private static readonly DateTime Now = SnapshotTable.Now.UtcDateTime;
    private static readonly string[] Texts = ["", "Gold", "gold", "Silver", "Go", "ld", "Åse", "🥇", "\uffff", "a'b", "100%"];
    private static readonly double[] Numbers = [-1, 0, 0.5, 1, 100, 1e300];
    private static readonly string[] Windows = ["1m", "24h", "7d", "2w", "400d"];
    private static readonly string[] Patterns = ["old", "^G", "d$", "^$", ".", "[A-Z]", "(Gold|Silver)", "\\d+%"];

    private static readonly DateTime[] Instants =
        [Now, Now.AddMilliseconds(1), Now.AddMinutes(-1), Now.AddHours(-24), Now.AddDays(-7), Now.AddDays(-7).AddMilliseconds(1), Now.Date, Now.AddDays(-3).Date, new(1, 1, 1, 0, 0, 0, DateTimeKind.Utc), new(9999, 12, 31, 0, 0, 0, DateTimeKind.Utc)];

    private static readonly string[] InstantTexts =
        [.. Instants.Select(i => i.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)), .. Instants.Select(i => i.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), "2026-11-13T13:00:00.001+01:00", "2026-11-17T02:00+02:00"];

    private static readonly Gen<Guid> Digest = Gen.Guid;

    /// <summary>Rules of up to four levels; `segments` may be referred to.</summary>
    public static Gen<JsonNode> Rule(int levels, params string[] segments)
    {
        Gen<JsonNode>[] references = segments.Length > 0 ? [Pick(segments).Select(s => Node(("segment", s)))] : [];
        var leaf = Gen.OneOf([Trait, Trait, Trait, Trait, Has, Consent, RandomEvents.Rule, RandomEvents.Rule, RandomEvents.Rule, .. references]);
        if (levels <= 1)
        {
            return leaf;
        }

        var below = Rule(levels - 1, segments);
        return Gen.OneOf(
            leaf,
            below.Array[1, 4].Select(rules => Group("all", rules)),
            below.Array[1, 4].Select(rules => Group("any", rules)),
            below.Select(rule => Node(("not", rule))));
    }

    public static Gen<ReferenceProfile> Profile(IReadOnlyList<string> sources) =>
        Gen.Select(
            Gen.Guid, Gen.Int[1, (1 << sources.Count) - 1].SelectMany(chosen => Rows([.. sources.Where((_, i) => (chosen & (1 << i)) != 0)])), RandomEvents.Events(sources),
            (id, rows, events) => new ReferenceProfile(id, rows) { Events = events });

    /// <summary>What a segment reads; null: everything.</summary>
    public static Gen<string[]?> Scope => Pick<string[]?>(null, null, ["crm"], ["web"], ["crm", "app"], ["shop"]);

    private static Gen<JsonNode> Consent => Gen.OneOf(
        Gen.Const(Node(("consent", "ads"))),
        Pick("granted", "denied", "unknown").Select(state => Node(("consent", "ads"), ("is", state))));

    private static Gen<JsonNode> Has => Pick("email", "phone", "customerId").Select(name => Node(("has", name)));

    private static Gen<JsonNode> Trait => Gen.OneOf(
        Of("tier", Text, Pick(Patterns)), Of("CITY", Text, Pick(Patterns)), Of("ltv", Pick(Numbers).Select(n => (JsonNode)JsonValue.Create(n)), null),
        Of("vip", Gen.Bool.Select(b => (JsonNode)JsonValue.Create(b)), null), Of("joined", InstantText, null), Of("Seen", InstantText, null));

    private static Gen<JsonNode> Text => Pick(Texts).Select(t => (JsonNode)JsonValue.Create(t));

    private static Gen<JsonNode> InstantText => Pick(InstantTexts).Select(t => (JsonNode)JsonValue.Create(t));

    private static Gen<JsonNode> Of(string trait, Gen<JsonNode> value, Gen<string>? pattern)
    {
        var time = trait is "joined" or "Seen";
        string[] scalar = ["eq", "ne", .. trait == "vip" ? Array.Empty<string>() : ["gt", "gte", "lt", "lte"], .. time ? ["before", "after"] : Array.Empty<string>()];
        var test = (string op, JsonNode? operand) => operand is null ? Node(("trait", trait), ("op", op)) : Node(("trait", trait), ("op", op), ("value", operand));
        var cases = new List<Gen<JsonNode>>
        {
            Gen.Select(Pick(scalar), value, test),
            Gen.Select(Pick("in", "notIn"), value.Array[1, 30].Select(v => (JsonNode)new JsonArray([.. v.Select(x => x.DeepClone())])), test),
            Pick("exists", "notExists").Select(op => test(op, null)),
        };
        if (pattern is not null)
        {
            cases.Add(Gen.Select(Pick("contains", "startsWith", "endsWith"), value, test));
            cases.Add(pattern.Select(p => test("matches", p)));
        }

        if (time)
        {
            cases.Add(Gen.Select(Pick("withinLast", "notWithinLast"), Pick(Windows), (op, window) => test(op, window)));
        }

        if (trait == "ltv")
        {
            cases.Add(Gen.Select(Pick(Numbers), Pick(Numbers), (a, b) => test("between", new JsonArray(Math.Min(a, b), Math.Max(a, b)))));
        }
        else if (time)
        {
            cases.Add(Gen.Select(Pick(Instants), Pick(Instants), (a, b) => test("between", new JsonArray(Iso(a < b ? a : b), Iso(a < b ? b : a)))));
        }

        return Gen.OneOf([.. cases]);
    }

    private static string Iso(DateTime instant) => instant.ToString("O", CultureInfo.InvariantCulture);

    private static Gen<IReadOnlyList<ReferenceRow>> Rows(IReadOnlyList<string> sources) =>
        sources.Aggregate(
            Gen.Const((IReadOnlyList<ReferenceRow>)[]),
            (rows, source) => Gen.Select(rows, Row(source), (before, row) => (IReadOnlyList<ReferenceRow>)[.. before, row]));

    private static Gen<ReferenceRow> Row(string source) => Gen.Select(
        Gen.Int[0, 2], Digest, Gen.Long[0, 31], Values(source), Pick("tier", "ltv", "vip", "joined", "seen", "city", "consent:ads").Array[0, 3], Gen.Int[-2, 0],
        (day, digest, mask, values, own, ownDay) => new ReferenceRow(
            source,
            Now.AddDays(day - 5),
            digest,
            mask,
            values,
            own.Distinct().Where(values.ContainsKey).ToDictionary(t => t, _ => Now.AddDays(ownDay - 5))));

    private static Gen<IReadOnlyDictionary<string, object>> Values(string source) => Gen.Select(
        Maybe(Pick(Texts)), Maybe(Pick(Numbers)), Gen.Select(Maybe(Gen.Bool), Maybe(Gen.Bool)), Maybe(Pick(Instants).Select(DateOnly.FromDateTime)), Maybe(Pick(Instants)), Maybe(Pick(Texts)),
        (tier, ltv, flags, joined, seen, city) =>
        {
            var all = new (string Name, object? Value)[] { ("tier", tier), ("ltv", ltv), ("vip", flags.Item1), ("consent:ads", flags.Item2), ("joined", joined), ("seen", seen), ("city", source == "crm" ? city : null) };
            var values = new Dictionary<string, object>();
            foreach (var (name, value) in all)
            {
                if (value is not null)
                {
                    values[name] = value;
                }
            }

            return (IReadOnlyDictionary<string, object>)values;
        });

    public static Gen<object?> Maybe<T>(Gen<T> value) => Gen.Select(Gen.Int[0, 3], value, (missing, v) => missing == 0 ? null : (object?)v);

    public static Gen<T> Pick<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static JsonNode Group(string kind, JsonNode[] rules) => Node((kind, new JsonArray([.. rules.Select(r => r.DeepClone())])));

    public static JsonNode Node(params (string Name, JsonNode? Value)[] fields) =>
        new JsonObject(fields.Select(f => KeyValuePair.Create(f.Name, f.Value?.DeepClone())));
}
