using System.Text.Json;
using Activation.Destinations;
using Activation.Destinations.Amazon;
using Activation.Governance.Consents;
using Activation.Sync;
using Activation.Tests.Sync;

namespace Activation.Tests.Governance.Consents;

public sealed class ConsentDemandsTests
{
    private static readonly SyncDefinition Sync = new() { Segment = "gold", Destination = "there" };
    private static readonly DestinationDefinition Destination = new() { Type = "test" };
    private static readonly DestinationType Type = TestDestination.Declaration with { Consent = [new ConsentDemand("ad_user_data", ConsentScope.Eea), new ConsentDemand("ad_personalization", ConsentScope.Eea)] };

    [Fact]
    public void Of_NothingSaid_IsWhatThePlatformAsks() =>
        ConsentDemands.Of(Sync, Destination, Type).ShouldBe([new("ad_personalization", ConsentScope.Eea), new("ad_user_data", ConsentScope.Eea)]);

    [Theory]
    [InlineData("US", ConsentScope.EeaUkCh)]
    [InlineData("CA", ConsentScope.EeaUkCh)]
    [InlineData("DE", ConsentScope.Everywhere)]
    [InlineData("GB", ConsentScope.Everywhere)]
    public void Of_AmazonDestination_FollowsFromTheCountryOfItsData(string country, ConsentScope scope)
    {
        var destination = new DestinationDefinition { Type = "amazon", Settings = JsonSerializer.SerializeToElement(new { advertiserId = "42", countryCode = country }) };

        ConsentDemands.Of(Sync, destination, AmazonType.Create()).ShouldBe([new("ad_storage", scope), new("ad_user_data", scope)]);
        ConsentDemands.Of(Sync, destination with { Consent = ["ads"] }, AmazonType.Create()).ShouldBe([new("ads", ConsentScope.Everywhere)]);
    }

    [Fact]
    public void Of_DestinationNamesItsOwnPurposes_TheyTakeThePlaceOfThePlatforms()
    {
        ConsentDemands.Of(Sync, Destination with { Consent = ["ads"] }, Type).ShouldBe([new("ads", ConsentScope.Everywhere)]);
        ConsentDemands.Of(Sync, Destination with { Consent = [] }, Type).ShouldBeEmpty();
    }

    [Fact]
    public void Of_SyncAndDestination_BothHoldAndTheWiderScope() =>
        ConsentDemands.Of(Sync with { Consent = ["ads", "mail"], ConsentScope = ConsentScope.Eea }, Destination with { Consent = ["ads"] }, Type)
            .ShouldBe([new("ads", ConsentScope.Everywhere), new("mail", ConsentScope.Eea)]);

    [Fact]
    public void Check_WrongPurposeOrScope_NamesTheField()
    {
        Should.Throw<ProblemException>(() => ConsentDemands.Check(["ads", "No Name"], ConsentScope.Everywhere)).Path.ShouldBe("consent[1]");
        Should.Throw<ProblemException>(() => ConsentDemands.Check([], ConsentScope.Eea)).Path.ShouldBe("consentScope");
        Should.Throw<ProblemException>(() => ConsentDemands.Check([.. Enumerable.Range(0, 21).Select(i => $"p{i}")], ConsentScope.Everywhere)).Path.ShouldBe("consent");
        Should.NotThrow(() => ConsentDemands.Check(null, ConsentScope.Everywhere));
    }
}
