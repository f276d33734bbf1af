using System.Globalization;
using System.Text;
using Activation.Import;
using Activation.IntegrationTests.Support;
using Activation.Profiles;

namespace Activation.IntegrationTests.Import;

/// <summary>An import that is given no time does one step a message, and ends with the same counts and profiles.</summary>
public sealed class ImportResumeTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Theory]
    [InlineData(SourceMode.Upsert, 0)]
    [InlineData(SourceMode.Replace, 0)]
    [InlineData(SourceMode.Snapshot, 50)]
    public async Task RunAsync_BudgetIsUsedUp_ContinuesInsideTheFileInFurtherMessages(SourceMode mode, int dropped)
    {
        await using var host = await ImportHost.StartAsync(azurite.NewAccount().ConnectionString, chunkRows: 100, budgetMinutes: 0);
        await host.DefineAsync(new SourceDefinition { Mode = mode });
        await host.DropAsync("a.csv", File(0, 350, "Gold"));
        (await host.DrainAllAsync()).ShouldBeGreaterThan(3);

        var id = await host.DropAsync("b.csv", File(50, 450, "Silver") + "broken\nC-60,x@example.com,Late\nC-449,x@example.com,Late\n");
        (await host.DrainAllAsync()).ShouldBeGreaterThan(4);

        var receipt = (await host.Imports.FindAsync(id, CancellationToken.None)).ShouldNotBeNull();
        (receipt.State, receipt.RowsRead, receipt.New, receipt.Changed, receipt.Unchanged, receipt.Duplicates, receipt.Rejected, receipt.Dropped)
            .ShouldBe((ImportState.Completed, 403, 100, 300, 0, 2, 1, dropped));
        receipt.Columns.Select(c => (c.Target, c.Filled)).ShouldBe([("customerId", 402), ("email", 402), ("trait:tier:string", 402)]);
        (await host.RejectsAsync(receipt)).Split('\n').Length.ShouldBe(3);
        var snapshot = await host.SnapshotAsync();
        snapshot.Count.ShouldBe(450 - dropped);
        foreach (var (i, tier) in new[] { (50, "Silver"), (60, "Late"), (349, "Silver"), (350, "Silver"), (449, "Late") })
        {
            var row = (await host.FindAsync($"C-{i}")).ShouldNotBeNull();
            (await host.TraitAsync(row, "tier")).ShouldBe(tier);
            (snapshot[row.Profile].Version, snapshot[row.Profile].Fingerprint).ShouldBe((row.Version, row.Fingerprint));
        }

        (await host.FindAsync("C-0") is null).ShouldBe(dropped > 0);
        await host.ShouldHaveNoCheckpointsAsync();
    }

    [Fact]
    public async Task RunAsync_BudgetIsUsedUp_TheFollowingMessageNamesTheStep()
    {
        await using var host = await ImportHost.StartAsync(azurite.NewAccount().ConnectionString, chunkRows: 100, budgetMinutes: 0);
        var id = await host.DropAsync("a.csv", File(0, 350, "Gold"));

        await host.DrainAsync();

        host.Queue.Sent.ShouldHaveSingleItem().Id.ShouldBe($"airline/{id}-1");
        var running = (await host.Imports.FindAsync(id, CancellationToken.None)).ShouldNotBeNull();
        (running.State, running.RowsRead, running.Accepted).ShouldBe((ImportState.Running, 100, 100));
        (await host.SnapshotAsync()).ShouldBeEmpty("nothing is published before the whole file is");
    }

    [Fact]
    public async Task RunAsync_SourceChangesMeanwhile_BeginsAgain()
    {
        await using var host = await ImportHost.StartAsync(azurite.NewAccount().ConnectionString, chunkRows: 100, budgetMinutes: 0);
        var id = await host.DropAsync("a.csv", File(0, 350, "Gold"));
        await host.DrainAsync();
        await host.DefineAsync(new SourceDefinition { Mapping = new Dictionary<string, string>(StringComparer.Ordinal) { ["tier"] = "trait:level" } });

        await host.DrainAllAsync();

        var receipt = (await host.Imports.FindAsync(id, CancellationToken.None)).ShouldNotBeNull();
        (receipt.State, receipt.RowsRead, receipt.New).ShouldBe((ImportState.Completed, 350, 350));
        var row = (await host.FindAsync("C-0")).ShouldNotBeNull();
        ((await host.TraitAsync(row, "tier")), (await host.TraitAsync(row, "level"))).ShouldBe((null, "Gold"));
    }

    private static string File(int from, int to, string tier)
    {
        var csv = new StringBuilder("customer_id,email,tier\n");
        for (var i = from; i < to; i++)
        {
            csv.Append(CultureInfo.InvariantCulture, $"C-{i},p{i}@example.com,{tier}\n");
        }

        return csv.ToString();
    }
}
