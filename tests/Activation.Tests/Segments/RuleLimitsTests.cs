using Activation.Segments;

namespace Activation.Tests.Segments;

public sealed class RuleLimitsTests
{
    private const string Leaf = """{"trait": "ltv", "op": "gt", "value": 5}""";

    [Fact]
    public void Members_AtTheDepthLimit_Runs()
    {
        using var table = new SnapshotTable(Rules.Schema);
        var rich = table.Add("ltv", 10d);

        // 99 levels of `not` are an odd number, so the leaf is turned around.
        table.Members(Nested(RuleLimits.MaxDepth - 1)).ShouldBeEmpty();
        table.Members(Nested(RuleLimits.MaxDepth - 2)).Select(m => m.Profile).ShouldBe([rich]);
    }

    [Theory]
    [InlineData(RuleLimits.MaxDepth)]
    [InlineData(2_000)]
    public void Parse_TooDeep_IsRefused(int levels)
    {
        var json = Rules.Json(Nested(levels));

        Rules.ShouldBeRefused(() => RuleParser.Parse(json), "ruleTooDeep");
    }

    [Theory]
    [InlineData("all", "lt")]
    [InlineData("any", "eq")]
    public void Members_AtTheNodeLimit_Runs(string group, string op)
    {
        using var table = new SnapshotTable(Rules.Schema);
        var member = table.Add("ltv", group == "all" ? -1d : 9_998d);
        table.Add("ltv", 20_000d);
        var leaves = Enumerable.Range(0, RuleLimits.MaxNodes - 1).Select(i => $$"""{"trait": "ltv", "op": "{{op}}", "value": {{i}}}""");

        table.Members($$"""{"{{group}}": [{{string.Join(",", leaves)}}]}""").Select(m => m.Profile).ShouldBe([member]);
    }

    [Fact]
    public void Parse_TooManyNodes_IsRefused() =>
        Rules.ShouldBeRefused(() => Rules.Parse($$"""{"all": [{{string.Join(",", Enumerable.Repeat(Leaf, RuleLimits.MaxNodes))}}]}"""), "ruleTooLarge", "rule.all[9999]");

    [Fact]
    public void Members_LongestList_FindsItsEnds()
    {
        using var table = new SnapshotTable(Rules.Schema);
        var first = table.Add("tier", "v0");
        var last = table.Add("tier", "v9999");
        var other = table.Add("tier", "v10000");
        table.Add("tier", null);

        table.Members(List("in", 10_000)).Select(m => m.Profile).ShouldBe([first, last], ignoreOrder: true);
        table.Members(List("notIn", 10_000)).Select(m => m.Profile).ShouldBe([other]);
        Rules.ShouldBeRefused(() => Rules.Parse(List("in", 10_001)), "tooManyValues", "rule.value");
    }

    [Fact]
    public void Members_ManyLists_RunsUpToTheLimit()
    {
        using var table = new SnapshotTable(Rules.Schema);
        var member = table.Add("tier", "v19");
        table.Add("tier", "v20");

        table.Members($$"""{"any": [{{string.Join(",", Enumerable.Repeat(List("in", 20), 2_000))}}]}""").Select(m => m.Profile).ShouldBe([member]);
        Rules.ShouldBeRefused(() => Rules.Parse($$"""{"any": [{{string.Join(",", Enumerable.Repeat(List("in", 20), 5_001))}}]}"""), "tooManyValues", "rule.any[5000]");
    }

    [Fact]
    public void Parse_LongPattern_IsRefused()
    {
        Rules.Parse(Pattern(RuleLimits.MaxPatternLength)).ShouldBeOfType<TraitNode>();
        Rules.ShouldBeRefused(() => Rules.Parse(Pattern(RuleLimits.MaxPatternLength + 1)), "valueTooLong", "rule.value");
    }

    private static string Nested(int nots) => string.Concat(Enumerable.Repeat("{\"not\":", nots)) + Leaf + new string('}', nots);

    private static string List(string op, int count) =>
        $$"""{"trait": "tier", "op": "{{op}}", "value": [{{string.Join(",", Enumerable.Range(0, count).Select(i => $"\"v{i}\""))}}]}""";

    private static string Pattern(int length) => $$"""{"trait": "tier", "op": "matches", "value": "{{new string('x', length)}}"}""";
}
