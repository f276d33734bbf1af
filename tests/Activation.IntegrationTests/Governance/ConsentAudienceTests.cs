using System.Globalization;
using System.Net;
using System.Text.Json;
using Activation.IntegrationTests.Support;
using Activation.IntegrationTests.Truth;

namespace Activation.IntegrationTests.Governance;

/// <summary>Who has not consented is in no audience, and who withdraws leaves every one at the next tick.</summary>
public sealed class ConsentAudienceTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string EverySecond = "* * * * * *";
    private static readonly object Members = new { trait = "tier", op = "exists" };
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    /// <summary>Sixty of 120 withdraw, far more than a removal brake lets pass: from a sync that is due, and from ones that are paused, frozen or seldom due.</summary>
    [Fact]
    public async Task Withdrawal_AtTheNextTick_LeavesEveryAudience()
    {
        await using var scenario = await StartAsync();
        await scenario.Api.PutAsync("/api/destinations/files", new { type = "file", settings = new { folder = "agency" } });
        var all = Enumerable.Range(0, 120).Select(i => new Member(i, "yes", "de")).ToList();
        await scenario.ImportAsync("all.csv", Csv(all));
        string[] syncs = ["due", "paused", "frozen", "seldom", "files"];
        foreach (var sync in syncs)
        {
            await PutAsync(scenario, sync, []);
            await scenario.RunAsync(sync);
        }

        await PutAsync(scenario, "paused", new() { ["paused"] = true });
        await PutAsync(scenario, "frozen", new() { ["endsAt"] = "2026-01-31", ["atEnd"] = "freeze" });
        await PutAsync(scenario, "seldom", new() { ["schedule"] = "0 0 29 2 *" });

        var withdrawn = all.Select((m, i) => i < 60 ? m with { Ads = i % 2 == 0 ? "no" : "\\N" } : m).ToList();
        await scenario.ImportAsync("withdrawn.csv", Csv(withdrawn));
        await TickAsync(scenario);

        var truth = Keys(withdrawn.Skip(60));
        foreach (var sync in syncs)
        {
            await UntilAsync(scenario, sync, 60);
            var audience = sync == "files"
                ? (await new ExportedMembers(scenario.Account, "agency").ReadAsync()).Values.SelectMany(keys => keys).ToHashSet(StringComparer.Ordinal)
                : await scenario.AudienceAsync(sync);
            audience.ShouldHoldExactly(truth, sync);
        }

        var protect = (await scenario.Api.GetAsync("/api/syncs/paused/runs")).Items().First(r => r.Text("mode") == "protect" && r.Number("leaving") > 0);
        (protect.Number("leaving"), protect.Number("exempt"), protect.GetProperty("reasons").Number("consentMissing")).ShouldBe((60, 60, 60));
        var listed = (await scenario.Api.GetAsync($"/api/runs/{protect.Text("runId")}/members?reason=consentMissing")).Items();
        listed.Select(m => m.Text("profile")).Order(StringComparer.Ordinal)
            .ShouldBe(withdrawn.Take(60).Select(m => ProfileId.ForCustomer(m.Id).ToString()).Order(StringComparer.Ordinal));

        // Where nothing changes, ticks of syncs that are not due ask for nothing more.
        var runs = (await scenario.Api.GetAsync("/api/syncs/paused/runs")).Items().Count;
        await TicksAsync(scenario);
        (await scenario.Api.GetAsync("/api/syncs/paused/runs")).Items().Count.ShouldBeLessThanOrEqualTo(runs + 1);
    }

    [Fact]
    public async Task Withdrawal_WhileABrakeHoldsTheRest_LeavesAlone()
    {
        await using var scenario = await StartAsync();
        var all = Enumerable.Range(0, 120).Select(i => new Member(i, "yes", "de")).ToList();
        await scenario.ImportAsync("all.csv", Csv(all));
        await PutAsync(scenario, "due", []);
        await scenario.RunAsync("due");

        var changed = all.Select((m, i) => i < 5 ? m with { Ads = "no" } : i < 65 ? m with { Tier = "\\N" } : m).ToList();
        await scenario.ImportAsync("changed.csv", Csv(changed));
        var held = await scenario.Api.RunAsync("due");

        (held.Text("state"), held.Text("code"), held.Number("leaving"), held.Number("exempt")).ShouldBe(("held", "removeShareExceeded", 65, 5));
        await UntilAsync(scenario, "due", 115);
        (await scenario.AudienceAsync("due")).ShouldHoldExactly(Keys(changed.Skip(5)), "without those who withdrew");
    }

    [Fact]
    public async Task Demands_OfTheDestinationAndDefaultsOfASource_DecideTogether()
    {
        await using var scenario = await StartAsync();
        await scenario.Api.PutAsync("/api/destinations/meta", new
        {
            type = "meta",
            settings = new { adAccountId = Scenario.AdAccount, apiBaseUrl = scenario.Sandbox.BaseUrl },
            consent = new[] { "mail" },
        });
        await scenario.Api.PutAsync("/api/sources/web", new { kind = "events", consent = new { mail = true } });
        Member[] people = [new(1, "yes", "de"), new(2, "yes", "de"), new(3, "no", "de")];
        await scenario.ImportAsync("people.csv", Csv(people));
        var at = TimeProvider.System.GetUtcNow().AddHours(-1).ToString("O", CultureInfo.InvariantCulture);
        (await scenario.Api.ImportAsync("web", "e.csv", $"event,email,timestamp,event_id\nLogin,member1@example.com,{at},1\nLogin,member3@example.com,{at},3\n")).Text("state").ShouldBe("completed");
        await PutAsync(scenario, "both", []);

        (await scenario.RunAsync("both")).GetProperty("reasons").Number("consentMissing").ShouldBe(2);

        (await scenario.AudienceAsync("both")).ShouldHoldExactly(Keys([people[0]]), "asked for ads by the sync and for mail by the destination");
    }

    /// <summary>Sixty of 120 are in by the default of their source alone. No file follows; with each other default they leave, or come, and those who said so themselves stay.</summary>
    [Fact]
    public async Task Default_OfASourceChanges_MovesWhoIsInByItAlone()
    {
        await using var scenario = await StartAsync();
        await DefineSourceAsync(scenario, granted: true);
        var all = Enumerable.Range(0, 120).Select(i => new Member(i, i < 60 ? "" : "yes", "de")).ToList();
        await scenario.ImportAsync("all.csv", Csv(all));
        string[] syncs = ["due", "paused"];
        foreach (var sync in syncs)
        {
            await PutAsync(scenario, sync, []);
            await scenario.RunAsync(sync);
            (await scenario.AudienceAsync(sync)).ShouldHoldExactly(Keys(all), sync);
        }

        await PutAsync(scenario, "paused", new() { ["paused"] = true });
        await DefineSourceAsync(scenario, granted: false);
        await TickAsync(scenario);

        foreach (var sync in syncs)
        {
            await UntilAsync(scenario, sync, 60);
            (await scenario.AudienceAsync(sync)).ShouldHoldExactly(Keys(all.Skip(60)), sync);
        }

        var protect = (await scenario.Api.GetAsync("/api/syncs/paused/runs")).Items().First(r => r.Text("mode") == "protect" && r.Number("leaving") > 0);
        (protect.Number("leaving"), protect.Number("exempt"), protect.GetProperty("reasons").Number("consentMissing")).ShouldBe((60, 60, 60));

        await DefineSourceAsync(scenario, granted: true);
        await UntilAsync(scenario, "due", 120);
        (await scenario.AudienceAsync("due")).ShouldHoldExactly(Keys(all), "by a default again");
        await DefineSourceAsync(scenario, granted: null);
        await UntilAsync(scenario, "due", 60);
        (await scenario.AudienceAsync("due")).ShouldHoldExactly(Keys(all.Skip(60)), "without a default");

        await DefineSourceAsync(scenario, granted: true);
        await UntilAsync(scenario, "due", 120);
        (await scenario.Api.TryAsync(HttpMethod.Delete, $"/api/sources/{Scenario.Source}", null)).Status.ShouldBe(HttpStatusCode.NoContent);
        await UntilAsync(scenario, "due", 60);
        (await scenario.AudienceAsync("due")).ShouldHoldExactly(Keys(all.Skip(60)), "without the source");
    }

    private Task<Scenario> StartAsync([System.Runtime.CompilerServices.CallerMemberName] string test = "") => Scenario.StartAsync(azurite, test: test).PreparedAsync(async scenario =>
    {
        await scenario.DefineAsync();
        await DefineSourceAsync(scenario, granted: null);
        await scenario.Api.PutAsync("/api/segments/members", new { rule = Members });
    });

    /// <param name="granted">What it says by default; null: nothing.</param>
    private static Task<JsonElement> DefineSourceAsync(Scenario scenario, bool? granted) => scenario.Api.PutAsync($"/api/sources/{Scenario.Source}", new
    {
        mapping = new Dictionary<string, string> { ["ads"] = "consent:ads" },
        consent = granted is { } said ? new Dictionary<string, bool> { ["ads"] = said } : [],
    });

    /// <summary>The brakes are on.</summary>
    private static Task<JsonElement> PutAsync(Scenario scenario, string sync, Dictionary<string, object> options) => scenario.Api.PutAsync($"/api/syncs/{sync}", new Dictionary<string, object>(options)
    {
        ["segment"] = "members",
        ["destination"] = sync == "files" ? "files" : "meta",
        ["minimumSize"] = 0,
        ["consent"] = new[] { "ads" },
    });

    private static async Task TickAsync(Scenario scenario)
    {
        await scenario.KillHostAsync();
        await scenario.StartHostAsync(EverySecond);
    }

    /// <summary>Waits for runs of two more ticks of the sync that is always due.</summary>
    private static async Task TicksAsync(Scenario scenario)
    {
        var before = (await scenario.Api.GetAsync("/api/syncs/due/runs")).Items().Count;
        await Polling.UntilTrueAsync("two more ticks", Limit, async () => (await scenario.Api.GetAsync("/api/syncs/due/runs?limit=1000")).Items().Count >= before + 2);
    }

    private static Task UntilAsync(Scenario scenario, string sync, int size) =>
        Polling.UntilTrueAsync($"an audience of {size} of {sync}", Limit, async () => (await scenario.Api.GetAsync($"/api/syncs/{sync}")).Number("size") == size);

    private static string Csv(IEnumerable<Member> members) => string.Concat(members.Select(m => m.Row).Prepend("member_id,email,tier,ads,country\n"));

    private static HashSet<string> Keys(IEnumerable<Member> members)
    {
        var crm = new TrueCrm();
        crm.Apply(Csv(members));
        return crm.Keys(_ => true);
    }

    private sealed record Member(int Number, string Ads, string Country, string Tier = "Gold")
    {
        public string Id => string.Create(CultureInfo.InvariantCulture, $"M{Number:d4}");

        public string Row => string.Create(CultureInfo.InvariantCulture, $"{Id},member{Number}@example.com,{Tier},{Ads},{Country}\n");
    }
}
