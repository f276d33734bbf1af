using System.Globalization;
using System.Text;
using System.Text.Json;
using Activation.IntegrationTests.Support;
using Activation.Local.Sandbox;
using Activation.Monitoring.Audit;
using Activation.Storage;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging.Abstractions;

namespace Activation.IntegrationTests.Monitoring;

/// <summary>Who changed what, as the API tells it and as it is stored.</summary>
public sealed class AuditTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Constant = "Unobtainium";

    [Fact]
    public async Task ADayOfChanges_IsToldWithoutAnyValue()
    {
        await using var scenario = await Scenario.StartAsync(azurite);
        await scenario.DefineAsync(("gold", new { trait = "tier", op = "eq", value = Constant }));
        await scenario.Api.PutAsync("/api/segments/gold", new { name = "Gold", rule = new { trait = "tier", op = "in", value = new[] { Constant, "Gold" } } });
        await scenario.ImportAsync("jane.doe@example.com.csv", "member_id,email,tier\nM1,jane.doe@example.com,Gold\n");
        var run = await scenario.RunAsync("gold", "full");
        (await scenario.Api.TryAsync(HttpMethod.Post, "/api/runs/gold.20261124060000000t/approve", null)).Status.ShouldBe(System.Net.HttpStatusCode.NotFound);
        await scenario.Api.DeleteAsync("/api/syncs/gold?audience=keep");
        var privacy = await scenario.Api.PostAsync("/api/privacy/requests", new { type = "suppress", identifiers = new[] { new { email = "jane.doe@example.com" } } });

        var entries = (await scenario.Api.GetAsync("/api/audit?limit=1000")).Items().Reverse().ToList();

        var outcomes = entries.Where(e => e.Text("phase") == "outcome").ToList();
        outcomes.Select(e => $"{e.Text("method")} {e.Text("path")} {e.Number("status")}").ShouldBe(
        [
            "PUT /api/sources/airline 200", "PUT /api/destinations/meta 200", "PUT /api/segments/gold 200", "PUT /api/syncs/gold 200", "PUT /api/segments/gold 200",
            "POST /api/imports 202", "POST /api/syncs/gold/runs 202", "POST /api/runs/gold.20261124060000000t/approve 404", "DELETE /api/syncs/gold 204", "POST /api/privacy/requests 202",
        ]);
        entries.GroupBy(e => e.Text("change")).ShouldAllBe(g => g.Count() == 2 && g.First().Text("phase") == "intent");
        outcomes[1].GetProperty("details").Text("secret").ShouldBe("replaced");
        outcomes[4].GetProperty("changed").EnumerateArray().Select(c => c.GetString()).ShouldBe(["name", "rule.op", "rule.value"]);
        entries.Single(e => e.Text("phase") == "intent" && e.Text("change") == outcomes[4].Text("change")).Text("before").ShouldBe(outcomes[2].Text("after"));
        (outcomes[6].GetProperty("details").Text("mode"), outcomes[6].GetProperty("details").Text("runId")).ShouldBe(("full", run.Text("runId")));
        outcomes[9].GetProperty("details").Text("requestId").ShouldBe(privacy.Text("requestId"));
        (await scenario.Api.GetAsync("/api/audit/verify")).GetProperty("ok").GetBoolean().ShouldBeTrue();

        var stored = await StoredAsync(scenario.Account);
        foreach (var value in new[] { Constant, new SandboxOptions().AccessToken, "jane" })
        {
            stored.ShouldNotContain(value, Case.Insensitive);
        }

        await TamperAsync(scenario.Account, 4);
        var broken = (await scenario.Api.GetAsync("/api/audit/verify")).GetProperty("broken");
        (broken.Number("number"), broken.Text("reason")).ShouldBe((4, "entryChanged"));
    }

    [Fact]
    public async Task TwoHostsAtOnce_AndOneThatDies_LeaveOneChain()
    {
        var account = azurite.NewAccount();
        var storage = new ActivationStorage(account.Blobs, account.Tables);
        await storage.Table(StorageNames.AuditTable).CreateIfNotExistsAsync();
        AuditLog[] hosts = [Log(account), Log(account)];

        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => WriteAsync(hosts[i % 2], i)));

        // One more begins and its host dies before it is done.
        await hosts[0].BeginAsync(new AuditChange("died", "local", "DELETE", "/api/syncs/gold", null), CancellationToken.None);
        await WriteAsync(hosts[1], 40);

        (await hosts[1].VerifyAsync(null, CancellationToken.None)).ShouldSatisfyAllConditions(v => v.Ok.ShouldBeTrue(), v => v.Entries.ShouldBe(83));
        var entries = await hosts[1].ListAsync(null, null, 1000, null, CancellationToken.None);
        entries.GroupBy(e => e.Change).Where(g => g.Count() != 2).Select(g => g.Key).ShouldBe(["died"]);
    }

    private static AuditLog Log(AzuriteAccount account) => new(new ActivationStorage(account.Blobs, account.Tables), TimeProvider.System, NullLogger<AuditLog>.Instance);

    private static async Task WriteAsync(AuditLog log, int i)
    {
        var change = new AuditChange(i.ToString(CultureInfo.InvariantCulture), "local", "PUT", $"/api/segments/s{i}", null);
        await log.BeginAsync(change, CancellationToken.None);
        await log.EndAsync(change, new AuditOutcome(200, null, "after", null, null), CancellationToken.None);
    }

    private static async Task<string> StoredAsync(AzuriteAccount account)
    {
        var text = new StringBuilder();
        await foreach (var row in account.Tables.GetTableClient("Audit").QueryAsync<TableEntity>())
        {
            text.AppendLine(Encoding.UTF8.GetString(row.GetBinary("json")));
        }

        return text.ToString();
    }

    private static async Task TamperAsync(AzuriteAccount account, long number)
    {
        var table = account.Tables.GetTableClient("Audit");
        TableEntity row = await table.GetEntityAsync<TableEntity>("log", (9_999_999_999 - number).ToString("d10", CultureInfo.InvariantCulture));
        row["json"] = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(row.GetBinary("json")).Replace("\"by\":\"local\"", "\"by\":\"other\"", StringComparison.Ordinal));
        await table.UpdateEntityAsync(row, row.ETag);
    }
}
