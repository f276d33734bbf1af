using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Activation.IntegrationTests.Support;

namespace Activation.IntegrationTests;

/// <summary>Full exports that are held, decided about through the API; and what the API tells of an import.</summary>
public sealed class HeldImportTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Unknown = "airline.0123456789abcdef";

    [Fact]
    public async Task HeldImport_IsApprovedOrDiscardedThroughTheApi()
    {
        await using var scenario = await Scenario.StartAsync(azurite);
        await DefineAsync(scenario, new { });
        (await scenario.ImportAsync("all.csv", Rows(0, 300))).Number("new").ShouldBe(300);

        await ShouldBeRefusedAsync(scenario, Unknown, HttpStatusCode.NotFound, "importNotFound");
        var done = await scenario.ImportAsync("same.csv", Rows(0, 300));
        await ShouldBeRefusedAsync(scenario, done.Text("importId"), HttpStatusCode.Conflict, "notHeld");

        // Discarded: nothing of it is applied, and the source goes on.
        var discarded = await HeldAsync(scenario, "cut.csv", Rows(0, 200), wouldDrop: 100);
        (await scenario.Api.TryAsync(HttpMethod.Post, $"/api/imports/{discarded}/discard", null)).Status.ShouldBe(HttpStatusCode.NoContent);
        (await scenario.Api.GetAsync($"/api/imports/{discarded}")).GetProperty("failure").Text("code").ShouldBe("discarded");
        await ShouldBeRefusedAsync(scenario, discarded, HttpStatusCode.Conflict, "notHeld");
        (await scenario.ImportAsync("again.csv", Rows(0, 300))).Number("unchanged").ShouldBe(300);

        // Approved: it drops as many as were shown.
        var approved = await HeldAsync(scenario, "small.csv", Rows(0, 200), wouldDrop: 100);
        var (status, body) = await scenario.Api.TryAsync(HttpMethod.Post, $"/api/imports/{approved}/approve", null);
        (status, JsonSerializer.Deserialize<JsonElement>(body).Text("importId")).ShouldBe((HttpStatusCode.Accepted, approved));
        var receipt = await scenario.Api.ImportEndAsync(approved);
        (receipt.Text("state"), receipt.Number("dropped"), receipt.Number("unchanged")).ShouldBe(("completed", 100, 200));
        await ShouldBeRefusedAsync(scenario, approved, HttpStatusCode.Conflict, "notHeld");
    }

    [Fact]
    public async Task Approval_OfAnImportThatWouldDropMoreByThen_HoldsItAgain()
    {
        await using var scenario = await Scenario.StartAsync(azurite);
        await DefineAsync(scenario, new { });
        await scenario.ImportAsync("all.csv", Rows(0, 300));
        var held = await HeldAsync(scenario, "cut.csv", Rows(0, 200), wouldDrop: 100);

        // With this mapping a third of the file's rows names nobody: more would go than was approved.
        await DefineAsync(scenario, new Dictionary<string, string> { ["email"] = "ignore" });
        await scenario.Api.PostAsync($"/api/imports/{held}/approve", new { });
        var again = await scenario.Api.ImportEndAsync(held);
        (again.Text("state"), again.Number("wouldDrop") > 100, again.Number("dropped")).ShouldBe(("held", true, 0));

        // Back to what was approved: no more than what the second approval covers.
        await DefineAsync(scenario, new { });
        await scenario.Api.PostAsync($"/api/imports/{held}/approve", new { });
        var receipt = await scenario.Api.ImportEndAsync(held);
        (receipt.Text("state"), receipt.Number("dropped")).ShouldBe(("completed", 100));
    }

    [Fact]
    public async Task Receipt_AndProfile_TellQualityAndConsent()
    {
        await using var scenario = await Scenario.StartAsync(azurite);
        await scenario.Api.PutAsync("/api/sources/airline", new { kind = "crm", defaultCountry = "GB", mapping = new { ok = "consent:marketing" }, consent = new { profiling = true } });

        var receipt = await scenario.ImportAsync("a.csv", "customer_id,phone,ok\nC-1,07911 123456,no\nC-2,12,hm\n");

        var phone = receipt.GetProperty("columns").EnumerateArray().Single(c => c.Text("column") == "phone");
        (phone.Number("filled"), phone.Number("valid"), phone.Number("repaired"), phone.Number("rejected")).ShouldBe((2, 0, 1, 1));
        phone.GetProperty("repairs").Number("countryCodeAdded").ShouldBe(1);
        phone.GetProperty("reasons").Number("invalidPhone").ShouldBe(1);
        var found = (await scenario.Api.PostAsync("/api/profiles/lookup", new { customerId = "C-1" })).Items().ShouldHaveSingleItem();
        var profile = await scenario.Api.GetAsync($"/api/profiles/{found.Text("id")}");
        profile.GetProperty("consent").GetRawText().ShouldBe("""{"marketing":false,"profiling":true}""");
        profile.GetProperty("traits").EnumerateObject().ShouldBeEmpty();
    }

    private static Task DefineAsync(Scenario scenario, object mapping) =>
        scenario.Api.PutAsync("/api/sources/airline", new { kind = "crm", mode = "snapshot", mapping });

    /// <summary>A customer id in two of three rows, else an email alone.</summary>
    private static string Rows(int from, int to)
    {
        var csv = new StringBuilder("customer_id,email,tier\n");
        for (var i = from; i < to; i++)
        {
            csv.Append(CultureInfo.InvariantCulture, $"{(i % 3 == 0 ? "" : $"C-{i}")},u{i}@example.com,Gold\n");
        }

        return csv.ToString();
    }

    private static async Task<string> HeldAsync(Scenario scenario, string name, string csv, long wouldDrop)
    {
        var held = await scenario.Api.ImportAsync(Scenario.Source, name, csv);
        (held.Text("state"), held.Number("wouldDrop"), held.Number("dropped")).ShouldBe(("held", wouldDrop, 0), held.GetRawText());
        return held.Text("importId");
    }

    private static async Task ShouldBeRefusedAsync(Scenario scenario, string import, HttpStatusCode status, string code)
    {
        foreach (var decision in new[] { "approve", "discard" })
        {
            var (actual, body) = await scenario.Api.TryAsync(HttpMethod.Post, $"/api/imports/{import}/{decision}", null);

            actual.ShouldBe(status, body);
            var problem = JsonSerializer.Deserialize<JsonElement>(body);
            problem.Text("code").ShouldBe(code);
            problem.Text("detail").Length.ShouldBeGreaterThan(15);
        }
    }
}
