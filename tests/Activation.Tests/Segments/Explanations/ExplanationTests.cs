using Activation.Segments;
using Activation.Segments.Explanations;
using Activation.Segments.Sql;

namespace Activation.Tests.Segments.Explanations;

public sealed class ExplanationTests : IDisposable
{
    private static readonly DateTime Now = SnapshotTable.Now.UtcDateTime;

    private readonly SnapshotTable table = new(Rules.Schema);

    public void Dispose() => table.Dispose();

    [Fact]
    public void Trait_OfSeveralSources_ShowsTheOneThatCountsAndSinceWhen()
    {
        var id = Guid.NewGuid();
        table.Add(id, "crm", Now, Guid.NewGuid(), 0, new Dictionary<string, object> { ["tier"] = "Silver" }, new Dictionary<string, DateTime> { ["tier"] = Now.AddDays(-9) });
        table.Add(id, "web", Now.AddDays(-2), Guid.NewGuid(), 0, new Dictionary<string, object> { ["tier"] = "Gold" });

        var node = Explained.Of(table, id, """{"all": [{"trait": "TIER", "op": "in", "value": ["Gold", "Platinum"]}, {"not": {"trait": "ltv", "op": "exists"}}]}""", "crm", "web");

        node.Result.ShouldBeTrue();
        var tier = node.Rules.ShouldNotBeNull()[0];
        tier.Path.ShouldBe("rule.all[0]");
        tier.Condition.ShouldBe("""TIER in "Gold", "Platinum".""".TrimEnd('.'));
        var value = tier.Value.ShouldNotBeNull();
        (value.Trait, value.Type, value.Value?.GetValue<string>(), value.Source, value.ObservedAt).ShouldBe(("tier", "string", "Gold", "web", SnapshotTable.Now.AddDays(-2)));
        var ltv = node.Rules[1].Rules.ShouldNotBeNull()[0];
        (ltv.Result, ltv.Value?.Missing, ltv.Value?.Source, ltv.Value?.ObservedAt).ShouldBe((false, true, null, null));
    }

    [Fact]
    public void Events_ShowMeasureCountNewestAndSources()
    {
        var id = table.Add("tier", null);
        table.AddEvent(id, "Purchase", Now.AddDays(-3), "web", null, ("value", 30d));
        table.AddEvent(id, "Purchase", Now.AddDays(-1), "app", null, ("value", 12.5));
        table.AddEvent(id, "Purchase", Now.AddDays(-40), "shop", null, ("value", 500d));

        var events = Explained.Of(table, id, """{"event": "Purchase", "within": "30d", "sum": {"op": "gte", "value": 100}, "property": "value"}""").Events.ShouldNotBeNull();

        (events.Measure, events.Value?.GetValue<double>(), events.Count, events.NewestAt).ShouldBe(("sum", 42.5, 2, SnapshotTable.Now.AddDays(-1)));
        events.Sources.ShouldBe(["app", "web"]);
    }

    [Theory]
    [InlineData("""{"event": "unheard"}""")]
    [InlineData("""{"event": "Purchase", "followedBy": {"event": "unheard"}}""")]
    [InlineData("""{"event": "Purchase", "sum": {"op": "gte", "value": 1}, "property": "unheard"}""")]
    public void Events_ThatCannotBe_AreNone(string rule)
    {
        var node = Explained.Of(table, table.Add("tier", "Gold"), rule);

        (node.Result, node.Events?.Count, node.Events?.NewestAt).ShouldBe((false, 0, null));
    }

    [Fact]
    public void Has_NamesTheSourcesAndNeverTheIdentifier()
    {
        var id = Guid.NewGuid();
        table.Add(id, "crm", Now.AddDays(-5), Guid.NewGuid(), 0b1, new Dictionary<string, object>());
        table.Add(id, "web", Now, Guid.NewGuid(), 0, new Dictionary<string, object>());

        Explained.Of(table, id, """{"has": "email"}""", "crm", "web").KnownBy.ShouldBe([new ExplainedSource("crm", SnapshotTable.Now.AddDays(-5))]);
        Explained.Of(table, id, """{"has": "phone"}""", "crm", "web").KnownBy.ShouldNotBeNull().ShouldBeEmpty();
    }

    [Fact]
    public void Consent_ByDefault_HasNoTime()
    {
        var id = Guid.NewGuid();
        table.Add(id, "crm", Now, Guid.NewGuid(), 0, new Dictionary<string, object> { ["consent:ads"] = true }, new Dictionary<string, DateTime> { ["consent:ads"] = DateTime.UnixEpoch });

        var node = Explained.Of(table, id, """{"consent": "ads"}""");

        (node.Result, node.Value?.Source, node.Value?.ObservedAt).ShouldBe((true, "crm", null));
    }

    [Fact]
    public void Segment_IsExplainedInside()
    {
        var id = table.Add("tier", "Gold");
        var inner = RuleParser.Parse(new SegmentDefinition { Rule = Rules.Json("""{"any": [{"trait": "tier", "op": "eq", "value": "Gold"}]}"""), Sources = ["web"] });
        var context = Rules.Context("crm") with { Segments = new Dictionary<string, RuleNode> { ["gold"] = inner } };

        var (member, node) = Explained.Of(table, id, Rules.Parse("""{"not": {"segment": "gold"}}"""), context);

        member.ShouldBeTrue();
        var segment = node.Rules.ShouldNotBeNull()[0];
        (segment.Kind, segment.Path, segment.Segment, segment.Result).ShouldBe(("segment", "rule.not", "gold", false));
        segment.Reads.ShouldBe(["web"]);
        var leaf = segment.Rules.ShouldNotBeNull()[0].Rules.ShouldNotBeNull()[0];
        (leaf.Path, leaf.Result, leaf.Value?.Missing).ShouldBe(("rule.not.segment[gold].any[0]", false, true));
    }

    /// <summary>What grows with the rule is the list of conditions alone: the trait is read once, and no column is added for a leaf.</summary>
    [Fact]
    public void Rule_AtTheNodeLimit_IsExplainedByOneQueryThatReadsItsTraitOnce()
    {
        var id = table.Add("ltv", 9_998d);
        var leaves = Enumerable.Range(0, RuleLimits.MaxNodes - 1).Select(i => $$"""{"trait": "ltv", "op": "eq", "value": {{i}}}""");
        var rule = Rules.Parse($$"""{"any": [{{string.Join(",", leaves)}}]}""");
        var context = Rules.Context();

        var query = ExplanationSql.Write(rule, context).Leaves.Values.ToList();
        var (_, node) = Explained.Of(table, id, rule, context);

        query.Select(l => l.Condition).Distinct().Count().ShouldBe(RuleLimits.MaxNodes - 1);
        query.SelectMany(l => l.Facts).Distinct().ShouldHaveSingleItem();
        node.Result.ShouldBeTrue();
        node.Rules.ShouldNotBeNull().Single(r => r.Result).Path.ShouldBe("rule.any[9998]");
    }

    [Fact]
    public void Events_AtTheirLimit_AreExplained()
    {
        var id = table.Add("ltv", 1d);
        table.AddEvent(id, "Purchase", Now.AddDays(-3), "web");
        var leaves = Enumerable.Range(0, RuleLimits.MaxEvents).Select(i => $$"""{"event": "Purchase", "within": "{{i + 1}}h"}""");

        var node = Explained.Of(table, id, $$"""{"any": [{{string.Join(",", leaves)}}]}""");

        node.Rules.ShouldNotBeNull().Count(r => r.Result).ShouldBe(RuleLimits.MaxEvents - 72);
    }
}
