using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Activation.IntegrationTests.Support;

namespace Activation.IntegrationTests;

public sealed class DestinationAccountTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Account_OnceASyncHasItsAudienceThere_CannotChange_AndEverythingElseCan()
    {
        await using var scenario = await Scenario.StartAsync(azurite);
        await scenario.DefineAsync(("gold", new { trait = "tier", op = "eq", value = "Gold" }));
        await scenario.Api.PutAsync("/api/syncs/gold", new { segment = "gold", destination = "meta", minimumSize = 0 });
        var stored = (await scenario.Api.GetAsync("/api/destinations/meta")).GetProperty("settings").Deserialize<Dictionary<string, JsonElement>>().ShouldNotBeNull();
        (await PutAsync(scenario, stored, "1002")).Status.ShouldBe(HttpStatusCode.OK, "no audience is there yet");
        (await PutAsync(scenario, stored, Scenario.AdAccount)).Status.ShouldBe(HttpStatusCode.OK);
        await scenario.ImportAsync("1.csv", Encoding.UTF8.GetBytes("member_id,email,tier\nM1,member1@example.com,Gold\n"));
        await scenario.RunAsync("gold");

        var (status, body) = await PutAsync(scenario, stored, "1002");

        status.ShouldBe(HttpStatusCode.Conflict, body);
        var problem = JsonSerializer.Deserialize<JsonElement>(body);
        problem.Text("code").ShouldBe("accountIsFixed");
        problem.Text("detail").ShouldContain("gold has its audience");
        (await scenario.Api.GetAsync("/api/destinations/meta")).GetProperty("settings").Text("adAccountId").ShouldContain(Scenario.AdAccount);
        (await PutAsync(scenario, stored, Scenario.AdAccount, displayName: "Our Meta")).Status.ShouldBe(HttpStatusCode.OK);

        (await scenario.Api.TryAsync(HttpMethod.Delete, "/api/syncs/gold?audience=keep", null)).Status.ShouldBe(HttpStatusCode.NoContent);
        (await PutAsync(scenario, stored, "1002")).Status.ShouldBe(HttpStatusCode.OK);
    }

    private static Task<(HttpStatusCode Status, string Body)> PutAsync(Scenario scenario, Dictionary<string, JsonElement> stored, string adAccountId, string? displayName = null)
    {
        var settings = new Dictionary<string, JsonElement>(stored) { ["adAccountId"] = JsonSerializer.SerializeToElement(adAccountId) };
        return scenario.Api.TryAsync(HttpMethod.Put, "/api/destinations/meta", JsonContent.Create(displayName is null ? (object)new { type = "meta", settings } : new { type = "meta", settings, name = displayName }));
    }
}
