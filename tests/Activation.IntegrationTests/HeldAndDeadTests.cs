using System.Globalization;
using System.Text;
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

        (await scenario.Api.TryAsync(HttpMethod.Post, $"/api/runs/{held.Text("runId")}/discard", null)).Status.ShouldBe(System.Net.HttpStatusCode.NoContent);
        (await scenario.AudienceAsync("gold")).ShouldHoldExactly(Truth(before), "discarded");

        var again = await scenario.Api.RunAsync("gold");
        again.Text("state").ShouldBe("held");
        var approved = await scenario.Api.PostAsync($"/api/runs/{again.Text("runId")}/approve", new { });
        (await scenario.Api.RunEndAsync(approved.Text("runId"))).Text("state").ShouldBe("completed");
        (await scenario.AudienceAsync("gold")).ShouldHoldExactly(Truth(after), "approved");
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
    public async Task TokenRefused_BatchesAreDeadLetteredWithWhatToDo_AndAReplayDeliversWhatIsDesiredByThen()
    {
        await using var scenario = await Scenario.StartAsync(azurite);
        await scenario.DefineAsync(("gold", Gold));
        await scenario.ImportAsync("one.csv", Members(30, gold: 10));
        await scenario.RunAsync("gold");
        scenario.Platform.Fault = _ => null;
        await SetTokenAsync(scenario, "an-expired-token");
        await scenario.ImportAsync("two.csv", Members(30, gold: 20));

        (await scenario.Api.RunAsync("gold")).Text("state").ShouldBe("failed");

        var dead = (await scenario.Api.GetAsync("/api/batches?state=deadLettered")).Items();
        dead.ShouldNotBeEmpty();
        dead[0].Text("errorCode").ShouldStartWith("190");
        dead[0].Text("errorMessage").ShouldContain("token");

        // By the time of the replay, the desired state is another one.
        await SetTokenAsync(scenario, new SandboxOptions().AccessToken);
        await scenario.ImportAsync("three.csv", Members(30, gold: 15));
        var replay = await scenario.Api.PostAsync($"/api/batches/{dead[0].Text("batchId")}/replay", new { });
        (await scenario.Api.RunEndAsync(replay.Text("runId"))).Text("state").ShouldBe("completed");
        (await scenario.AudienceAsync("gold")).ShouldHoldExactly(Truth(Members(30, gold: 15)), "replayed");
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
