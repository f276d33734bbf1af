using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Activation.IntegrationTests.Support;
using Activation.IntegrationTests.Truth;
using Activation.Local.Sandbox;

namespace Activation.IntegrationTests.Governance;

/// <summary>Labels and export controls, refused when a trait enters a segment, when a sync is saved, and when rows are sent.</summary>
public sealed class PolicyTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly (string Control, string Label, string Action)[] Pairs =
    [
        ("noPii", "C3", "combineWithPii"), ("noOffSiteAds", "C5", "crossSiteTargeting"), ("noOnSiteAds", "C6", "onsiteAdvertising"), ("noOnSitePersonalization", "C7", "onsitePersonalization"),
    ];

    [Fact]
    public async Task EachControl_OnItsLabel_IsRefusedAtAllThreeMoments()
    {
        await using var scenario = await StartAsync();
        for (var i = 0; i < Pairs.Length; i++)
        {
            var (control, label, action) = Pairs[i];
            await DefineHookAsync(scenario, $"hook{i}", action);
            await scenario.Api.PutAsync($"/api/sources/secret{i}", new { labels = new[] { control } });
            await ImportAsync(scenario, $"secret{i}", $"customer_id,secret{i}\nM1,yes\n");
            await PutSegmentAsync(scenario, $"inner{i}", Has($"tier{i}"));
            await PutSegmentAsync(scenario, $"open{i}", new { segment = $"inner{i}" });
            await PutSegmentAsync(scenario, $"closed{i}", Has($"secret{i}"));
            await PutSegmentAsync(scenario, $"around{i}", new { segment = $"closed{i}" });
            await PutSegmentAsync(scenario, $"own{i}", new { has = "email" }, [Scenario.Source, $"secret{i}"]);
            await PutSyncAsync(scenario, $"open{i}", $"hook{i}");
        }

        for (var i = 0; i < Pairs.Length; i++)
        {
            var (_, label, action) = Pairs[i];
            var end = $"sync/open{i} destination/hook{i}";

            // A trait enters a segment, in the middle of the way and inside.
            await ShouldBeRefusedAsync(scenario, $"/api/segments/open{i}", Rule(Has($"secret{i}")), label, action, $"source/secret{i} trait/secret{i} segment/open{i} {end}");
            await ShouldBeRefusedAsync(scenario, $"/api/segments/inner{i}", Rule(new { not = Has($"secret{i}") }), label, action, $"source/secret{i} trait/secret{i} segment/inner{i} segment/open{i} {end}");
            await ShouldBeRefusedAsync(scenario, $"/api/segments/open{i}", Rule(new { segment = $"around{i}" }), label, action, $"source/secret{i} trait/secret{i} segment/closed{i} segment/around{i} segment/open{i} {end}");

            // A sync is saved: of a trait, through nesting, and of the segment's own source; with any other label it is.
            await ShouldBeRefusedAsync(scenario, $"/api/syncs/closed{i}", Sync($"closed{i}", $"hook{i}"), label, action, $"source/secret{i} trait/secret{i} segment/closed{i} sync/closed{i} destination/hook{i}");
            await ShouldBeRefusedAsync(scenario, $"/api/syncs/around{i}", Sync($"around{i}", $"hook{i}"), label, action, $"source/secret{i} trait/secret{i} segment/closed{i} segment/around{i} sync/around{i} destination/hook{i}");
            await ShouldBeRefusedAsync(scenario, $"/api/syncs/own{i}", Sync($"own{i}", $"hook{i}"), label, action, $"source/secret{i} segment/own{i} sync/own{i} destination/hook{i}");
            await PutSyncAsync(scenario, $"closed{i}", $"hook{(i + 1) % Pairs.Length}");

            // Rows are sent: meanwhile an import has brought the trait of the open segment from the source with the control, without anything being saved.
            await scenario.RunAsync($"open{i}");
            scenario.Platform.WebhookMembers($"hook{i}").Count.ShouldBe(3);
            await ImportAsync(scenario, $"secret{i}", $"customer_id,tier{i}\nM9,Gold\n");
            var held = await scenario.Api.RunAsync($"open{i}");
            (held.Text("state"), held.Text("code"), held.Number("received")).ShouldBe(("held", "wouldEmptyAudience", 4));
            held.GetProperty("reasons").Number("blockedByExportControl").ShouldBe(4);
            held.Text("message").ShouldContain($"source/secret{i} → trait/tier{i}");
            scenario.Platform.WebhookMembers($"hook{i}").Count.ShouldBe(3, "the brake holds");

            var approved = await scenario.Api.PostAsync($"/api/runs/{held.Text("runId")}/approve", new { });
            var ended = await scenario.Api.RunEndAsync(approved.Text("runId"));
            (ended.Text("state"), ended.Text("code"), ended.Number("received"), ended.Number("excluded")).ShouldBe(("completed", "blockedByExportControl", 4, 4));
            scenario.Platform.WebhookMembers($"hook{i}").ShouldBeEmpty();

            var governance = await scenario.Api.GetAsync($"/api/syncs/open{i}/governance");
            governance.GetProperty("allowed").GetBoolean().ShouldBeFalse();
            Paths(governance.GetProperty("violations")[0]).ShouldBe([$"source/secret{i} trait/tier{i} segment/inner{i} segment/open{i} {end}"]);
        }
    }

    /// <summary>What the platform is known to do cannot be labelled away; what a change would deny to a sync that is there is refused, with the lineage.</summary>
    [Fact]
    public async Task Labels_OfWhatIsInUse_AreRefusedWhereASyncWouldBreakThem()
    {
        await using var scenario = await StartAsync();
        await scenario.DefineMetaAsync("meta");
        await scenario.Api.PutAsync("/api/destinations/meta", new { type = "meta", settings = new { adAccountId = Scenario.AdAccount, apiBaseUrl = scenario.Sandbox.BaseUrl }, labels = Array.Empty<string>() });
        await PutSegmentAsync(scenario, "gold", Has("tier0"));
        await PutSyncAsync(scenario, "gold", "meta");
        await DefineHookAsync(scenario, "hook", "x-nothing");
        await PutSegmentAsync(scenario, "other", Has("tier1"));
        await PutSyncAsync(scenario, "other", "hook");
        await scenario.Api.PutAsync($"/api/sources/{Scenario.Source}", new { labels = new[] { "C6", "C8" } });

        const string Way = "trait/tier0 segment/gold sync/gold destination/meta";
        await ShouldBeRefusedAsync(scenario, $"/api/sources/{Scenario.Source}", new { labels = new[] { "C3" } }, "C3", "combineWithPii", $"source/{Scenario.Source} {Way}");
        await ShouldBeRefusedAsync(scenario, "/api/traits/tier0", new { labels = new[] { "C2" } }, "C2", "exportToThirdParty", Way);
        await ShouldBeRefusedAsync(scenario, "/api/segments/gold", new { rule = Has("tier0"), labels = new[] { "noOffSiteAds" } }, "C5", "crossSiteTargeting", "segment/gold sync/gold destination/meta");
        await ShouldBeRefusedAsync(scenario, "/api/destinations/hook", Hook(scenario, "hook", "onsiteAdvertising"), "C6", "onsiteAdvertising", $"source/{Scenario.Source} trait/tier1 segment/other sync/other destination/hook");
        await ShouldBeRefusedAsync(scenario, "/api/policies/own", new { action = "export", deny = new { all = new[] { "C6", "C8" } } }, "C8", "export", $"source/{Scenario.Source} {Way}");

        // What no sync does may be denied; what nobody denies may be done.
        await scenario.Api.PutAsync("/api/traits/tier0", new { labels = new[] { "C9", "x-tier" } });
        (await scenario.Api.GetAsync("/api/traits/tier0")).GetProperty("labels").EnumerateArray().Select(l => l.GetString()).ShouldBe(["C9", "x-tier"]);
        await scenario.Api.PutAsync("/api/policies/own", new { action = "export", deny = new { all = new[] { "C6", "x-none" } } });
        (await scenario.Api.TryAsync(HttpMethod.Delete, "/api/policies/own", null)).Status.ShouldBe(HttpStatusCode.NoContent);
        await scenario.Api.PutAsync("/api/policies/c2-no-third-party", new { action = "exportToThirdParty", deny = new { any = new[] { "C2" } }, enabled = false });
        await scenario.Api.PutAsync("/api/traits/tier0", new { labels = new[] { "C2" } });
        var policies = (await scenario.Api.GetAsync("/api/policies")).Items();
        policies.Count.ShouldBe(11);
        policies.Single(p => p.Text("id") == "c2-no-third-party").GetProperty("enabled").GetBoolean().ShouldBeFalse();

        foreach (var (path, body, field) in new (string, object, string)[]
        {
            ($"/api/sources/{Scenario.Source}", new { labels = new[] { "C3", "secret" } }, "labels[1]"),
            ("/api/segments/gold", new { rule = Has("tier0"), labels = new[] { "combineWithPii" } }, "labels[0]"),
            ("/api/destinations/hook", Hook(scenario, "hook", "C3"), "labels[0]"),
            ("/api/traits/tier0", new { labels = new[] { "C99" } }, "labels[0]"),
            ("/api/syncs/gold", new { segment = "gold", destination = "meta", consent = new[] { "Not a name" } }, "consent[0]"),
        })
        {
            using var content = JsonContent.Create(body);
            var (status, problem) = await scenario.Api.TryAsync(HttpMethod.Put, path, content);
            status.ShouldBe(HttpStatusCode.BadRequest, path);
            problem.ShouldContain($"\"{field}\"");
        }
    }

    /// <summary>A source that says nothing of who is a member has a control: its identifiers are not sent, those of others are.</summary>
    [Fact]
    public async Task Control_OnASourceOfIdentifiersAlone_KeepsThemBack()
    {
        await using var scenario = await StartAsync();
        await scenario.DefineMetaAsync("meta");
        await scenario.Api.PutAsync("/api/sources/phones", new { name = "Phones" });
        await ImportAsync(scenario, "phones", "customer_id,phone\nM1,+12025550101\nM2,+12025550102\n");
        await PutSegmentAsync(scenario, "gold", Has("tier0"));
        await PutSyncAsync(scenario, "gold", "meta");
        await scenario.RunAsync("gold");
        (await scenario.AudienceAsync("gold")).Count(k => k.StartsWith("PHONE:", StringComparison.Ordinal)).ShouldBe(2);

        await scenario.Api.PutAsync("/api/sources/phones", new { labels = new[] { "noPii" } });
        await scenario.RunAsync("gold");

        var crm = new TrueCrm();
        crm.Apply(Members.Replace("customer_id", "member_id", StringComparison.Ordinal));
        (await scenario.AudienceAsync("gold")).ShouldHoldExactly(crm.Keys(_ => true), "without the phones");
        (await scenario.Api.GetAsync("/api/syncs/gold/governance")).GetProperty("barredSources").EnumerateArray().Select(s => s.GetString()).ShouldBe(["phones"]);
    }

    /// <summary>A label stays with what is stored, though its source is deleted or becomes one of another kind.</summary>
    [Fact]
    public async Task Labels_OfASource_AreLostNeitherByItsDeletionNorByItsKind()
    {
        await using var scenario = await StartAsync();
        await scenario.DefineMetaAsync("meta");
        var at = TimeProvider.System.GetUtcNow().AddHours(-1).ToString("O", CultureInfo.InvariantCulture);
        await scenario.Api.PutAsync("/api/sources/web", new { kind = "events", labels = new[] { "C12" } });
        await ImportAsync(scenario, "web", $"event,customer_id,timestamp,event_id\nLogin,M1,{at},1\n");
        await PutSegmentAsync(scenario, "visitors", new { @event = "Login" });
        const string Way = "source/web event/Login segment/visitors sync/visitors destination/meta";
        await ShouldBeRefusedAsync(scenario, "/api/syncs/visitors", Sync("visitors", "meta"), "C12", "export", Way);

        var (status, problem) = await scenario.Api.TryAsync(HttpMethod.Delete, "/api/sources/web", null);
        (status, JsonSerializer.Deserialize<JsonElement>(problem).Text("code")).ShouldBe((HttpStatusCode.Conflict, "sourceHasLabels"));
        await ShouldBeRefusedAsync(scenario, "/api/syncs/visitors", Sync("visitors", "meta"), "C12", "export", Way);

        await scenario.Api.PutAsync("/api/sources/web", new { kind = "crm", labels = new[] { "C12" } });
        await ShouldBeRefusedAsync(scenario, "/api/syncs/visitors", Sync("visitors", "meta"), "C12", "export", Way);

        await scenario.Api.PutAsync("/api/sources/web", new { kind = "events" });
        (await scenario.Api.TryAsync(HttpMethod.Delete, "/api/sources/web", null)).Status.ShouldBe(HttpStatusCode.NoContent);
        await PutSyncAsync(scenario, "visitors", "meta");
    }

    private static string Members => "customer_id,email,tier0,tier1,tier2,tier3\n" + string.Concat(Enumerable.Range(1, 3).Select(i => $"M{i},member{i}@example.com,Gold,Gold,Gold,Gold\n"));

    private Task<Scenario> StartAsync([System.Runtime.CompilerServices.CallerMemberName] string test = "") => Scenario.StartAsync(azurite, test: test).PreparedAsync(async scenario =>
    {
        await scenario.Api.PutAsync($"/api/sources/{Scenario.Source}", new { name = "Members" });
        await ImportAsync(scenario, Scenario.Source, Members);
    });

    private static async Task ImportAsync(Scenario scenario, string source, string csv) =>
        (await scenario.Api.ImportAsync(source, $"{Guid.NewGuid():N}.csv", csv)).Text("state").ShouldBe("completed");

    private static Task<JsonElement> DefineHookAsync(Scenario scenario, string id, string action) => scenario.Api.PutAsync($"/api/destinations/{id}", Hook(scenario, id, action));

    private static object Hook(Scenario scenario, string id, string action) => new
    {
        type = "webhook",
        settings = new { url = new Uri(scenario.Sandbox.BaseUrl, $"/sandbox/webhook/{id}") },
        secret = new { signingSecret = new SandboxOptions().WebhookSecret },
        labels = new[] { action },
    };

    private static Task<JsonElement> PutSegmentAsync(Scenario scenario, string id, object rule, string[]? sources = null) => scenario.Api.PutAsync($"/api/segments/{id}", new { rule, sources = sources ?? [] });

    /// <summary>The brakes are on.</summary>
    private static Task<JsonElement> PutSyncAsync(Scenario scenario, string segment, string destination) => scenario.Api.PutAsync($"/api/syncs/{segment}", Sync(segment, destination));

    private static object Sync(string segment, string destination) => new { segment, destination, minimumSize = 0 };

    private static object Has(string trait) => new { trait, op = "exists" };

    private static object Rule(object rule) => new { rule };

    private static async Task ShouldBeRefusedAsync(Scenario scenario, string path, object body, string label, string action, string lineage)
    {
        using var content = JsonContent.Create(body);
        var (status, text) = await scenario.Api.TryAsync(HttpMethod.Put, path, content);
        status.ShouldBe(HttpStatusCode.Conflict, $"{path}: {text}");
        var problem = JsonSerializer.Deserialize<JsonElement>(text);
        problem.Text("code").ShouldBe("policyViolation");
        var violations = problem.GetProperty("violations").EnumerateArray().Where(v => v.Text("action") == action).ToList();
        violations.ShouldContain(v => Paths(v).Contains(lineage) && v.GetProperty("labels").EnumerateArray().Any(l => l.GetString() == label), text);
        violations.ShouldAllBe(v => v.GetProperty("resolutions").GetArrayLength() > 0);
    }

    private static List<string> Paths(JsonElement violation) =>
        [.. violation.GetProperty("paths").EnumerateArray().Select(p => string.Join(' ', p.GetProperty("path").EnumerateArray().Select(s => s.GetString())))];
}
