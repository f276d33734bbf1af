using System.Text.Json;
using Activation.Segments;

namespace Activation.Tests.Segments;

public sealed class RuleParserTests
{
    [Fact]
    public void Parse_EveryKind_GivesNodesWithPaths()
    {
        var rule = Rules.Parse("""{"all": [{"any": [{"segment": "gold"}, {"has": "email"}]}, {"not": {"trait": "tier", "op": "in", "value": ["a", "b", "a"]}}]}""");

        var all = rule.ShouldBeOfType<AllNode>();
        var any = all.Rules[0].ShouldBeOfType<AnyNode>();
        any.Path.ShouldBe("rule.all[0]");
        any.Rules[0].ShouldBe(new SegmentNode(new SegmentId("gold")) { Path = "rule.all[0].any[0]" });
        any.Rules[1].ShouldBe(new HasNode("email") { Path = "rule.all[0].any[1]" });
        var trait = all.Rules[1].ShouldBeOfType<NotNode>().Rule.ShouldBeOfType<TraitNode>();
        trait.Path.ShouldBe("rule.all[1].not");
        trait.Operator.ShouldBe(TraitOperator.In);
        trait.Values.ShouldBe(["a", "b"]);
    }

    [Theory]
    [InlineData("""[]""", "wrongJsonType", "rule")]
    [InlineData("""null""", "wrongJsonType", "rule")]
    [InlineData("""{}""", "unknownNode", "rule")]
    [InlineData("""{"al": []}""", "unknownNode", "rule")]
    [InlineData("""{"all": [], "any": []}""", "ambiguousNode", "rule")]
    [InlineData("""{"trait": "a", "op": "exists", "event": "b"}""", "ambiguousNode", "rule")]
    [InlineData("""{"all": []}""", "emptyGroup", "rule.all")]
    [InlineData("""{"any": []}""", "emptyGroup", "rule.any")]
    [InlineData("""{"all": {}}""", "wrongJsonType", "rule.all")]
    [InlineData("""{"all": [3]}""", "wrongJsonType", "rule.all[0]")]
    [InlineData("""{"all": null}""", "missingField", "rule.all")]
    [InlineData("""{"not": []}""", "wrongJsonType", "rule.not")]
    [InlineData("""{"not": {"has": "email"}, "extra": 1}""", "unknownField", "rule.extra")]
    [InlineData("""{"not": {"has": "email"}, "jane@example.com": 1}""", "unknownField", "rule")]
    [InlineData("""{"has": "email", "has": "phone"}""", "duplicateField", "rule.has")]
    [InlineData("""{"has": "Email"}""", "unknownIdentifier", "rule.has")]
    [InlineData("""{"has": 1}""", "wrongJsonType", "rule.has")]
    [InlineData("""{"segment": "Not A Name"}""", "invalidName", "rule.segment")]
    [InlineData("""{"trait": "a"}""", "missingField", "rule.op")]
    [InlineData("""{"trait": "", "op": "exists"}""", "invalidName", "rule.trait")]
    [InlineData("""{"trait": 5, "op": "exists"}""", "wrongJsonType", "rule.trait")]
    [InlineData("""{"trait": "a", "op": "equals", "value": 1}""", "unknownOperator", "rule.op")]
    [InlineData("""{"trait": "a", "op": "EQ", "value": 1}""", "unknownOperator", "rule.op")]
    [InlineData("""{"trait": "a", "op": 1, "value": 1}""", "wrongJsonType", "rule.op")]
    [InlineData("""{"trait": "a", "op": "eq"}""", "missingValue", "rule.value")]
    [InlineData("""{"trait": "a", "op": "eq", "value": null}""", "missingValue", "rule.value")]
    [InlineData("""{"trait": "a", "op": "eq", "value": [1]}""", "wrongJsonType", "rule.value")]
    [InlineData("""{"trait": "a", "op": "eq", "value": {}}""", "wrongJsonType", "rule.value")]
    [InlineData("""{"trait": "a", "op": "eq", "value": 1e999}""", "invalidNumber", "rule.value")]
    [InlineData("""{"trait": "a", "op": "eq", "value": "x\u0000"}""", "invalidText", "rule.value")]
    [InlineData("""{"trait": "a", "op": "eq", "value": "\ud83d"}""", "invalidText", "rule.value")]
    [InlineData("""{"\ud83d": "a"}""", "invalidText", "rule")]
    [InlineData("""{"trait": "a", "op": "gt", "value": true}""", "wrongJsonType", "rule.value")]
    [InlineData("""{"trait": "a", "op": "exists", "value": 1}""", "unexpectedValue", "rule.value")]
    [InlineData("""{"trait": "a", "op": "in", "value": "x"}""", "wrongJsonType", "rule.value")]
    [InlineData("""{"trait": "a", "op": "in", "value": []}""", "emptyList", "rule.value")]
    [InlineData("""{"trait": "a", "op": "in", "value": ["x", 1]}""", "mixedList", "rule.value[1]")]
    [InlineData("""{"trait": "a", "op": "in", "value": [true, null]}""", "wrongJsonType", "rule.value[1]")]
    [InlineData("""{"trait": "a", "op": "contains", "value": 1}""", "wrongJsonType", "rule.value")]
    [InlineData("""{"trait": "a", "op": "between", "value": [1]}""", "wrongJsonType", "rule.value")]
    [InlineData("""{"trait": "a", "op": "between", "value": [1, "b"]}""", "mixedList", "rule.value[1]")]
    [InlineData("""{"trait": "a", "op": "before", "value": "tomorrow"}""", "invalidDate", "rule.value")]
    [InlineData("""{"trait": "a", "op": "before", "value": "0000-01-01"}""", "invalidDate", "rule.value")]
    [InlineData("""{"trait": "a", "op": "after", "value": "9999-12-31T23:59:59-01:00"}""", "invalidDate", "rule.value")]
    [InlineData("""{"trait": "a", "op": "after", "value": "2026-02-30"}""", "invalidDate", "rule.value")]
    [InlineData("""{"trait": "a", "op": "withinLast", "value": "0d"}""", "invalidDuration", "rule.value")]
    [InlineData("""{"trait": "a", "op": "withinLast", "value": "-1d"}""", "invalidDuration", "rule.value")]
    [InlineData("""{"trait": "a", "op": "withinLast", "value": "7 d"}""", "invalidDuration", "rule.value")]
    [InlineData("""{"trait": "a", "op": "withinLast", "value": "7y"}""", "invalidDuration", "rule.value")]
    [InlineData("""{"trait": "a", "op": "withinLast", "value": "2147483647w"}""", "invalidDuration", "rule.value")]
    [InlineData("""{"trait": "a", "op": "withinLast", "value": 7}""", "wrongJsonType", "rule.value")]
    [InlineData("""{"all": [{"has": "email"}, {"any": [{"trait": "a", "op": "nope"}]}]}""", "unknownOperator", "rule.all[1].any[0].op")]
    [InlineData("""{"consent": "Ads"}""", "invalidName", "rule.consent")]
    [InlineData("""{"consent": "ads", "is": "maybe"}""", "unknownConsentState", "rule.is")]
    [InlineData("""{"event": ""}""", "invalidName", "rule.event")]
    [InlineData("""{"event": []}""", "emptyList", "rule.event")]
    [InlineData("""{"event": ["a", 1]}""", "wrongJsonType", "rule.event[1]")]
    [InlineData("""{"event": "a", "times": 3}""", "unknownField", "rule.times")]
    [InlineData("""{"event": "a", "where": {}}""", "wrongJsonType", "rule.where")]
    [InlineData("""{"event": "a", "where": [{"op": "eq", "value": 1}]}""", "missingField", "rule.where[0].property")]
    [InlineData("""{"event": "a", "where": [{"property": "b", "op": "is", "value": 1}]}""", "unknownOperator", "rule.where[0].op")]
    [InlineData("""{"event": "a", "count": 3}""", "wrongJsonType", "rule.count")]
    [InlineData("""{"event": "a", "count": {"op": "gte"}}""", "missingValue", "rule.count.value")]
    [InlineData("""{"event": "a", "count": {"op": "exists"}}""", "typeMismatch", "rule.count.op")]
    [InlineData("""{"event": "a", "count": {"op": "gte", "value": 1}, "first": {"op": "exists"}}""", "ambiguousMeasure", "rule")]
    [InlineData("""{"event": "a", "sum": {"op": "gte", "value": 1}}""", "missingField", "rule.property")]
    [InlineData("""{"event": "a", "count": {"op": "gte", "value": 1}, "property": "b"}""", "unknownField", "rule.property")]
    [InlineData("""{"event": "a", "property": "b"}""", "unknownField", "rule.property")]
    [InlineData("""{"event": "a", "timeZone": "UTC"}""", "unknownField", "rule.timeZone")]
    [InlineData("""{"event": "a", "distinctDays": {"op": "gte", "value": 1}, "timeZone": "Mars/Olympus"}""", "unknownTimeZone", "rule.timeZone")]
    [InlineData("""{"event": "a", "within": "1x"}""", "invalidDuration", "rule.within")]
    [InlineData("""{"event": "a", "within": "1d", "between": ["2d", "1d"]}""", "ambiguousPeriod", "rule")]
    [InlineData("""{"event": "a", "between": ["1d", "2d"]}""", "reversedRange", "rule.between")]
    [InlineData("""{"event": "a", "between": ["2026-02-01", "2026-01-01"]}""", "reversedRange", "rule.between")]
    [InlineData("""{"event": "a", "between": ["2026-02-01", "1d"]}""", "mixedList", "rule.between[1]")]
    [InlineData("""{"event": "a", "between": [null, null]}""", "wrongJsonType", "rule.between")]
    [InlineData("""{"event": "a", "between": ["soon", null]}""", "invalidDate", "rule.between[0]")]
    [InlineData("""{"event": "a", "followedBy": {"event": "b", "count": {"op": "gte", "value": 2}}}""", "unknownField", "rule.followedBy.count")]
    [InlineData("""{"event": "a", "notFollowedBy": {"within": "1d"}}""", "missingField", "rule.notFollowedBy.event")]
    public void Parse_BadRule_NamesCodeAndPath(string json, string code, string path) =>
        Rules.ShouldBeRefused(() => Rules.Parse(json), code, path);

