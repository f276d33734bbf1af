using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Activation.IntegrationTests.Support;
using Activation.IntegrationTests.Truth;
using Activation.Local.Sandbox;

namespace Activation.IntegrationTests;

/// <summary>What waits for a person: runs that a brake holds, batches that a platform refuses.</summary>
public sealed class HeldAndDeadTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly object Gold = new { trait = "tier", op = "eq", value = "Gold" };

    [Fact]
    public async Task LargeRemoval_IsHeldUntilApproved_AndDiscardLeavesTheAudience()
    {
        await using var scenario = await Scenario.StartAsync(azurite);
        await scenario.DefineAsync(("gold", Gold));
        await scenario.Api.PutAsync("/api/syncs/gold", new { segment = "gold", destination = "meta", minimumSize = 0 });
        var (before, after) = (Members(150, gold: 150), Members(150, gold: 90));
        await scenario.ImportAsync("before.csv", before);
        await scenario.RunAsync("gold");
        await scenario.ImportAsync("after.csv", after);

        var held = await scenario.Api.RunAsync("gold");

        held.Text("state").ShouldBe("held", held.GetRawText());
        held.Number("leaving").ShouldBe(60);
        held.Number("received").ShouldBe(held.Number("activated") + held.Number("excluded") + held.Number("failed"));
        (await scenario.AudienceAsync("gold")).ShouldHoldExactly(Truth(before), "held");

        (await scenario.Api.TryAsync(HttpMethod.Post, $"/api/runs/{held.Text("runId")}/discard", null)).Status.ShouldBe(HttpStatusCode.NoContent);
        (await scenario.AudienceAsync("gold")).ShouldHoldExactly(Truth(before), "discarded");

        var again = await scenario.Api.RunAsync("gold");
        again.Text("state").ShouldBe("held");
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => scenario.Api.TryAsync(HttpMethod.Post, $"/api/runs/{again.Text("runId")}/approve", null)));
        answers.Count(a => a.Status == HttpStatusCode.Conflict).ShouldBe(7, "one of several who decide at the same time");
        var approved = JsonSerializer.Deserialize<JsonElement>(answers.Single(a => a.Status == HttpStatusCode.Accepted).Body);
        (await scenario.Api.RunEndAsync(approved.Text("runId"))).Text("state").ShouldBe("completed");
        (await scenario.AudienceAsync("gold")).ShouldHoldExactly(Truth(after), "approved");
    }

    [Fact]
    public async Task NobodyIsLeftInTheSegment_IsHeldHoweverSmallTheAudience()
    {
        await using var scenario = await Scenario.StartAsync(azurite);
        await scenario.DefineAsync(("gold", Gold));
        await scenario.Api.PutAsync("/api/syncs/gold", new { segment = "gold", destination = "meta", minimumSize = 0 });
        var before = Members(20, gold: 10);
        await scenario.ImportAsync("before.csv", before);
        await scenario.RunAsync("gold");
        await scenario.ImportAsync("after.csv", Members(20, gold: 0));

        var first = await scenario.Api.RunAsync("gold");
        (first.Text("state"), first.Text("code"), first.Number("leaving"), first.Number("exempt")).ShouldBe(("held", "wouldEmptyAudience", 10, 0));
        var second = await scenario.Api.RunAsync("gold");
        second.Text("state").ShouldBe("held");
        (await scenario.Api.GetAsync($"/api/runs/{first.Text("runId")}")).Text("state").ShouldBe("superseded", "one run at a time waits for a decision");
        (await scenario.AudienceAsync("gold")).ShouldHoldExactly(Truth(before), "held");

        var approved = await scenario.Api.PostAsync($"/api/runs/{second.Text("runId")}/approve", new { });
        (await scenario.Api.RunEndAsync(approved.Text("runId"))).Text("state").ShouldBe("completed");
        (await scenario.AudienceAsync("gold")).ShouldBeEmpty();
    }

    [Fact]
    public async Task MinimumSize_NotReached_NothingIsSentUntilItIs()
    {
        await using var scenario = await Scenario.StartAsync(azurite);
        await scenario.DefineAsync(("gold", Gold));
        await scenario.Api.PutAsync("/api/syncs/gold", new { segment = "gold", destination = "meta", minimumSize = 20 });
        await scenario.ImportAsync("few.csv", Members(30, gold: 10));

        var held = await scenario.Api.RunAsync("gold");

        held.Text("state").ShouldBe("held", held.GetRawText());
        held.GetProperty("reasons").Number("belowMinimumSize").ShouldBe(10);
        scenario.Platform.Audiences.ShouldBeEmpty();

        await scenario.ImportAsync("more.csv", Members(30, gold: 25));
        await scenario.RunAsync("gold");
        (await scenario.AudienceAsync("gold")).ShouldHoldExactly(Truth(Members(30, gold: 25)), "the minimum is reached");
    }

    [Fact]
    public async Task TokenRefused_DestinationAsksToReconnect_AndANewTokenDeliversWhatIsDesiredByThen()
    {
        await using var scenario = await Scenario.StartAsync(azurite);
        await scenario.DefineAsync(("gold", Gold));
        await scenario.ImportAsync("one.csv", Members(30, gold: 10));
        await scenario.RunAsync("gold");
        await SetTokenAsync(scenario, "an-expired-token");
        await scenario.ImportAsync("two.csv", Members(30, gold: 20));

        var held = await scenario.Api.RunAsync("gold");

        (held.Text("state"), held.Text("code")).ShouldBe(("held", "destinationDisconnected"));
        var destination = await scenario.Api.GetAsync("/api/destinations/meta");
        (destination.Text("health"), destination.Text("healthCode")).ShouldBe(("reconnect", "190"));
        destination.Text("healthMessage").ShouldContain("token");
        await scenario.ShouldHaveNoDeadLettersAsync();

        // By the time of the new token, the desired state is another one. What the answer held may be put back.
        await scenario.ImportAsync("three.csv", Members(30, gold: 15));
        await SetTokenAsync(scenario, new SandboxOptions().AccessToken);
        var run = (await scenario.Api.GetAsync("/api/syncs/gold/runs")).Items()[0].Text("runId");
        (await scenario.Api.RunEndAsync(run)).Text("state").ShouldBe("completed");
        (await scenario.AudienceAsync("gold")).ShouldHoldExactly(Truth(Members(30, gold: 15)), "reconnected");
        (await scenario.Api.GetAsync("/api/destinations/meta")).Text("health").ShouldBe("ok");
    }

    [Fact]
    public async Task CallsRefused_BatchesAreDeadLetteredWithWhatToDo_AndAReplayDeliversWhatIsDesiredByThen()
    {
        await using var scenario = await Scenario.StartAsync(azurite);
        await scenario.DefineAsync(("gold", Gold));
        await scenario.ImportAsync("one.csv", Members(30, gold: 10));
        await scenario.RunAsync("gold");
        scenario.Platform.RefusesCallFor = _ => true;
        await scenario.ImportAsync("two.csv", Members(30, gold: 20));

        (await scenario.Api.RunAsync("gold")).Text("state").ShouldBe("failed");

        var dead = (await scenario.Api.GetAsync("/api/batches?state=deadLettered")).Items();
        dead.ShouldNotBeEmpty();
        dead[0].Text("errorCode").ShouldBe("100");
        dead[0].Text("errorMessage").ShouldContain("adAccountId");

        // By the time of the replay, the desired state is another one.
        scenario.Platform.RefusesCallFor = null;
        await scenario.ImportAsync("three.csv", Members(30, gold: 15));
        var replay = await scenario.Api.PostAsync($"/api/batches/{dead[0].Text("batchId")}/replay", new { });
        (await scenario.Api.RunEndAsync(replay.Text("runId"))).Text("state").ShouldBe("completed");
        (await scenario.AudienceAsync("gold")).ShouldHoldExactly(Truth(Members(30, gold: 15)), "replayed");
        await scenario.ShouldHaveNoDeadLettersAsync();
        var resolved = (await scenario.Api.GetAsync("/api/batches?state=deadLettered&resolved=true&sync=gold&destination=meta")).Items();
        resolved.ShouldHaveSingleItem().Text("replayedBy").ShouldBe(replay.Text("runId"));
        (await scenario.Api.TryAsync(HttpMethod.Post, $"/api/batches/{dead[0].Text("batchId")}/replay", null)).Status.ShouldBe(HttpStatusCode.Conflict);
        (await scenario.Api.PostAsync("/api/batches/replay", new { destination = "meta" })).GetProperty("runs").GetArrayLength().ShouldBe(0);
        (await scenario.Api.TryAsync(HttpMethod.Get, "/api/batches?state=deadLettered&resolved=maybe", null)).Body.ShouldContain("\"resolved\"");
        await ShouldListEveryBatchOnceAsync(scenario);
    }

    /// <summary>Page by page, as by run.</summary>
    private static async Task ShouldListEveryBatchOnceAsync(Scenario scenario)
    {
        var ofRuns = new List<(string Id, string State)>();
        foreach (var run in (await scenario.Api.GetAsync("/api/syncs/gold/runs")).Items())
        {
            ofRuns.AddRange((await scenario.Api.GetAsync($"/api/batches?run={run.Text("runId")}")).Items().Select(b => (b.Text("batchId"), b.Text("state"))));
        }

        var pages = new List<string>();
        for (var after = ""; pages.Count <= ofRuns.Count;)
        {
            var page = await scenario.Api.GetAsync($"/api/batches?limit=1&sync=gold&destination=meta{after}");
            pages.Add(page.Items().ShouldHaveSingleItem().Text("batchId"));
            if (page.GetProperty("next").GetString() is not { } next)
            {
                break;
            }

            after = $"&after={next}";
        }

        ofRuns.Count.ShouldBeGreaterThan(2);
        pages.ShouldBe(ofRuns.Select(b => b.Id).Order(StringComparer.Ordinal));
        (await scenario.Api.GetAsync("/api/batches?state=delivered")).Items().Select(b => b.Text("batchId")).ShouldBe(
            ofRuns.Where(b => b.State == "delivered").Select(b => b.Id).Order(StringComparer.Ordinal), "of all syncs");
        (await scenario.Api.GetAsync("/api/batches?sync=gol")).Items().ShouldBeEmpty();
        (await scenario.Api.TryAsync(HttpMethod.Get, "/api/batches?after=nobody", null)).Body.ShouldContain("invalidAfter");
    }

    [Fact]
    public async Task AudienceDeletedAtThePlatform_NextRunsBuildItAnew()
    {
        await using var scenario = await Scenario.StartAsync(azurite);
        await scenario.DefineAsync(("gold", Gold));
        await scenario.ImportAsync("one.csv", Members(30, gold: 10));
        await scenario.RunAsync("gold");
        var audience = (await scenario.Api.GetAsync("/api/syncs/gold")).Text("audienceId");
        using var request = new HttpRequestMessage(HttpMethod.Delete, new Uri(new Uri(scenario.Sandbox.BaseUrl.ToString()), $"v25.0/{audience}"));
        request.Headers.Authorization = new("Bearer", new SandboxOptions().AccessToken);
        using var response = await scenario.Api.Http.SendAsync(request);
        response.IsSuccessStatusCode.ShouldBeTrue();
        await scenario.ImportAsync("two.csv", Members(30, gold: 20));

        (await scenario.Api.RunAsync("gold")).Text("state").ShouldBe("failed");
        await scenario.RunAsync("gold");

        (await scenario.Api.GetAsync("/api/syncs/gold")).Text("audienceId").ShouldNotBe(audience);
        (await scenario.AudienceAsync("gold")).ShouldHoldExactly(Truth(Members(30, gold: 20)), "built anew");
    }

    [Fact]
    public async Task LimitsOfADestination_AreCheckedAnsweredAndKept()
    {
        await using var scenario = await Scenario.StartAsync(azurite);
        await scenario.DefineMetaAsync("meta");
        object With(object limits) => new { type = "meta", settings = new { adAccountId = Scenario.AdAccount, apiBaseUrl = scenario.Sandbox.BaseUrl }, limits };

        var refused = await scenario.Api.TryAsync(HttpMethod.Put, "/api/destinations/meta", System.Net.Http.Json.JsonContent.Create(With(new { concurrency = 0, callsPerMinute = 10, burst = 5 })));
        refused.Status.ShouldBe(HttpStatusCode.BadRequest);
        refused.Body.ShouldContain("limits.concurrency");

        await scenario.Api.PutAsync("/api/destinations/meta", With(new { concurrency = 2, callsPerMinute = 10.5, burst = 5 }));
        (await scenario.Api.GetAsync("/api/destinations/meta")).GetProperty("limits").GetProperty("callsPerMinute").GetDouble().ShouldBe(10.5);
        (await scenario.Api.PostAsync("/api/destinations/meta/check", new { })).GetProperty("ok").GetBoolean().ShouldBeTrue();
    }

    private static Task SetTokenAsync(Scenario scenario, string token) => scenario.Api.PutAsync("/api/destinations/meta", new
    {
        type = "meta",
        name = "Ad account",
        settings = new { adAccountId = Scenario.AdAccount, apiBaseUrl = scenario.Sandbox.BaseUrl },
        secret = new { accessToken = token },
    });

    private static string Members(int count, int gold)
    {
        var csv = new StringBuilder("member_id,email,phone,tier\n");
        for (var i = 0; i < count; i++)
        {
            csv.Append(CultureInfo.InvariantCulture, $"M{i:d4},member{i}@example.com,,{(i < gold ? "Gold" : "Silver")}\n");
        }

        return csv.ToString();
    }

    private static HashSet<string> Truth(string csv)
    {
        var crm = new TrueCrm();
        crm.Apply(csv);
        return crm.Keys(p => p.Tier == "Gold");
    }
}
