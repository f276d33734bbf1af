using Activation.Segments;

namespace Activation.Tests.Segments;

public sealed class SegmentExpansionTests
{
    [Fact]
    public void Members_NestedSegments_AreInlined()
    {
        using var table = new SnapshotTable(Rules.Schema);
        var gold = table.Add("tier", "Gold");
        table.Add("tier", "Silver");
        var segments = Rules.Segments(("gold", """{"trait": "tier", "op": "eq", "value": "Gold"}"""), ("not-gold", """{"not": {"segment": "gold"}}"""));

        table.Members(Rules.Parse("""{"not": {"segment": "not-gold"}}"""), segments).Select(m => m.Profile).ShouldBe([gold]);
    }

    [Fact]
    public void Expand_FaultInsideSegment_HasPathThroughReference()
    {
        var segments = Rules.Segments(("outer", """{"not": {"segment": "inner"}}"""), ("inner", """{"any": [{"trait": "ltv", "op": "eq", "value": "x"}]}"""));
        var rule = Rules.Parse("""{"all": [{"segment": "outer"}]}""");

        Rules.ShouldBeRefused(() => RuleChecker.Check(rule, Rules.Schema, Rules.Events, segments), "typeMismatch", "rule.all[0].segment[outer].not.segment[inner].any[0].value");
    }

    [Theory]
    [InlineData("a", """{"all": [{"has": "email"}, {"segment": "a"}]}""", "rule.all[1]", "a → a")]
    [InlineData("a", """{"not": {"segment": "b"}}""", "rule.not", "a → b → c → a")]
    [InlineData(null, """{"segment": "b"}""", "rule", "b → c → a → b")]
    public void Expand_Cycle_IsRefusedWithPathAndChain(string? self, string json, string path, string chain)
    {
        var segments = Rules.Segments(("a", """{"segment": "b"}"""), ("b", """{"any": [{"has": "phone"}, {"segment": "c"}]}"""), ("c", """{"segment": "a"}"""));

        var problem = Rules.ShouldBeRefused(() => SegmentExpansion.Expand(Rules.Parse(json), segments, self is null ? null : new SegmentId(self)), "segmentCycle", path);

        problem.Message.ShouldContain(chain);
    }

    [Fact]
    public void Expand_SameSegmentTwice_IsNoCycle() =>
        SegmentExpansion.Expand(Rules.Parse("""{"any": [{"segment": "a"}, {"segment": "a"}]}"""), Rules.Segments(("a", """{"has": "email"}"""))).ShouldBeOfType<AnyNode>()
            .Rules.ShouldAllBe(r => r is HasNode);

    [Fact]
    public void Expand_UnknownSegment_IsRefused() =>
        Rules.ShouldBeRefused(() => SegmentExpansion.Expand(Rules.Parse("""{"not": {"segment": "gone"}}"""), Rules.NoSegments), "unknownSegment", "rule.not");

    [Fact]
    public void Expand_SegmentsThatMultiply_AreRefusedAtTheLimit()
    {
        var tenfold = (string id) => $$"""{"any": [{{string.Join(",", Enumerable.Repeat($$"""{"segment": "{{id}}"}""", 10))}}]}""";
        var segments = Rules.Segments([("s0", """{"has": "email"}"""), .. Enumerable.Range(1, 12).Select(i => ($"s{i}", tenfold($"s{i - 1}")))]);

        Rules.ShouldBeRefused(() => SegmentExpansion.Expand(Rules.Parse("""{"segment": "s12"}"""), segments), "ruleTooLarge", "rule");
    }

    [Fact]
    public void Expand_SegmentsThatNestTooDeep_AreRefused()
    {
        var segments = Rules.Segments([("s0", """{"has": "email"}"""), .. Enumerable.Range(1, 200).Select(i => ($"s{i}", $$"""{"segment": "s{{i - 1}}"}"""))]);

        Rules.ShouldBeRefused(() => SegmentExpansion.Expand(Rules.Parse("""{"segment": "s200"}"""), segments), "ruleTooDeep", "rule");
        SegmentExpansion.Expand(Rules.Parse("""{"segment": "s98"}"""), segments).ShouldBeOfType<HasNode>();
    }
}
