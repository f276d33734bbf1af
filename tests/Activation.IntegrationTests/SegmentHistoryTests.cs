using System.Net;
using Activation.IntegrationTests.Support;

namespace Activation.IntegrationTests;

/// <summary>A segment over its life: changed, undone, depended on, evaluated, asked why.</summary>
public sealed class SegmentHistoryTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly object Gold = new { trait = "tier", op = "eq", value = "Gold" };
    private static readonly object Silver = new { trait = "tier", op = "eq", value = "Silver" };

    [Fact]
    public async Task Segment_OverItsLife_KeepsItsHistoryAndSaysWhy()
    {
        await using var scenario = await Scenario.StartAsync(azurite);
        await scenario.DefineAsync(("gold", Gold));
        await scenario.ImportAsync("members.csv", "member_id,email,tier\n1,a@example.com,Gold\n2,b@example.com,Gold\n3,c@example.com,Silver\n4,,Silver\n");
        await scenario.RunAsync("gold");

        await DependantsAsync(scenario.Api);
        await VersionsAsync(scenario.Api);
        await PopulationAsync(scenario);
        await WhyAsync(scenario.Api);
        await DeletedAsync(scenario.Api);
    }

    private static async Task DependantsAsync(ApiClient api)
    {
        await api.PutAsync("/api/segments/vip", new { rule = new { all = new object[] { new { segment = "gold" }, new { has = "email" } } } });
        await api.PutAsync("/api/segments/others", new { rule = new { not = new { segment = "vip" } } });

        var dependants = await api.GetAsync("/api/segments/gold/dependants");

        dependants.GetProperty("segments").GetRawText().ShouldBe("""[{"id":"others","direct":false},{"id":"vip","direct":true}]""");
        dependants.GetProperty("syncs")[0].Text("id").ShouldBe("gold");
        var (status, body) = await api.TryAsync(HttpMethod.Delete, "/api/segments/gold", null);
        status.ShouldBe(HttpStatusCode.Conflict);
        body.ShouldContain("segment/vip");
    }

    private static async Task VersionsAsync(ApiClient api)
    {
        var changed = await api.PutAsync("/api/segments/gold", new { name = "Both", rule = new { any = new[] { Gold, Silver } } });
        (changed.Number("version"), changed.GetProperty("affects").GetProperty("segments").GetArrayLength()).ShouldBe((2, 2));
        (await api.PutAsync("/api/segments/gold", new { name = "Both", rule = new { any = new[] { Gold, Silver } } })).Number("version").ShouldBe(2, "nothing is different");

        var versions = (await api.GetAsync("/api/segments/gold/versions")).GetProperty("items");
        versions.GetArrayLength().ShouldBe(2);
        (versions[0].Text("action"), versions[0].Text("by")).ShouldBe(("changed", "local"));
        versions[0].GetProperty("changes").EnumerateArray().Select(c => $"{c.Text("kind")} {c.Text("path")}").ShouldBe(
            ["changed name", "removed rule.trait", "removed rule.op", "removed rule.value", "added rule.any"]);

        var restored = await api.PostAsync("/api/segments/gold/versions/1/restore", new { });
        (restored.Number("version"), restored.Text("name")).ShouldBe((3, "gold"));
        (await api.GetAsync("/api/segments/gold/versions/3")).Number("restoredFrom").ShouldBe(1);
        (await api.TryAsync(HttpMethod.Get, "/api/segments/gold/versions/9", null)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task PopulationAsync(Scenario scenario)
    {
        await scenario.ImportAsync("more.csv", "member_id,email,tier\n5,d@example.com,Gold\n");

        var preview = await scenario.Api.GetAsync("/api/segments/gold/preview?overlapWith=vip");
        preview.GetProperty("change").Number("difference").ShouldBe(1);
        preview.GetProperty("reach").Number("meta").ShouldBe(3);
        preview.GetProperty("overlap").GetProperty("regions").EnumerateArray().Sum(r => r.Number("count")).ShouldBe(3);
        var unsaved = await scenario.Api.PostAsync("/api/segments/preview", new { rule = Silver, segment = "gold", overlapWith = new[] { "gold" } });
        (unsaved.Number("count"), unsaved.GetProperty("change").Number("difference")).ShouldBe((2, 0));

        await scenario.RunAsync("gold");
        var points = (await scenario.Api.GetAsync("/api/segments/gold/population")).GetProperty("items");
        points.EnumerateArray().Select(p => (p.Number("members"), p.Number("version"))).ShouldBe([(3, 3), (2, 1)]);
    }

    private static async Task WhyAsync(ApiClient api)
    {
        var found = await api.PostAsync("/api/profiles/lookup", new { email = "a@example.com" });
        var id = found.GetProperty("items")[0].Text("id");
        var profile = await api.GetAsync($"/api/profiles/{id}");
        profile.GetProperty("memberships").EnumerateArray().Select(m => $"{m.Text("segment")} {m.GetProperty("member").GetBoolean()}").ShouldBe(["gold True", "others False", "vip True"]);
        profile.GetProperty("audiences")[0].Text("state").ShouldBe("confirmed");

        var why = await api.GetAsync(profile.GetProperty("memberships")[2].Text("why"));
        why.GetProperty("member").GetBoolean().ShouldBeTrue();
        var tier = why.GetProperty("rule").GetProperty("rules")[0].GetProperty("rules")[0];
        (tier.Text("path"), tier.GetProperty("value").Text("value"), tier.GetProperty("value").Text("source")).ShouldBe(("rule.all[0].segment[gold]", "Gold", Scenario.Source));
        why.GetRawText().ShouldNotContain("example.com");

        var unsaved = await api.PostAsync("/api/segments/explain", new { rule = Silver, profile = id });
        unsaved.GetProperty("member").GetBoolean().ShouldBeFalse();
        (await api.TryAsync(HttpMethod.Get, $"/api/segments/gold/explain?profile={new string('0', 32)}", null)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task DeletedAsync(ApiClient api)
    {
        await api.DeleteAsync("/api/segments/others");
        (await api.GetAsync("/api/segments/others/versions")).GetProperty("items")[0].Text("action").ShouldBe("deleted");
        (await api.PostAsync("/api/segments/others/versions/1/restore", new { })).Number("version").ShouldBe(3);
    }
}
