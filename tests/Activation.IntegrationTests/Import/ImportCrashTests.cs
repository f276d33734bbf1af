using System.Globalization;
using System.Text;
using Activation.IntegrationTests.Support;

namespace Activation.IntegrationTests.Import;

/// <summary>An import that stops at a given storage request, and a new host that carries on, end as if nothing had happened.</summary>
public sealed class ImportCrashTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Theory]
    [InlineData("state", 1)]
    [InlineData("traits", 1)]
    [InlineData("table", 1)]
    [InlineData("table", 25)]
    [InlineData("changes", 1)]
    [InlineData("changes", 40)]
    [InlineData("rejects", 1)]
    [InlineData("state", 2)]
    [InlineData("manifest", 1)]
    [InlineData("state", 3)]
    [InlineData("state", 4)]
    [InlineData("state", 5)]
    [InlineData("checkpoint", 1)]
    [InlineData("checkpoint", 4)]
    [InlineData("delete", 1)]
    public Task RunAsync_StoppedAtAStorageRequest_EndsTheSame(string kind, int nth) => StoppedImport.CarryOnAsync(
        azurite,
        Request(kind),
        nth,
        async first =>
        {
            await first.ImportAsync("first.csv", File(0, 200, "Gold"));
            return await first.DropAsync("second.csv", File(100, 400, "Silver"));
        },
        async (second, receipt) =>
        {
            (receipt.RowsRead, receipt.New, receipt.Changed, receipt.Unchanged, receipt.Rejected).ShouldBe((301, 200, 99, 1, 1));
            (await second.Drop("second.csv").ExistsAsync()).Value.ShouldBeFalse();
            var snapshot = await second.SnapshotAsync();
            snapshot.Count.ShouldBe(400);
            foreach (var i in new[] { 0, 99, 100, 101, 199, 299, 399 })
            {
                var row = (await second.FindAsync($"C-{i}")).ShouldNotBeNull();
                (await second.TraitAsync(row, "tier")).ShouldBe(i <= 100 ? "Gold" : "Silver");
                var stored = snapshot[row.Profile];
                stored.Version.ShouldBe(row.Version);
                stored.Traits.ShouldBe(row.Traits, ignoreOrder: true);
            }
        });

    /// <summary>The first row is of tier Gold in every file, and one row is broken.</summary>
    private static string File(int from, int to, string tier)
    {
        var csv = new StringBuilder(tier == "Gold" ? "customer_id,email,tier\n" : "customer_id,email,tier,newly\n");
        for (var i = from; i < to; i++)
        {
            csv.Append(CultureInfo.InvariantCulture, $"C-{i},p{i}@example.com,{(i == from ? "Gold" : tier)}{(tier == "Gold" ? "" : i == from ? "," : ",x")}\n");
        }

        return csv.Append("broken\n").ToString();
    }

    private static Func<ProxiedRequest, bool> Request(string kind) => kind switch
    {
        // The registration is a batch too, the first one of the drain.
        "table" => r => r.WritesBatch,
        "state" => r => r.WritesTable("Imports"),
        "traits" => r => r.WritesBlob("snapshot/traits.json"),
        "manifest" => r => r.WritesBlob("snapshot/manifest.json"),
        "changes" => r => r.WritesBlob("snapshot/") && r.Target.Contains("/c-", StringComparison.Ordinal),
        "checkpoint" => r => r.WritesBlob("imports/") && r.Target.Contains("/checkpoint/", StringComparison.Ordinal),
        "rejects" => r => r.WritesBlob("imports/") && !r.Target.Contains("/checkpoint/", StringComparison.Ordinal),
        _ => r => r.DeletesBlob("crm/"),
    };
}
