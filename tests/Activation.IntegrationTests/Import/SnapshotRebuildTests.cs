using Activation.Import;
using Activation.IntegrationTests.Support;
using Activation.Profiles;
using Activation.Storage;

namespace Activation.IntegrationTests.Import;

/// <summary>The snapshot is made anew from the table: also where it is lost altogether.</summary>
public sealed class SnapshotRebuildTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string First = "customer_id,email,tier,miles\n,ada@example.com,Gold,1\nC-2,grace@example.com,Silver,20\nC-3,zoe@example.com,Bronze,300\nC-4,ida@example.com,Gold,4000\n";
    private const string Second = "customer_id,email,tier,miles\nC-1,ada@example.com,,\nC-2,grace@example.com,Gold,21\nC-4,ida@example.com,Gold,4000\n";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Rebuild_GivesTheRowsThatTheImportsPublished(bool lost)
    {
        await using var host = await ImportHost.StartAsync(azurite.NewAccount().ConnectionString);
        await host.DefineAsync(new SourceDefinition { Mode = SourceMode.Snapshot, MaxDropShare = 1 });
        await host.ImportAsync("a.csv", First);
        await host.ImportAsync("b.csv", Second);
        var before = await RowsAsync(host);
        before.Count.ShouldBe(3, "one merged into a customer, one was dropped");
        if (lost)
        {
            await host.Storage.Blob(StorageNames.Snapshot, "manifest.json").DeleteAsync();
        }

        var shards = new List<long>();
        var rows = await host.Get<SnapshotRebuild>().RunAsync((_, count) => shards.Add(count), CancellationToken.None);

        rows.ShouldBe(3);
        shards.Count.ShouldBe(ProfileId.ShardCount);
        (await RowsAsync(host)).ShouldBe(before, ignoreOrder: true);

        // The next import goes on from there: it knows every row, and writes newer versions.
        var again = await host.ImportAsync("c.csv", Second + "C-5,new@example.com,Gold,5\n");
        (again.State, again.New, again.Changed, again.Unchanged).ShouldBe((ImportState.Completed, 1, 0, 3));
        (await RowsAsync(host)).Count.ShouldBe(4);
        var changed = await host.ImportAsync("d.csv", Second.Replace("Gold,21", "Silver,22", StringComparison.Ordinal) + "C-5,new@example.com,Gold,5\n");
        (changed.Changed, changed.Unchanged).ShouldBe((1, 3));
        (await host.TraitAsync((await host.SnapshotAsync())[ProfileId.ForCustomer("C-2")], "miles")).ShouldBe(22d);
    }

    [Fact]
    public async Task Rebuild_WhileAnImportWorks_SaysWhichAndChangesNothing()
    {
        await using var host = await ImportHost.StartAsync(azurite.NewAccount().ConnectionString);
        await host.ImportAsync("a.csv", First);
        var before = await host.Get<SnapshotStore>().ReadManifestAsync(CancellationToken.None);
        await using var lease = await host.Get<BlobLeases>().TryAcquireAsync($"import-{ImportHost.Source}", CancellationToken.None);

        var refused = await Should.ThrowAsync<InvalidOperationException>(() => host.Get<SnapshotRebuild>().RunAsync((_, _) => { }, CancellationToken.None));

        refused.Message.ShouldContain(ImportHost.Source.Value);
        (await host.Get<SnapshotStore>().ReadManifestAsync(CancellationToken.None)).Generation.ShouldBe(before.Generation);
    }

    private static async Task<List<string>> RowsAsync(ImportHost host) =>
        [.. (await host.SnapshotAsync()).Values.Select(r => $"{r.Profile} {r.Source} {r.Version} {r.Fingerprint} {r.ObservedAt:O} {r.Identifiers.Digest()} {string.Join(",", r.Traits.OrderBy(t => t.Key).Select(t => $"{t.Key}={t.Value}"))}")];
}
