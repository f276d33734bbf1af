using Activation.Segments;
using Activation.Segments.History;

namespace Activation.Tests.Segments;

public sealed class SegmentChangesTests
{
    [Theory]
    [InlineData("""{"all": [{"has": "email"}, {"has": "phone"}]}""", """{"all": [{"has": "city"}, {"has": "email"}, {"has": "phone"}]}""", """added rule.all[0]  {"has":"city"}""")]
    [InlineData("""{"all": [{"has": "email"}, {"has": "phone"}]}""", """{"all": [{"has": "phone"}]}""", """removed rule.all[0] {"has":"email"} """)]
    [InlineData("""{"all": [{"has": "email"}, {"not": {"has": "phone"}}]}""", """{"all": [{"has": "email"}, {"not": {"has": "zip"}}]}""", """changed rule.all[1].not.has "phone" "zip" """)]
    [InlineData("""{"trait": "ltv", "op": "gte", "value": 5}""", """{"trait": "ltv", "op": "gte", "value": 7.5}""", "changed rule.value 5 7.5")]
    [InlineData("""{"trait": "ltv", "op": "gte", "value": 5}""", """{ "op": "gte", "value": 5,"trait": "ltv"}""", "")]
    public void Between_Rules_NamesWhatIsDifferent(string before, string after, string expected) =>
        string.Join('\n', SegmentChanges.Between(Of(before), Of(after)).Select(c => $"{c.Kind} {c.Path} {c.From?.GetRawText()} {c.To?.GetRawText()}")).Trim().ShouldBe(expected.Trim());

    [Fact]
    public void Between_OtherParts_AreNamedAndLongValuesNotShown()
    {
        var before = Of("""{"has": "email"}""") with { Name = "a", Version = 1, ChangedBy = "local" };
        var after = before with { Name = new string('x', 1_000), Sources = ["crm"], Version = 2, ChangedBy = "api-key" };

        var changes = SegmentChanges.Between(before, after);

        changes.Select(c => $"{c.Kind} {c.Path}").ShouldBe(["changed name", "added sources[0]"]);
        (changes[0].From?.GetString(), changes[0].To).ShouldBe(("a", null));
    }

    private static SegmentDefinition Of(string rule) => new() { Rule = Rules.Json(rule) };
}
