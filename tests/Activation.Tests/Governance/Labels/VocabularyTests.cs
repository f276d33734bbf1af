using Activation.Governance.Labels;

namespace Activation.Tests.Governance.Labels;

public sealed class VocabularyTests
{
    [Fact]
    public void DataLabels_LabelsControlsAndCustomNames_AreKeptAsLabels() =>
        DataLabels.Normalize(["c3", "noPii", "noOffSiteAds", "NoOnSiteAds", "noOnSitePersonalization", "C12", "I2", "s1", "x-health"], "labels")
            .ShouldBe(["C3", "C5", "C6", "C7", "C12", "I2", "S1", "x-health"]);

    [Theory]
    [InlineData("C0")]
    [InlineData("C13")]
    [InlineData("I3")]
    [InlineData("crossSiteTargeting")]
    [InlineData("x-")]
    [InlineData("X-Health")]
    [InlineData("")]
    public void DataLabels_AnythingElse_IsRefusedByItsPlace(string name)
    {
        var problem = Should.Throw<ProblemException>(() => DataLabels.Normalize(["C1", name], "labels"));
        (problem.Code, problem.Path).ShouldBe(("unknownLabel", "labels[1]"));
    }

    [Fact]
    public void MarketingActions_OfDestinations_AreActionsAndNoLabels()
    {
        MarketingActions.Normalize(["CombineWithPII", "analytics", "x-resale", "analytics"], "labels").ShouldBe(["combineWithPii", "analytics", "x-resale"]);
        Should.Throw<ProblemException>(() => MarketingActions.Normalize(["C3"], "labels")).Message.ShouldContain("Labels such as C3 belong to sources");
        Should.Throw<ProblemException>(() => MarketingActions.Normalize(["export"], "labels")).Path.ShouldBe("labels[0]");
        MarketingActions.Require("Export", "action").ShouldBe("export");
    }
}
