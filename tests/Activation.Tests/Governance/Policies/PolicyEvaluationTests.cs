using Activation.Governance.Labels;
using Activation.Governance.Policies;
using Activation.Sync;

namespace Activation.Tests.Governance.Policies;

public sealed class PolicyEvaluationTests
{
    private static readonly (string Control, string Action)[] Pairs =
    [
        ("noPii", MarketingActions.CombineWithPii), ("noOffSiteAds", MarketingActions.CrossSiteTargeting),
        ("noOnSiteAds", MarketingActions.OnsiteAdvertising), ("noOnSitePersonalization", MarketingActions.OnsitePersonalization),
    ];

    /// <summary>Ways on which a label comes into a sync, with the path that is answered.</summary>
    private static readonly Dictionary<string, (Func<string, GovernanceModel> World, string Path)> Ways = new(StringComparer.Ordinal)
    {
        ["source of a trait"] = (l => Governed.World.WithSource("crm", l), "source/crm trait/tier segment/gold sync/out destination/there"),
        ["trait"] = (l => Governed.World.WithTrait("tier", l), "trait/tier segment/gold sync/out destination/there"),
        ["segment"] = (l => Governed.World.WithSegment("gold", Governed.World.Segments["gold"] with { Labels = [l] }), "segment/gold sync/out destination/there"),
        ["the segment's own source, which no node reads"] = (
            l => Governed.World.WithSegment("gold", Governed.Segment("""{"consent": "ads"}""") with { Sources = ["shop"] }).WithSource("shop", l), "source/shop segment/gold sync/out destination/there"),
        ["source of a trait of a nested segment"] = (
            l => Nested().WithSource("shop", l), "source/shop trait/spend segment/inner segment/gold sync/out destination/there"),
        ["nested segment"] = (l => Nested().WithSegment("inner", Governed.Segment("""{"trait": "spend", "op": "exists"}""") with { Labels = [l] }), "segment/inner segment/gold sync/out destination/there"),
        ["source of a trait in a negation"] = (
            l => Governed.World.WithRule("""{"not": {"any": [{"trait": "SPEND", "op": "exists"}, {"trait": "tier", "op": "exists"}]}}""").WithSource("shop", l), "source/shop trait/spend segment/gold sync/out destination/there"),
        ["source of events"] = (l => Governed.World.WithRule("""{"event": "Order"}""").WithSource("web", l), "source/web event/Order segment/gold sync/out destination/there"),
        ["source of another kind now, of which events are stored"] = (
            l => (Governed.World.WithRule("""{"event": "Order"}""") with { EventSources = new HashSet<string>(StringComparer.Ordinal) { "shop" } }).WithSource("shop", l), "source/shop event/Order segment/gold sync/out destination/there"),
        ["source of a computed trait"] = (
            l => Governed.World.WithRule("""{"trait": "orders", "op": "gte", "value": 1}""").WithSource("web", l), "source/web trait/orders segment/gold sync/out destination/there"),
        ["computed trait"] = (l => Governed.World.WithRule("""{"trait": "orders", "op": "gte", "value": 1}""").WithTrait("orders", l), "trait/orders segment/gold sync/out destination/there"),
        ["source of an identifier"] = (l => Governed.World.WithRule("""{"has": "email"}""").WithSource("shop", l), "source/shop identifier/email segment/gold sync/out destination/there"),
        ["trait that is sent along"] = (
            l => (Governed.World with { Syncs = GovernanceModel.Replace(Governed.World.Syncs, "out", Governed.World.Syncs["out"] with { ValueTrait = "spend" }) }).WithSource("shop", l),
            "source/shop trait/spend sync/out destination/there"),
    };

