using System.Globalization;
using System.Text.Json.Nodes;
using CsCheck;

namespace Activation.Tests.Segments.Computed;

/// <summary>Random definitions of computed traits, and questions that fit them.</summary>
internal static class RandomTraits
{
    private static readonly string[] Windows = ["1m", "1h", "24h", "7d", "30d", "60w"];

    /// <summary>A definition with a rule that asks for the trait `computed`.</summary>
    public static Gen<(JsonNode Definition, JsonNode Rule)> Any => Gen.Select(Definition, Gen.Int[0, 99], Gen.Int[0, 5], (definition, op, value) => (definition, Question(definition, op, value)));

    private static Gen<JsonNode> Definition => Gen.Select(
        RandomRules.Pick("Purchase", "Add to cart", "View", "*", "unheard"), Where, RandomRules.Maybe(RandomRules.Pick(Windows)), Measure,
        (name, where, window, measure) =>
        {
            var node = measure.DeepClone().AsObject();
            node["event"] = name;
            if (where is JsonNode conditions)
            {
                node["where"] = conditions.DeepClone();
            }

            if (window is string within)
            {
                node["within"] = within;
            }

            return (JsonNode)node;
        });

    private static Gen<object?> Where => RandomRules.Maybe(Gen.OneOf(
        RandomRules.Pick(0d, 1, 20).Select(v => (JsonNode)new JsonArray(RandomRules.Node(("property", "value"), ("op", "gte"), ("value", v)))),
        RandomRules.Pick("a", "b", "").Select(v => (JsonNode)new JsonArray(RandomRules.Node(("property", "sku"), ("op", "ne"), ("value", v)))),
        Gen.Const(0).Select(_ => (JsonNode)new JsonArray(RandomRules.Node(("property", "gift"), ("op", "notExists"))))));

    private static Gen<JsonNode> Measure => Gen.OneOf(
        Gen.Const(0).Select(_ => RandomRules.Node(("measure", "count"))),
        RandomRules.Pick("sum", "average", "min", "max", "first", "last").Select(m => RandomRules.Node(("measure", m), ("property", "value"))),
        RandomRules.Pick("first", "last", "mostFrequent", "uniqueCount").Select(m => RandomRules.Node(("measure", m), ("property", "sku"))),
        RandomRules.Pick("sku", "value").Select(p => RandomRules.Node(("measure", "uniqueList"), ("property", p))),
        Gen.Int[1, 4].Select(n => RandomRules.Node(("measure", "mostFrequent"), ("property", "value"), ("minimumEvents", n))));

    private static JsonNode Question(JsonNode definition, int op, int pick)
    {
        var isText = (string?)definition["property"] == "sku" && (string?)definition["measure"] != "uniqueCount";
        string[] skus = ["a", "b", "ab", "", "🥇", "\uffff"];
        double[] numbers = [-2, 0, 0.5, 1, 2, 20];
        JsonNode value = isText ? JsonValue.Create(skus[pick]) : JsonValue.Create(numbers[pick]);
        JsonNode list = isText ? new JsonArray(skus[pick], skus[(pick + 1) % 6]) : new JsonArray(numbers[pick], numbers[(pick + 1) % 6]);
        string[] ops = (string?)definition["measure"] == "uniqueList"
            ? ["in", "notIn", "exists", "notExists", .. isText ? ["contains", "startsWith", "endsWith", "matches"] : Array.Empty<string>()]
            : ["eq", "ne", "gt", "gte", "lt", "lte", "in", "notIn", "exists", "notExists"];
        var asked = ops[op % ops.Length];
        return asked switch
        {
            "exists" or "notExists" => RandomRules.Node(("trait", "Computed"), ("op", asked)),
            "in" or "notIn" => RandomRules.Node(("trait", "Computed"), ("op", asked), ("value", list)),
            "matches" => RandomRules.Node(("trait", "Computed"), ("op", asked), ("value", string.Create(CultureInfo.InvariantCulture, $"^[ab]{{{pick % 3}}}$"))),
            _ => RandomRules.Node(("trait", "Computed"), ("op", asked), ("value", value)),
        };
    }
}
