using Activation.Profiles;
using Activation.Segments;

namespace Activation.Tests.Segments;

public sealed class RuleCheckerTests
{
    [Theory]
    [InlineData("""{"trait": "tier", "op": "eq", "value": 1}""", "typeMismatch", "rule.value")]
    [InlineData("""{"trait": "TIER", "op": "eq", "value": true}""", "typeMismatch", "rule.value")]
    [InlineData("""{"trait": "ltv", "op": "gt", "value": "100"}""", "typeMismatch", "rule.value")]
    [InlineData("""{"trait": "ltv", "op": "in", "value": ["1", "2"]}""", "typeMismatch", "rule.value[0]")]
    [InlineData("""{"trait": "ltv", "op": "contains", "value": "1"}""", "typeMismatch", "rule.op")]
    [InlineData("""{"trait": "ltv", "op": "withinLast", "value": "1d"}""", "typeMismatch", "rule.op")]
    [InlineData("""{"trait": "tier", "op": "before", "value": "2026-01-01"}""", "typeMismatch", "rule.op")]
    [InlineData("""{"trait": "vip", "op": "eq", "value": "true"}""", "typeMismatch", "rule.value")]
    [InlineData("""{"trait": "vip", "op": "gt", "value": 1}""", "typeMismatch", "rule.op")]
    [InlineData("""{"trait": "joined", "op": "eq", "value": 20260101}""", "typeMismatch", "rule.value")]
    [InlineData("""{"trait": "joined", "op": "eq", "value": "01.02.2026"}""", "invalidDate", "rule.value")]
    [InlineData("""{"trait": "joined", "op": "matches", "value": "2026"}""", "typeMismatch", "rule.op")]
    [InlineData("""{"trait": "seen", "op": "in", "value": ["2026-01-01", "soon"]}""", "invalidDate", "rule.value[1]")]
    [InlineData("""{"trait": "ltv", "op": "between", "value": [2, 1]}""", "reversedRange", "rule.value")]
    [InlineData("""{"trait": "tier", "op": "between", "value": ["b", "a"]}""", "reversedRange", "rule.value")]
    [InlineData("""{"trait": "joined", "op": "between", "value": ["2026-01-02", "2026-01-01T10:00:00Z"]}""", "reversedRange", "rule.value")]
    [InlineData("""{"event": "Purchase", "where": [{"property": "Value", "op": "eq", "value": "20"}]}""", "typeMismatch", "rule.where[0].value")]
    [InlineData("""{"event": "Purchase", "followedBy": {"event": "View", "where": [{"property": "gift", "op": "gt", "value": 1}]}}""", "typeMismatch", "rule.followedBy.where[0].op")]
    [InlineData("""{"event": "Purchase", "sum": {"op": "gte", "value": 1}, "property": "sku"}""", "typeMismatch", "rule.property")]
    [InlineData("""{"event": "Purchase", "count": {"op": "gte", "value": "1"}}""", "typeMismatch", "rule.count.value")]
    [InlineData("""{"event": "Purchase", "last": {"op": "gte", "value": 1}}""", "typeMismatch", "rule.last.value")]
    [InlineData("""{"event": "Purchase", "max": {"op": "withinLast", "value": "1d"}, "property": "value"}""", "typeMismatch", "rule.max.op")]
    [InlineData("""{"any": [{"has": "email"}, {"not": {"trait": "ltv", "op": "eq", "value": "1"}}]}""", "typeMismatch", "rule.any[1].not.value")]
    public void Check_AcrossTypes_NamesCodeAndPath(string json, string code, string path)
    {
        var rule = Rules.Parse(json);

        Rules.ShouldBeRefused(() => RuleChecker.Check(rule, Rules.Schema, Rules.Events, Rules.NoSegments), code, path);
        Rules.ShouldBeRefused(() => SegmentQueryBuilder.Compile(rule, Rules.Context()), code, path);
    }

    [Fact]
    public void Check_UnknownTrait_WarnsOnceWithNearName()
    {
        var check = RuleChecker.Check(Rules.Parse("""{"any": [{"trait": "teir", "op": "eq", "value": 1}, {"trait": "Teir", "op": "exists"}, {"trait": "tier", "op": "exists"}]}"""), Rules.Schema, Rules.Events, Rules.NoSegments);

        var warning = check.Warnings.ShouldHaveSingleItem();
        warning.Code.ShouldBe("unknownTrait");
        warning.Path.ShouldBe("rule.any[0].trait");
        warning.Message.ShouldContain("Did you mean 'tier'?");
    }

    [Fact]
    public void Check_NoTraitsYet_WarnsWithoutSuggestion()
    {
        var check = RuleChecker.Check(Rules.Parse("""{"trait": "tier", "op": "eq", "value": "Gold"}"""), TraitSchema.Empty, Rules.Events, Rules.NoSegments);

        check.Warnings.ShouldHaveSingleItem().Message.ShouldNotContain("Did you mean");
    }

    [Theory]
    [InlineData("""{"trait": "joined", "op": "in", "value": ["2026-01-01", "2026-01-01T10:00Z"]}""")]
    [InlineData("""{"trait": "seen", "op": "eq", "value": "2026-01-01T10:00:00.1234567+02:00"}""")]
    [InlineData("""{"trait": "seen", "op": "after", "value": "0001-01-01"}""")]
    [InlineData("""{"trait": "joined", "op": "before", "value": "9999-12-31"}""")]
    [InlineData("""{"trait": "seen", "op": "withinLast", "value": "5217w"}""")]
    [InlineData("""{"trait": "ltv", "op": "lt", "value": -1.79e308}""")]
    [InlineData("""{"trait": "tier", "op": "eq", "value": "🥇"}""")]
    public void Check_Edges_AreAccepted(string json)
    {
        using var table = new SnapshotTable(Rules.Schema);
        table.Add("tier", null);

        RuleChecker.Check(Rules.Parse(json), Rules.Schema, Rules.Events, Rules.NoSegments).Warnings.ShouldBeEmpty();
        table.Members(json).ShouldBeEmpty();
    }

    [Fact]
    public void Check_UnknownEventPropertyAndConsent_WarnWithNearNames()
    {
        var rule = Rules.Parse("""{"all": [{"event": "Purchse"}, {"event": "View", "where": [{"property": "vlaue", "op": "gt", "value": 1}], "followedBy": {"event": "Purchse"}}, {"consent": "adds"}]}""");

        var warnings = RuleChecker.Check(rule, Rules.Schema, Rules.Events, Rules.NoSegments).Warnings;

        warnings.Select(w => (w.Code, w.Path)).ShouldBe([("unknownEvent", "rule.all[0].event"), ("unknownProperty", "rule.all[1].where[0].property"), ("unknownConsent", "rule.all[2].consent")]);
        warnings[0].Message.ShouldContain("Did you mean 'Purchase'?");
        warnings[1].Message.ShouldContain("Did you mean 'value'?");
    }

    [Fact]
    public void Check_TooManyEvents_IsRefusedWithReferencedSegments()
    {
        var many = $$"""{"any": [{{string.Join(", ", Enumerable.Repeat("""{"event": "View"}""", RuleLimits.MaxEvents))}}]}""";
        RuleChecker.Check(Rules.Parse(many), Rules.Schema, Rules.Events, Rules.NoSegments).Warnings.ShouldBeEmpty();

        var rule = Rules.Parse("""{"any": [{"event": "View"}, {"segment": "many"}]}""");
        Rules.ShouldBeRefused(() => RuleChecker.Check(rule, Rules.Schema, Rules.Events, Rules.Segments(("many", many))), "tooManyEvents", "rule.any[1]");
    }
}
