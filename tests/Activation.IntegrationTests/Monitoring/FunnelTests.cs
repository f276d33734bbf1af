using Activation.IntegrationTests.Support;

namespace Activation.IntegrationTests.Monitoring;

/// <summary>From the rows that came in to the members that are in the audience, with every loss by its reason.</summary>
public sealed class FunnelTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task TwoRuns_EachAndTogether_AddUpToWhatTheFilesSay()
    {
        await using var scenario = await Scenario.StartAsync(azurite);
        await scenario.DefineAsync(("gold", new { trait = "tier", op = "eq", value = "gold" }));
        await scenario.Api.PutAsync("/api/syncs/gold", new { segment = "gold", destination = "meta", identifiers = new[] { "email" }, minimumSize = 0, maxRemoveShare = 1 });
        var before = TimeProvider.System.GetUtcNow().AddSeconds(-1);
        (await scenario.Api.TryAsync(HttpMethod.Get, "/api/syncs/gold/funnel", null)).Status.ShouldBe(System.Net.HttpStatusCode.NotFound);

        // Three with an email, two without, one row with nothing.
        await scenario.ImportAsync("1.csv", "member_id,email,tier\nM1,a@example.com,gold\nM2,b@example.com,gold\nM3,c@example.com,gold\nM4,,gold\nM5,,gold\n,,gold\n");
        var first = await scenario.RunAsync("gold");
        await scenario.ImportAsync("2.csv", "member_id,email,tier\nM6,d@example.com,gold\nM1,a@example.com,silver\n");
        var second = await scenario.RunAsync("gold");

        var one = await scenario.Api.GetAsync($"/api/syncs/gold/funnel?run={first.Text("runId")}");
        Steps(one).ShouldBe((5, 2, 3, 0, 0, 3));
        one.GetProperty("excludedReasons").Number("noAcceptedIdentifier").ShouldBe(2);
        Imports(one).ShouldBe((1, 6, 1, 5));
        var latest = await scenario.Api.GetAsync("/api/syncs/gold/funnel");
        latest.Text("run").ShouldBe(second.Text("runId"));
        Steps(latest).ShouldBe((5, 2, 3, 0, 0, 3));
        Imports(latest).ShouldBe((1, 2, 0, 2));

        var both = await scenario.Api.GetAsync($"/api/syncs/gold/funnel?from={before:yyyy-MM-ddTHH:mm:ssZ}");
        both.Number("runs").ShouldBe(2);
        Steps(both).ShouldBe((10, 4, 6, 0, 0, 6));
        Imports(both).ShouldBe((2, 8, 1, 7));
        (both.Number("adds"), both.Number("removes")).ShouldBe((first.Number("adds") + second.Number("adds"), first.Number("removes") + second.Number("removes")));
    }

    private static (long, long, long, long, long, long) Steps(System.Text.Json.JsonElement funnel) =>
        (funnel.Number("received"), funnel.Number("excluded"), funnel.Number("eligible"), funnel.Number("pending"), funnel.Number("failed"), funnel.Number("activated"));

    private static (long, long, long, long) Imports(System.Text.Json.JsonElement funnel) => funnel.GetProperty("imports") is var imports
        ? (imports.Number("files"), imports.Number("rowsRead"), imports.Number("rejected"), imports.Number("accepted"))
        : default;
}