    public static TheoryData<int, string> Matrix
    {
        get
        {
            var data = new TheoryData<int, string>();
            foreach (var way in Ways.Keys)
            {
                for (var pair = 0; pair < Pairs.Length; pair++)
                {
                    data.Add(pair, way);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Matrix))]
    public void OfSync_EachControlOnEachWay_IsDeniedToItsLabelAlone(int pair, string way)
    {
        var (control, action) = Pairs[pair];
        var (world, path) = Ways[way];
        var model = world(DataLabels.Normalize([control], "labels")[0]);

        var violation = model.WithActions(action).Violations().ShouldHaveSingleItem();
        violation.Action.ShouldBe(action);
        violation.Labels.ShouldBe(DataLabels.Normalize([control], "labels"));
        string.Join(' ', violation.Paths.ShouldHaveSingleItem().Path).ShouldBe(path);
        violation.Resolutions.ShouldNotBeEmpty();

        model.WithActions([.. Pairs.Where((_, i) => i != pair).Select(p => p.Action)]).Violations().ShouldBeEmpty("the other three labels");
        model.WithActions().Violations().ShouldBeEmpty("no label");
    }

    [Theory]
    [InlineData("C1", "", 1)]
    [InlineData("C2", "", 0)]
    [InlineData("C2", "exportToThirdParty", 1)]
    [InlineData("C4", "crossSiteTargeting,onsiteAdvertising,onsitePersonalization", 3)]
    [InlineData("C4", "combineWithPii", 0)]
    [InlineData("C8", "analytics", 1)]
    [InlineData("C9", "dataScience", 1)]
    [InlineData("C10", "", 1)]
    [InlineData("C10", "singleIdentityPersonalization", 0)]
    [InlineData("C11", "segmentMatch", 1)]
    [InlineData("C12", "", 1)]
    [InlineData("I1", "combineWithPii,crossSiteTargeting,exportToThirdParty", 0)]
    [InlineData("S2", "combineWithPii,crossSiteTargeting,exportToThirdParty", 0)]
    [InlineData("x-health", "crossSiteTargeting", 0)]
    public void OfSync_BuiltInPolicies_MeanWhatTheLabelsSay(string label, string actions, int denied) =>
        Governed.World.WithSource("crm", label).WithActions(actions.Split(',', StringSplitOptions.RemoveEmptyEntries)).Violations().Count.ShouldBe(denied);

    [Fact]
    public void OfSync_FixedActionsOfTheType_HoldWhateverTheLabelsSay()
    {
        var model = Governed.World with { FixedActions = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { ["hook"] = [MarketingActions.CombineWithPii] } };

        var violation = model.WithSource("crm", "noPii").Violations().ShouldHaveSingleItem();

        violation.Resolutions.ShouldNotContain(r => r.Contains("off destination/there", StringComparison.Ordinal));
        Activation.Destinations.Meta.MetaType.Create().FixedActions.ShouldBe([MarketingActions.CombineWithPii, MarketingActions.CrossSiteTargeting, MarketingActions.ExportToThirdParty]);
    }

    [Fact]
    public void OfSync_LabelsThatMustComeTogether_AreFoundAcrossSegments()
    {
        var policy = new PolicyDefinition { Action = "export", Deny = new PolicyLabels { All = ["x-health", "x-minor"] } };
        var model = Nested().WithPolicy("own", policy).WithSource("shop", "x-health");

        model.Violations().ShouldBeEmpty("one alone");
        var violation = model.WithTrait("tier", "x-minor").Violations().ShouldHaveSingleItem();
        violation.Paths.Select(p => string.Join(' ', p.Path)).ShouldBe(
            ["trait/tier segment/gold sync/out destination/there", "source/shop trait/spend segment/inner segment/gold sync/out destination/there"], ignoreOrder: true);
        model.WithTrait("tier", "x-minor").WithPolicy("own", policy with { Enabled = false }).Violations().ShouldBeEmpty("switched off");
    }

    [Fact]
    public void OfSync_SegmentReadsSomeSourcesAlone_OthersOfItsTraitsDoNotCount()
    {
        var model = Governed.World.WithSource("shop", "C12");

        model.WithRule("""{"trait": "both", "op": "exists"}""").Violations().ShouldHaveSingleItem();
        model.WithSegment("gold", Governed.Segment("""{"all": [{"trait": "both", "op": "exists"}, {"event": "Order"}]}""") with { Sources = ["crm"] }).Violations().ShouldBeEmpty();
        model.WithSource("shop").WithSource("web", "C12").WithSegment("gold", Governed.Segment("""{"event": "Order"}""") with { Sources = ["crm"] }).Violations().ShouldBeEmpty();
    }

    [Fact]
    public void OfSync_SegmentsInACircleOrMissingOrBroken_EndTheWay() =>
        Nested().WithSegment("inner", Governed.Segment("""{"any": [{"segment": "gold"}, {"segment": "gone"}]}""")).WithSource("crm", "C12").Violations().ShouldHaveSingleItem();

    [Fact]
    public void BarredSources_OfPeopleWhomTheRuleDoesNotAsk_AreThoseThatPoliciesDeny()
    {
        var model = Governed.World.WithSource("shop", "noPii", "C9").WithSource("crm", "C8").WithActions(MarketingActions.CombineWithPii);

        model.Violations().ShouldBeEmpty();
        PolicyEvaluation.BarredSources(model, "out", model.Syncs["out"]).ShouldBe(["shop"]);
        PolicyEvaluation.BarredSources(model.WithActions(), "out", model.Syncs["out"]).ShouldBeEmpty();
    }

    [Fact]
    public void New_WhatWasDeniedBefore_StandsInTheWayOfNothingElse()
    {
        var before = Governed.World.WithSource("crm", "C12");

        GovernanceCheck.New(before, before.WithSource("crm", "C12", "C8")).ShouldBeEmpty();
        GovernanceCheck.New(before, before.WithSource("crm", "C12", "C1")).ShouldHaveSingleItem().Policy.ShouldBe("c1-aggregates-only");
        GovernanceCheck.New(before, before.WithTrait("tier", "C12")).ShouldHaveSingleItem();
        GovernanceCheck.New(Governed.World, Governed.World.WithPolicy("own", new PolicyDefinition { Action = "export", Deny = new PolicyLabels { Any = ["C8"] } })).ShouldBeEmpty();
    }

    [Fact]
    public void OfSegment_ChangedInnerSegment_IsHeldForTheSyncsOfTheOuter()
    {
        var model = Nested().WithSource("shop", "C12");

        GovernanceCheck.OfSegment(model, new SegmentId("inner")).ShouldHaveSingleItem().Sync.ShouldBe("out");
        GovernanceCheck.OfSegment(model, new SegmentId("unrelated")).ShouldBeEmpty();
        GovernanceCheck.OfSegment(Nested().WithSource("crm", "C12"), new SegmentId("inner")).ShouldBeEmpty("what the outer one asks does not go through it");
    }

    private static GovernanceModel Nested() => Governed.World
        .WithSegment("inner", Governed.Segment("""{"trait": "spend", "op": "exists"}"""))
        .WithRule("""{"all": [{"trait": "tier", "op": "exists"}, {"segment": "inner"}]}""");
}
