namespace Activation.Tests.Segments;

/// <summary>Segments that read some sources only.</summary>
public sealed class SegmentSourcesTests : IDisposable
{
    private static readonly DateTime Now = SnapshotTable.Now.UtcDateTime;

    private readonly SnapshotTable table = new(Rules.Schema);
    private readonly Guid person = Guid.NewGuid();

    public SegmentSourcesTests()
    {
        Add("crm", Now.AddDays(-2), "Gold", consent: true);
        Add("web", Now.AddDays(-1), "Silver", consent: false);
        table.AddEvent(person, "Purchase", Now, source: "crm");
        table.AddEvent(person, "View", Now, source: "web");
    }

    public void Dispose() => table.Dispose();

    [Theory]
    [InlineData("""{"trait": "tier", "op": "eq", "value": "Silver"}""", true, false, true)]
    [InlineData("""{"trait": "tier", "op": "eq", "value": "Gold"}""", false, true, false)]
    [InlineData("""{"event": "Purchase"}""", true, true, false)]
    [InlineData("""{"event": "View", "count": {"op": "eq", "value": 0}}""", false, true, false)]
    [InlineData("""{"event": "*", "count": {"op": "eq", "value": 2}}""", true, false, false)]
    [InlineData("""{"consent": "ads", "is": "denied"}""", true, true, true)]
    [InlineData("""{"has": "email"}""", true, true, true)]
    public void Members_OfSources_ReadTheirTraitsAndEventsAlone(string rule, bool both, bool crmOnly, bool webOnly)
    {
        IsMember(rule).ShouldBe(both);
        IsMember(rule, "crm").ShouldBe(crmOnly);
        IsMember(rule, "web").ShouldBe(webOnly);
    }

    [Fact]
    public void Members_ReferencedSegment_ReadsWhatItsOwnDefinitionSays()
    {
        IsMember("""{"segment": "web-silver"}""", "crm").ShouldBeTrue();
        IsMember("""{"all": [{"segment": "web-silver"}, {"trait": "tier", "op": "eq", "value": "Gold"}]}""", "crm").ShouldBeTrue();
        IsMember("""{"all": [{"segment": "web-silver"}, {"trait": "tier", "op": "eq", "value": "Silver"}]}""", "crm").ShouldBeFalse();
    }

    private bool IsMember(string rule, params string[] reads)
    {
        var silver = Activation.Segments.RuleParser.Parse(Definition("""{"trait": "tier", "op": "eq", "value": "Silver"}""", "web"));
        var context = Rules.Context("crm", "web") with { Segments = new Dictionary<string, Activation.Segments.RuleNode> { ["web-silver"] = silver } };
        return table.Members(Activation.Segments.SegmentQueryBuilder.Compile(Activation.Segments.RuleParser.Parse(Definition(rule, reads)), context)).Count == 1;
    }

    private static Activation.Segments.SegmentDefinition Definition(string rule, params string[] sources) => new() { Rule = Rules.Json(rule), Sources = sources };

    private void Add(string source, DateTime at, string tier, bool consent) =>
        table.Add(person, source, at, Guid.NewGuid(), source == "web" ? 1 : 0, new Dictionary<string, object> { ["tier"] = tier, ["consent:ads"] = consent });
}
