using System.Globalization;
using System.Text;
using System.Text.Json;
using Activation.IntegrationTests.Support;
using Activation.Local.Sandbox;

namespace Activation.IntegrationTests;

/// <summary>Each person behind a run's counts can be listed, with the reason.</summary>
public sealed class RunMembersTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly object Gold = new { trait = "tier", op = "eq", value = "Gold" };

    [Fact]
    public async Task Members_HeldThenNotDeliveredThenDelivered_AreThoseBehindTheCounts()
    {
        await using var scenario = await Scenario.StartAsync(azurite);
        await scenario.DefineAsync(("gold", Gold));
        await PutSyncAsync(scenario, minimumSize: null);
        await scenario.ImportAsync("members.csv", Members());

        var held = await scenario.Api.RunAsync("gold");
        (held.Text("state"), held.Text("code")).ShouldBe(("held", "belowMinimumSize"));
        await ShouldBeListedAsync(scenario, held, [.. Of("excluded", "belowMinimumSize", 0, 12), .. Of("excluded", "noAcceptedIdentifier", 12, 15)]);

        await PutSyncAsync(scenario, minimumSize: 0);
        scenario.Platform.Fault = call => call.Operation == "add" ? SandboxFault.Error500 : null;
        var undelivered = await scenario.Api.RequestRunAsync("gold");
        var delivered = await SupersedeAsync(scenario, undelivered);
        await ShouldBeListedAsync(scenario, delivered, Of("excluded", "noAcceptedIdentifier", 12, 15));
        delivered.Number("activated").ShouldBe(12);

        var superseded = await scenario.Api.RunEndAsync(undelivered);
        superseded.Text("state").ShouldBe("superseded");
        var reason = superseded.GetProperty("reasons").EnumerateObject().Single(r => r.Name.StartsWith("notDelivered", StringComparison.Ordinal)).Name;
        await ShouldBeListedAsync(scenario, superseded, [.. Of("excluded", "noAcceptedIdentifier", 12, 15), .. Of("failed", reason, 0, 12)]);
    }

    [Fact]
    public async Task FullRunSuperseded_WhoIsInTheAudienceIsNotCountedAsFailed()
    {
        await using var scenario = await Scenario.StartAsync(azurite);
        await scenario.DefineAsync(("gold", Gold));
        await scenario.ImportAsync("members.csv", Members());
        await scenario.RunAsync("gold");
        scenario.Platform.Fault = call => call.Operation is "add" or "replace" ? SandboxFault.Error500 : null;
        var full = await scenario.Api.RequestRunAsync("gold", "full");

        (await SupersedeAsync(scenario, full)).Text("mode").ShouldBe("full");

        var superseded = await scenario.Api.RunEndAsync(full);
        (superseded.Text("state"), superseded.Number("received"), superseded.Number("activated"), superseded.Number("failed")).ShouldBe(("superseded", 15, 15, 0));
        (await scenario.Api.GetAsync($"/api/runs/{full}/members")).Items().ShouldBeEmpty();
    }

    [Fact]
    public async Task Payloads_OfARunThatIsOver_AreGone()
    {
        await using var scenario = await Scenario.StartAsync(azurite);
        await scenario.DefineAsync(("gold", Gold));

        // Meta works on what it takes, and its payloads are kept until it has said what became of it.
        var settings = new { url = new Uri(scenario.Sandbox.BaseUrl, "/sandbox/webhook/gold") };
        await scenario.Api.PutAsync("/api/destinations/hook", new { type = "webhook", settings, secret = new { signingSecret = new SandboxOptions().WebhookSecret } });
        await scenario.DefineSyncAsync("gold", "gold", "hook");
        await scenario.ImportAsync("members.csv", Members());
        var dry = (await scenario.RunAsync("gold", "dry")).Text("runId");

        var run = (await scenario.RunAsync("gold")).Text("runId");

        var container = scenario.Account.Blobs.GetBlobContainerClient("batches");
        await Polling.UntilTrueAsync("the payloads to be removed", TimeSpan.FromSeconds(30), async () => !(await NamesAsync()).Any(n => n.StartsWith(run, StringComparison.Ordinal)));
        (await NamesAsync()).ShouldAllBe(n => n.StartsWith(dry, StringComparison.Ordinal));
        (await NamesAsync()).ShouldNotBeEmpty("a dry run is kept for a day");

        async Task<List<string>> NamesAsync()
        {
            var names = new List<string>();
            await foreach (var blob in container.GetBlobsAsync())
            {
                names.Add(blob.Name);
            }

            return names;
        }
    }

    [Fact]
    public async Task Members_AskedForWrongly_SaysWhatIsWrong()
    {
        await using var scenario = await Scenario.StartAsync(azurite);
        await scenario.DefineAsync(("gold", Gold));
        await scenario.ImportAsync("members.csv", Members());
        var run = (await scenario.RunAsync("gold")).Text("runId");

        foreach (var (query, field) in new[] { ("outcome=lost", "outcome"), ("after=somewhere", "after"), ("limit=0", "limit") })
        {
            var (status, body) = await scenario.Api.TryAsync(HttpMethod.Get, $"/api/runs/{run}/members?{query}", null);
            status.ShouldBe(System.Net.HttpStatusCode.BadRequest);
            body.ShouldContain($"\"{field}\"");
        }

        (await scenario.Api.TryAsync(HttpMethod.Get, "/api/runs/gold.20260101000000000abc/members", null)).Status.ShouldBe(System.Net.HttpStatusCode.NotFound);
    }

    /// <summary>While a run fails to deliver, another one takes over; then the platform works again. Answers the run that delivers.</summary>
    private static async Task<JsonElement> SupersedeAsync(Scenario scenario, string undelivered)
    {
        await Polling.UntilTrueAsync("a batch to fail", TimeSpan.FromSeconds(60), async () =>
            (await scenario.Api.GetAsync($"/api/batches?run={undelivered}&state=retrying")).Items().Count > 0);
        var next = await scenario.Api.RequestRunAsync("gold");
        await Polling.UntilTrueAsync("the first run to be over", TimeSpan.FromSeconds(60), async () =>
            (await scenario.Api.GetAsync($"/api/runs/{undelivered}")).TryGetProperty("endedAt", out _));
        scenario.Platform.Fault = null;
        var delivered = await scenario.Api.RunEndAsync(next);
        delivered.Text("state").ShouldBe("completed", delivered.GetRawText());
        return delivered;
    }

    private static Task<JsonElement> PutSyncAsync(Scenario scenario, int? minimumSize) =>
        scenario.Api.PutAsync("/api/syncs/gold", new { segment = "gold", destination = "meta", identifiers = new[] { "email" }, minimumSize });

    /// <summary>All pages, each filter, and the counts: they say the same.</summary>
    private static async Task ShouldBeListedAsync(Scenario scenario, JsonElement run, IReadOnlyList<(string Outcome, string Reason, string Profile)> expected)
    {
        var path = $"/api/runs/{run.Text("runId")}/members";
        var listed = new List<JsonElement>();
        string? next = null;
        do
        {
            var page = await scenario.Api.GetAsync($"{path}?limit=5{(next is null ? "" : $"&after={Uri.EscapeDataString(next)}")}");
            listed.AddRange(page.Items());
            next = page.TryGetProperty("next", out var after) ? after.GetString() : null;
        }
        while (next is not null);

        listed.Select(m => (m.Text("outcome"), m.Text("reason"), m.Text("profile"))).ShouldBe(expected, ignoreOrder: true);
        run.Number("received").ShouldBe(run.Number("activated") + run.Number("excluded") + run.Number("failed"));
        foreach (var outcome in new[] { "excluded", "failed" })
        {
            run.Number(outcome).ShouldBe(expected.Count(m => m.Outcome == outcome));
            (await scenario.Api.GetAsync($"{path}?limit=1000&outcome={outcome}")).Items().Count.ShouldBe(expected.Count(m => m.Outcome == outcome));
        }

        foreach (var reason in run.GetProperty("reasons").EnumerateObject())
        {
            (await scenario.Api.GetAsync($"{path}?limit=1000&reason={Uri.EscapeDataString(reason.Name)}")).Items().Count.ShouldBe((int)reason.Value.GetInt64());
        }
    }

    private static IReadOnlyList<(string, string, string)> Of(string outcome, string reason, int from, int to) =>
        [.. Enumerable.Range(from, to - from).Select(i => (outcome, reason, ProfileId.ForCustomer(Id(i)).ToString()))];

    /// <summary>Fifteen gold members, the last three with a phone only.</summary>
    private static string Members()
    {
        var csv = new StringBuilder("member_id,email,phone,tier\n");
        for (var i = 0; i < 20; i++)
        {
            var (email, phone) = i is >= 12 and < 15 ? ("", $"+1212555{i:d4}") : ($"member{i}@example.com", "");
            csv.Append(CultureInfo.InvariantCulture, $"{Id(i)},{email},{phone},{(i < 15 ? "Gold" : "Silver")}\n");
        }

        return csv.ToString();
    }

    private static string Id(int i) => string.Create(CultureInfo.InvariantCulture, $"M{i:d4}");
}
