using System.Text.Json;
using Activation.Profiles;
using Activation.Segments;

namespace Activation.Tests.Segments;

public sealed class RuleSchemaTests
{
    private static readonly JsonElement Schema = Rules.Json(RuleSchema.Json);

    [Fact]
    public void Examples_Parse()
    {
        var examples = Schema.GetProperty("examples").EnumerateArray().ToList();

        examples.Count.ShouldBeGreaterThan(5);
        foreach (var example in examples)
        {
            RuleParser.Parse(example).Path.ShouldBe("rule");
        }
    }

    [Fact]
    public void Operators_AreThoseOfTheParser() =>
        Names(Definition("trait").GetProperty("op")).ShouldBe(TraitOperators.Names.Split(", "), ignoreOrder: true);

    [Fact]
    public void Identifiers_AreThoseOfTheProduct() => Names(Definition("has").GetProperty("has")).ShouldBe(Identifiers.Names, ignoreOrder: true);

    [Fact]
    public void Operators_EachHasOneShape() =>
        Schema.GetProperty("$defs").GetProperty("trait").GetProperty("oneOf").EnumerateArray()
            .Select(branch => branch.GetProperty("properties").GetProperty("op"))
            .SelectMany(op => op.TryGetProperty("const", out var only) ? [only.GetString()] : Names(op))
            .ShouldBe(TraitOperators.Names.Split(", "), ignoreOrder: true);

    private static JsonElement Definition(string name) => Schema.GetProperty("$defs").GetProperty(name).GetProperty("properties");

    private static IEnumerable<string?> Names(JsonElement property) => property.GetProperty("enum").EnumerateArray().Select(e => e.GetString());
}
