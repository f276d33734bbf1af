using Activation.IntegrationTests.Support;
using Activation.IntegrationTests.Truth;
using Activation.Local.Demo;

namespace Activation.IntegrationTests;

/// <summary>The main job: what the files say is what the audiences hold, key by key, after everything that can happen to them.</summary>
public sealed class ConvergenceTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly (string Segment, object Rule, Func<TruePerson, bool> Holds)[] Segments =
    [
        ("gold", new { trait = "tier", op = "eq", value = "Gold" }, p => p.Tier == "Gold"),
        ("offline", new { all = new object[] { new { trait = "web_login", op = "eq", value = false }, new { trait = "tier", op = "in", value = new[] { "Gold", "Silver" } } } },
            p => p.WebLogin == false && (p.Tier is "Gold" or "Silver")),
        ("frequent", new { any = new object[] { new { trait = "miles", op = "gte", value = 150_000 }, new { all = new object[] { new { trait = "last_flight", op = "after", value = "2026-06-30" }, new { not = new { trait = "tier", op = "eq", value = "Bronze" } } } } } },
            p => p.Miles >= 150_000 || (p.LastFlight > new DateOnly(2026, 6, 30) && p.Tier != "Bronze")),
    ];

    [Fact]
    public async Task Audiences_AfterEveryStep_HoldExactlyTheTruth()
    {
        await using var scenario = await Scenario.StartAsync(azurite);
        await scenario.DefineAsync([.. Segments.Select(s => (s.Segment, s.Rule))]);
        var crm = new TrueCrm();

        // The first file.
        var first = DemoFiles.First();
        var receipt = await scenario.ImportAsync(first.Name, first.Content);
        crm.Apply(first);
        receipt.Number("rowsRead").ShouldBe(first.Rows);
        receipt.Number("rejected").ShouldBe(first.BrokenRows);
        receipt.Number("accepted").ShouldBe(receipt.Number("new") + receipt.Number("changed") + receipt.Number("unchanged") + receipt.Number("duplicates"));
        receipt.Number("new").ShouldBe(crm.People.Count);
        await RunAllAsync(scenario, crm, "after the first file");

        // The second file: people join, leave, change their email, lose their tier, are no longer listed.
        var second = DemoFiles.Second();
        var before = crm.Keys(Segments[0].Holds);
        receipt = await scenario.ImportAsync(second.Name, second.Content);
        crm.Apply(second);
        receipt.Number("unchanged").ShouldBeGreaterThan(receipt.Number("accepted") / 2);
        crm.Keys(Segments[0].Holds).SetEquals(before).ShouldBeFalse();
        await RunAllAsync(scenario, crm, "after the second file");

        // The same file again: nothing is written, no call is made.
        scenario.Platform.ClearCalls();
        receipt = await scenario.ImportAsync("again.csv", second.Content);
        receipt.Number("unchanged").ShouldBe(receipt.Number("accepted"));
        await RunAllAsync(scenario, crm, "after the same file again");
        scenario.Platform.Calls.Where(c => c.Operation is "add" or "remove" or "replace" or "create").ShouldBeEmpty();

        // Everything once more.
        var full = await scenario.RunAsync(Segments[0].Segment, "full");
        full.Number("adds").ShouldBe(full.Number("received") - full.Number("excluded"));
        (await scenario.AudienceAsync(Segments[0].Segment)).ShouldHoldExactly(crm.Keys(Segments[0].Holds), "after a full run");
        await scenario.ShouldHaveNoDeadLettersAsync();
    }

    [Fact]
    public async Task DryRun_AfterAChange_StoresTheDeltaAndSendsNothing()
    {
        await using var scenario = await Scenario.StartAsync(azurite);
        await scenario.DefineAsync((Segments[0].Segment, Segments[0].Rule));
        await scenario.ImportAsync("one.csv", "member_id,email,tier\n1,a@example.com,Gold\n2,b@example.com,Gold\n3,c@example.com,Silver\n");
        await scenario.RunAsync("gold");
        await scenario.ImportAsync("two.csv", "member_id,email,tier\n1,a@example.com,Silver\n3,c@example.com,Gold\n4,d@example.com,Gold\n");
        var before = await scenario.AudienceAsync("gold");
        scenario.Platform.ClearCalls();

        var dry = await scenario.RunAsync("gold", "dry");

        dry.Number("adds").ShouldBe(2);
        dry.Number("removes").ShouldBe(1);
        scenario.Platform.Calls.ShouldBeEmpty();
        (await scenario.AudienceAsync("gold")).ShouldBe(before, ignoreOrder: true);
        (await scenario.Api.GetAsync($"/api/runs/{dry.Text("runId")}")).Number("adds").ShouldBe(2);

        // And it stands in nobody's way.
        var delta = await scenario.RunAsync("gold");
        (delta.Number("adds"), delta.Number("removes")).ShouldBe((2, 1));
    }

    [Fact]
    public async Task DeletedSync_EmptiesItsAudienceFirst()
    {
        await using var scenario = await Scenario.StartAsync(azurite);
        await scenario.DefineAsync((Segments[0].Segment, Segments[0].Rule));
        await scenario.ImportAsync("one.csv", "member_id,email,tier\n1,a@example.com,Gold\n2,b@example.com,Gold\n");
        await scenario.RunAsync("gold");
        var audience = (await scenario.Api.GetAsync("/api/syncs/gold")).Text("audienceId");
        scenario.Platform.Keys(audience)?.Count.ShouldBe(4);

        await scenario.Api.DeleteAsync("/api/syncs/gold");

        await Polling.UntilTrueAsync("the sync to be gone", TimeSpan.FromSeconds(30), async () =>
            (await scenario.Api.TryAsync(HttpMethod.Get, "/api/syncs/gold", null)).Status == System.Net.HttpStatusCode.NotFound);
        (scenario.Platform.Keys(audience) ?? []).ShouldBeEmpty();
    }

    private static async Task RunAllAsync(Scenario scenario, TrueCrm crm, string when)
    {
        foreach (var (segment, _, holds) in Segments)
        {
            var run = await scenario.RunAsync(segment);
            run.Number("received").ShouldBe(crm.People.Count(holds), segment);
            (await scenario.AudienceAsync(segment)).ShouldHoldExactly(crm.Keys(holds), $"{segment} {when}");
        }
    }
}
