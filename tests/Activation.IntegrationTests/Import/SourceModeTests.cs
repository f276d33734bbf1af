using System.Globalization;
using System.Text;
using Activation.Import;
using Activation.IntegrationTests.Support;
using Activation.Profiles;
using Activation.Storage;

namespace Activation.IntegrationTests.Import;

/// <summary>What files of sources in the modes `replace` and `snapshot` change, and full exports that are held.</summary>
public sealed class SourceModeTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Replace_ListedPeople_HaveOnlyWhatTheFileSaysAndOthersStay()
    {
        await using var host = await StartAsync(new SourceDefinition { Mode = SourceMode.Replace });
        await host.ImportAsync("a.csv", "customer_id,email,tier,points\nC-1,ada@example.com,Gold,1\nC-2,grace@example.com,Silver,2\n");

        var receipt = await host.ImportAsync("b.csv", "customer_id,email,tier,points\nC-1,,,5\n");

        (receipt.Changed, receipt.Dropped).ShouldBe((1, 0));
        var row = (await host.FindAsync("C-1")).ShouldNotBeNull();
        (await host.TraitAsync(row, "tier")).ShouldBeNull();
        (await host.TraitAsync(row, "points")).ShouldBe(5d);
        row.Identifiers["email"].ShouldBeEmpty();
        row.Identifiers["external_id"].ShouldBe(["C-1"]);
        (await host.TraitAsync((await host.FindAsync("C-2")).ShouldNotBeNull(), "tier")).ShouldBe("Silver");
        (await host.SnapshotAsync())[row.Profile].Traits.ShouldBe(row.Traits, ignoreOrder: true);
    }

    [Fact]
    public async Task Replace_RowsOfOnePersonInSeveralChunks_MakeTheStateTogether()
    {
        await using var host = await StartAsync(new SourceDefinition { Mode = SourceMode.Replace }, chunkRows: 100);
        await host.ImportAsync("a.csv", "customer_id,tier,points,city_size\nC-0,Gold,1,7\n");
        var csv = File(0, 150) + "C-0,,9\n";

        await host.ImportAsync("b.csv", csv);

        var row = (await host.FindAsync("C-0")).ShouldNotBeNull();
        ((await host.TraitAsync(row, "tier")), (await host.TraitAsync(row, "points")), (await host.TraitAsync(row, "city_size"))).ShouldBe(("T0", 9d, null));
        await host.ImportAsync("c.csv", "customer_id,tier,points\nC-0,,9\n");
        row = (await host.FindAsync("C-0")).ShouldNotBeNull();
        (await host.TraitAsync(row, "tier")).ShouldBeNull("the last rows alone say less than all rows of the file before");
    }

    [Fact]
    public async Task Snapshot_MissingPeople_LoseTheSourcesRowAndNoOther()
    {
        await using var host = await StartAsync(new SourceDefinition { Mode = SourceMode.Snapshot });
        await host.ImportAsync("a.csv", File(0, 20));
        var before = (await host.FindAsync("C-3")).ShouldNotBeNull();
        await host.Storage.Blob(StorageNames.Crm, "other/m.csv").UploadAsync(BinaryData.FromString("customer_id,age\nC-0,40\n"));
        await host.Get<ImportRunner>().RunAsync(new ImportMessage("other"), CancellationToken.None);

        var receipt = await host.ImportAsync("b.csv", File(3, 22));

        (receipt.State, receipt.New, receipt.Unchanged, receipt.Dropped, receipt.Known, receipt.WouldDrop).ShouldBe((ImportState.Completed, 2, 17, 3, 20, 3));
        var snapshot = await host.SnapshotAsync();
        snapshot.Count.ShouldBe(19);
        snapshot.ShouldNotContainKey(ProfileId.ForCustomer("C-0"));
        (await host.FindAsync("C-1")).ShouldBeNull();
        (await host.FindAsync("C-0")).ShouldNotBeNull().Source.Value.ShouldBe("other");
        (await host.FindAsync("C-3")).ShouldNotBeNull().Version.ShouldBe(before.Version);
        var back = await host.ImportAsync("c.csv", File(0, 20));
        (back.New, back.Dropped).ShouldBe((3, 2));
    }

    [Fact]
    public async Task Snapshot_FileWithAQuoteThatNeverCloses_DropsNobody()
    {
        await using var host = await StartAsync(new SourceDefinition { Mode = SourceMode.Snapshot });
        await host.ImportAsync("a.csv", File(0, 20));

        var receipt = await host.ImportAsync("b.csv", File(18, 21) + "C-30,\"never closed,1\nC-31,T,1\n");

        (receipt.State, receipt.New, receipt.Dropped).ShouldBe((ImportState.Completed, 2, 0));
        receipt.Reasons.ShouldContainKey("unclosedQuote");
        (await host.SnapshotAsync()).Count.ShouldBe(22);
        (await host.FindAsync("C-20")).ShouldNotBeNull();
    }

    [Fact]
    public async Task Snapshot_TooManyMissing_IsHeldWithNothingAppliedAndTheSourceWaits()
    {
        await using var host = await StartAsync(new SourceDefinition { Mode = SourceMode.Snapshot }, chunkRows: 100);
        await host.ImportAsync("a.csv", File(0, 300));
        var generation = (await host.Get<SnapshotStore>().ReadManifestAsync(CancellationToken.None)).Generation;

        var held = await host.ImportAsync("b.csv", File(61, 301));
        var later = await host.ImportAsync("c.csv", File(0, 301));

        (held.State, held.Known, held.WouldDrop, held.Dropped).ShouldBe((ImportState.Held, 300, 61, 0));
        later.State.ShouldBe(ImportState.Queued);
        (await host.FindAsync("C-300")).ShouldBeNull();
        (await host.FindAsync("C-0")).ShouldNotBeNull();
        (await host.Get<SnapshotStore>().ReadManifestAsync(CancellationToken.None)).Generation.ShouldBe(generation);
        await host.ShouldHaveNoCheckpointsAsync();

        await host.Get<ImportApprovals>().ApproveAsync(Id(held), CancellationToken.None);
        host.Queue.Sent.Last().Queue.ShouldBe(StorageNames.ImportQueue);
        await host.DrainAsync();

        var approved = (await host.Imports.FindAsync(Id(held), CancellationToken.None)).ShouldNotBeNull();
        (approved.State, approved.New, approved.Unchanged, approved.Dropped).ShouldBe((ImportState.Completed, 1, 239, 61));
        later = (await host.Imports.FindAsync(Id(later), CancellationToken.None)).ShouldNotBeNull();
        (later.State, later.New).ShouldBe((ImportState.Completed, 61));
        (await host.SnapshotAsync()).Count.ShouldBe(301);
        (await Should.ThrowAsync<ProblemException>(() => host.Get<ImportApprovals>().ApproveAsync(Id(held), CancellationToken.None))).Status.ShouldBe(409);
    }

    [Fact]
    public async Task Discard_HeldImport_DeletesTheFileAndGoesOn()
    {
        await using var host = await StartAsync(new SourceDefinition { Mode = SourceMode.Snapshot, MaxDropShare = 0.1, AfterImport = AfterImport.Keep });
        await host.ImportAsync("a.csv", File(0, 200));
        var held = await host.ImportAsync("b.csv", File(21, 200));
        held.State.ShouldBe(ImportState.Held);

        await host.Get<ImportApprovals>().DiscardAsync(Id(held), CancellationToken.None);
        var next = await host.ImportAsync("c.csv", File(1, 200));

        var discarded = (await host.Imports.FindAsync(Id(held), CancellationToken.None)).ShouldNotBeNull();
        (discarded.State, discarded.Failure?.Code).ShouldBe((ImportState.Failed, "discarded"));
        (await host.Drop("b.csv").ExistsAsync()).Value.ShouldBeFalse();
        (next.State, next.Dropped).ShouldBe((ImportState.Completed, 1));
        (await host.SnapshotAsync()).Count.ShouldBe(199);
    }

    [Theory]
    [InlineData(AfterImport.Delete, false, 0)]
    [InlineData(AfterImport.Archive, false, 1)]
    [InlineData(AfterImport.Keep, true, 0)]
    public async Task AfterImport_RawFile_IsDeletedArchivedOrKeptAndNotImportedAgain(AfterImport after, bool stays, int archived)
    {
        await using var host = await StartAsync(new SourceDefinition { AfterImport = after });

        await host.ImportAsync("m.csv", File(0, 3));
        await host.DrainAsync();

        (await host.Drop("m.csv").ExistsAsync()).Value.ShouldBe(stays);
        var blobs = host.Storage.Container(StorageNames.Archive).GetBlobs().ToList();
        blobs.Count.ShouldBe(archived);
        if (archived > 0)
        {
            (await host.Storage.Blob(StorageNames.Archive, blobs[0].Name).DownloadContentAsync()).Value.Content.ToString().ShouldBe(File(0, 3));
        }

        (await host.Imports.ListAsync(ImportHost.Source, null, CancellationToken.None)).ShouldHaveSingleItem().New.ShouldBe(3);
    }

    private static string File(int from, int to)
    {
        var csv = new StringBuilder("customer_id,tier,points\n");
        for (var i = from; i < to; i++)
        {
            csv.Append(CultureInfo.InvariantCulture, $"C-{i},T{i},{i}\n");
        }

        return csv.ToString();
    }

    private static ImportId Id(ImportRecord record) => ImportId.TryParse(record.ImportId, out var id) ? id : throw new FormatException();

    private Task<ImportHost> StartAsync(SourceDefinition source, int chunkRows = 50_000) => ImportHost.StartAsync(azurite.NewAccount().ConnectionString, chunkRows: chunkRows).PreparedAsync(async host =>
    {
        await host.DefineAsync(source);
    });
}
