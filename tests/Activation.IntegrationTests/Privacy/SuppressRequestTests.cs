using Activation.IntegrationTests.Support;
using Activation.IntegrationTests.Truth;

namespace Activation.IntegrationTests.Privacy;

/// <summary>A suppression: out of every destination; what is stored stays.</summary>
public sealed class SuppressRequestTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Suppress_ThePersonLeavesAndStaysOut_TheDataStays_UnsuppressBringsThemBack()
    {
        await using var scenario = await PrivacyWorld.StartAsync(azurite, nameof(SuppressRequestTests));
        await PrivacyWorld.FillAsync(scenario);

        var ended = await PrivacyWorld.RunAsync(scenario, new { type = "suppress", identifiers = new object[] { new { email = PrivacyWorld.PatEmail }, new { email = "not an address" } } });

        ended.Text("status").ShouldBe("FINISHED", ended.GetRawText());
        (ended.Number("identifiers"), ended.Number("invalidIdentifiers")).ShouldBe((2, 1));
        ended.GetProperty("invalid")[0].Number("index").ShouldBe(1);
        (await scenario.AudienceAsync("all")).ShouldHoldExactly(PrivacyWorld.Keys(PrivacyWorld.Others), "suppressed");
        var profile = ProfileId.ForCustomer(PrivacyWorld.Pat);
        var stored = await scenario.Api.GetAsync($"/api/profiles/{profile}");
        (stored.GetProperty("traits").Text("tier"), stored.GetProperty("suppressed").GetBoolean()).ShouldBe(("Gold", true));

        var run = await scenario.RunAsync("all", "full");
        run.GetProperty("reasons").Number("suppressed").ShouldBe(1);
        (await scenario.AudienceAsync("all")).ShouldHoldExactly(PrivacyWorld.Keys(PrivacyWorld.Others), "a full run");

        await scenario.Api.PutAsync($"/api/sources/{Scenario.Source}", new { name = "Airline members", kind = "crm", defaultCountry = "US", mode = "snapshot" });
        var export = await scenario.ImportAsync("export.csv", PrivacyWorld.Csv(PrivacyWorld.Others, $"{PrivacyWorld.Pat},{PrivacyWorld.PatEmail},{PrivacyWorld.SharedPhone},Bronze\n"));
        (export.GetProperty("reasons").Number("suppressed"), export.Number("dropped")).ShouldBe((1, 0));
        (await scenario.Api.GetAsync($"/api/profiles/{profile}")).GetProperty("traits").Text("tier").ShouldBe("Gold", "neither changed nor dropped");

        (await PrivacyWorld.RunAsync(scenario, new { type = "unsuppress", identifiers = new[] { new { customerId = PrivacyWorld.Pat } } })).Text("status").ShouldBe("FINISHED");
        await scenario.RunAsync("all");
        (await scenario.AudienceAsync("all")).ShouldHoldExactly(PrivacyWorld.Keys(PrivacyWorld.Others, PrivacyWorld.PatRow), "unsuppressed");
    }
}
