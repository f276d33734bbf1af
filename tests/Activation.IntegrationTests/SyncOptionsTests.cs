using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Activation.IntegrationTests.Support;
using Activation.IntegrationTests.Truth;
using Activation.Local.Sandbox;

namespace Activation.IntegrationTests;

/// <summary>What a sync's options make of its audience.</summary>
public sealed class SyncOptionsTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly object Gold = new { trait = "tier", op = "eq", value = "Gold" };
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task AfterImport_EachImport_IsFollowedByARun()
    {
        await using var scenario = await Scenario.StartAsync(azurite);
        await scenario.DefineAsync(("gold", Gold));
        await PutAsync(scenario, new { afterImport = true });

        foreach (var (name, gold) in new[] { ("one.csv", 10), ("two.csv", 14) })
        {
            await scenario.ImportAsync(name, Members(gold));
            await SizeAsync(scenario, gold);
            (await scenario.AudienceAsync("gold")).ShouldHoldExactly(Truth(gold), name);
        }
    }

    [Fact]
    public async Task Pause_InMidRun_StopsWhatIsNotSentAndResumingSendsIt()
    {
        await using var scenario = await Scenario.StartAsync(azurite);
        await scenario.DefineAsync(("gold", Gold));
        await scenario.ImportAsync("one.csv", Members(10));
        await scenario.RunAsync("gold");
        await scenario.ImportAsync("two.csv", Members(15));
        scenario.Platform.Fault = call => call.Operation == "add" ? SandboxFault.Error500 : null;
        var run = await scenario.Api.RequestRunAsync("gold");
        await Polling.UntilTrueAsync("a batch to fail", Limit, async () => (await scenario.Api.GetAsync($"/api/batches?run={run}&state=retrying")).Items().Count > 0);

        await PutAsync(scenario, new { paused = true });
        await Polling.UntilTrueAsync("the run to be over", Limit, async () => (await scenario.Api.GetAsync($"/api/runs/{run}")).TryGetProperty("endedAt", out _));

        var stopped = await scenario.Api.GetAsync($"/api/runs/{run}");
        (stopped.Text("state"), stopped.Text("code")).ShouldBe(("superseded", "paused"));
        var protect = (await scenario.Api.GetAsync("/api/syncs/gold/runs")).Items()[0];
        protect.Text("mode").ShouldBe("protect");
        var ended = await scenario.Api.RunEndAsync(protect.Text("runId"));
        (ended.Text("state"), ended.Number("received"), ended.Number("activated"), ended.Number("adds")).ShouldBe(("completed", 10, 10, 0));
        scenario.Platform.Fault = null;
        (await scenario.AudienceAsync("gold")).ShouldHoldExactly(Truth(10), "paused");
        (await scenario.Api.TryAsync(HttpMethod.Post, "/api/syncs/gold/runs", null)).Status.ShouldBe(HttpStatusCode.Conflict);

        await PutAsync(scenario, new { paused = false });
        await scenario.RunAsync("gold");
        (await scenario.AudienceAsync("gold")).ShouldHoldExactly(Truth(15), "resumed");
    }

    [Fact]
    public async Task Dates_NotStartedOrFrozenOrEnded_LeaveOrEmptyTheAudience()
    {
        await using var scenario = await Scenario.StartAsync(azurite);
        await scenario.DefineAsync(("gold", Gold));
        await scenario.ImportAsync("one.csv", Members(10));
        await scenario.RunAsync("gold");
        await scenario.ImportAsync("two.csv", Members(15));

        await PutAsync(scenario, new { startsAt = "2999-01-01" });
        (await scenario.Api.TryAsync(HttpMethod.Post, "/api/syncs/gold/runs", null)).Body.ShouldContain("syncNotInForce");
        await PutAsync(scenario, new { endsAt = "2026-01-31", atEnd = "freeze" });
        (await scenario.Api.TryAsync(HttpMethod.Post, "/api/syncs/gold/runs", null)).Body.ShouldContain("syncNotInForce");
        (await scenario.AudienceAsync("gold")).ShouldHoldExactly(Truth(10), "left as it is");

        // The brakes are on: an end date passes them.
        (await PutAsync(scenario, new { endsAt = "2026-01-31", timeZone = "Europe/Berlin" })).Text("endsAt").ShouldBe("2026-01-31");
        (await scenario.RunAsync("gold")).Number("received").ShouldBe(0);
        (await scenario.AudienceAsync("gold")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Rename_OfTheSegmentAndOfTheAudience_ReachesThePlatform_AndAWrongOptionIsRefusedByItsName()
    {
        await using var scenario = await Scenario.StartAsync(azurite);
        await scenario.DefineAsync(("gold", Gold));
        await scenario.ImportAsync("one.csv", Members(10));
        await scenario.RunAsync("gold");
        scenario.Platform.Audiences.ShouldHaveSingleItem().Name.ShouldBe("gold");

        await scenario.Api.PutAsync("/api/segments/gold", new { name = "Gold members", rule = Gold });
        await scenario.RunAsync("gold");
        scenario.Platform.Audiences.ShouldHaveSingleItem().Name.ShouldBe("Gold members");

        await PutAsync(scenario, new { audienceName = "Best members" });
        await scenario.RunAsync("gold");
        scenario.Platform.Audiences.ShouldHaveSingleItem().Name.ShouldBe("Best members");
        foreach (var (field, value) in new[] { ("endsAt", "31.12.2026"), ("atEnd", "keep"), ("timeZone", "Mars/Base"), ("identifiers", "firstName") })
        {
            var body = new JsonObject { ["segment"] = "gold", ["destination"] = "meta", [field] = field == "identifiers" ? new JsonArray(value) : value };
            var (status, problem) = await scenario.Api.TryAsync(HttpMethod.Put, "/api/syncs/gold", new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"));

            status.ShouldBe(HttpStatusCode.BadRequest);
            problem.ShouldContain($"\"{field}\"");
        }
    }

    private static Task SizeAsync(Scenario scenario, int size) =>
        Polling.UntilTrueAsync($"an audience of {size}", Limit, async () => (await scenario.Api.GetAsync("/api/syncs/gold")).Number("size") == size);

    private static Task<JsonElement> PutAsync(Scenario scenario, object options)
    {
        var body = JsonSerializer.SerializeToNode(options)?.AsObject() ?? [];
        body["segment"] = "gold";
        body["destination"] = "meta";
        body["minimumSize"] = 0;
        return scenario.Api.PutAsync("/api/syncs/gold", body);
    }

    private static string Members(int gold)
    {
        var csv = new StringBuilder("member_id,email,phone,tier\n");
        for (var i = 0; i < 20; i++)
        {
            csv.Append(CultureInfo.InvariantCulture, $"M{i:d4},member{i}@example.com,,{(i < gold ? "Gold" : "Silver")}\n");
        }

        return csv.ToString();
    }

    private static HashSet<string> Truth(int gold)
    {
        var crm = new TrueCrm();
        crm.Apply(Members(gold));
        return crm.Keys(p => p.Tier == "Gold");
    }
}