    [Fact]
    public void Parse_BadRule_RepeatsNoValue()
    {
        var problem = Rules.ShouldBeRefused(() => Rules.Parse("""{"trait": "mail", "op": "jane@example.com", "value": 1}"""), "unknownOperator");

        problem.Message.ShouldNotContain("jane");
        problem.Message.ShouldContain("notWithinLast");
    }

    [Fact]
    public void Parse_UndefinedElement_IsRefused() => Rules.ShouldBeRefused(() => RuleParser.Parse(default(JsonElement)), "wrongJsonType", "rule");

    [Theory]
    [InlineData("30m", 30)]
    [InlineData("12h", 720)]
    [InlineData("7d", 10_080)]
    [InlineData("2w", 20_160)]
    public void Parse_Duration_IsWindow(string text, int minutes) =>
        Rules.Parse($$"""{"trait": "a", "op": "withinLast", "value": "{{text}}"}""").ShouldBeOfType<TraitNode>().Values.ShouldBe([TimeSpan.FromMinutes(minutes)]);

    [Fact]
    public void Parse_LongFunnel_IsRefusedBeyondItsSteps()
    {
        Rules.Parse(Funnel(RuleLimits.MaxSteps)).Path.ShouldBe("rule");
        Rules.ShouldBeRefused(() => Rules.Parse(Funnel(RuleLimits.MaxSteps + 1)), "tooManySteps");
    }

    private static string Funnel(int steps) =>
        string.Concat(Enumerable.Repeat("""{"event": "a", "followedBy": """, steps)) + """{"event": "a"}""" + new string('}', steps);
}
