using Activation.Segments;

namespace Activation.Tests.Segments;

public sealed class SegmentDependantsTests
{
    [Fact]
    public void Direct_ListsOnlyThoseThatReferThemselves()
    {
        var rules = Rules.Segments(
            ("gold", """{"has": "email"}"""),
            ("z", """{"not": {"segment": "gold"}}"""),
            ("b", """{"any": [{"segment": "gold"}, {"segment": "gold"}]}"""),
            ("far", """{"segment": "b"}"""));

        SegmentDependants.Direct(new SegmentId("gold"), rules).Select(s => s.Value).ShouldBe(["b", "z"]);
        SegmentDependants.Direct(new SegmentId("far"), rules).ShouldBeEmpty();
    }

    [Fact]
    public void CheckLimits_DependantWouldGrowTooLarge_IsRefused()
    {
        var rules = new Dictionary<string, RuleNode>(Rules.Segments(
            ("middle", """{"any": [{"segment": "leaf"}, {"segment": "leaf"}]}"""),
            ("top", """{"any": [{"segment": "middle"}, {"segment": "middle"}]}""")), StringComparer.Ordinal);

        rules["leaf"] = Wide(2_000);
        SegmentDependants.CheckLimits(new SegmentId("leaf"), rules);

        rules["leaf"] = Wide(3_000);
        Rules.ShouldBeRefused(() => SegmentDependants.CheckLimits(new SegmentId("leaf"), rules), "dependantTooLarge").Message.ShouldContain("'top'");
    }

    [Fact]
    public void All_Chain_TellsDirectFromIndirect()
    {
        var rules = Rules.Segments(("a", """{"segment": "leaf"}"""), ("b", """{"any": [{"segment": "a"}, {"segment": "leaf"}]}"""), ("c", """{"not": {"segment": "a"}}"""), ("leaf", """{"has": "email"}"""), ("x", """{"has": "phone"}"""));

        SegmentDependants.All(new SegmentId("leaf"), rules).ShouldBe([new DependantSegment("a", true), new DependantSegment("b", true), new DependantSegment("c", false)]);
        SegmentDependants.All(new SegmentId("x"), rules).ShouldBeEmpty();
    }

    private static RuleNode Wide(int leaves) => Rules.Parse($$"""{"any": [{{string.Join(",", Enumerable.Repeat("""{"has": "email"}""", leaves))}}]}""");
}
