using System.Globalization;
using System.Text;
using Activation.Import;
using Activation.IntegrationTests.Support;
using Activation.Profiles;
using Activation.Storage;

namespace Activation.IntegrationTests.Import;

public sealed class ImportRunnerTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string ThreeMembers =
        """
        customer_id,email,tier,points,joined
        C-1,Ada@Example.com ,Gold,1200.5,2024-01-31
        C-2,grace@example.com,Silver,0,2025-06-01
        C-3,,Bronze,17,2026-11-02

        """;

    [Fact]
    public async Task RunAsync_FirstFile_WritesTableAndSnapshotAlikeAndDeletesTheFile()
    {
        await using var host = await StartAsync();

        var receipt = await host.ImportAsync("members.csv", ThreeMembers);

        (receipt.State, receipt.RowsRead, receipt.Accepted, receipt.Rejected, receipt.New).ShouldBe((ImportState.Completed, 3, 3, 0, 3));
        receipt.Columns.Select(c => c.Target).ShouldBe(["customerId", "email", "trait:tier:string", "trait:points:number", "trait:joined:date"]);
        var row = (await host.FindAsync("C-1")).ShouldNotBeNull();
        (await host.TraitAsync(row, "tier")).ShouldBe("Gold");
        (await host.TraitAsync(row, "points")).ShouldBe(1200.5);
        (await host.TraitAsync(row, "joined")).ShouldBe(new DateOnly(2024, 1, 31));
        row.Identifiers["email"].ShouldBe(["b5fc85e55755f9e0d030a10ab4429b6b2944855f9a0d60077fe832becbc41d72"], customMessage: "sha256 of the normalized email");
        row.Identifiers["external_id"].ShouldBe(["C-1"]);
        var snapshot = await host.SnapshotAsync();
        snapshot.Count.ShouldBe(3);
        ShouldBeSame(snapshot[row.Profile], row);
        (await host.Drop("members.csv").ExistsAsync()).Value.ShouldBeFalse();
    }

    [Fact]
    public async Task RunAsync_SameFileAgain_WritesNothing()
    {
        await using var host = await StartAsync();
        await host.ImportAsync("members.csv", ThreeMembers);
        var before = await ManifestAsync(host);
        var row = (await host.FindAsync("C-1")).ShouldNotBeNull();

        var receipt = await host.ImportAsync("members.csv", ThreeMembers);

        (receipt.Unchanged, receipt.New, receipt.Changed).ShouldBe((3, 0, 0));
        (await ManifestAsync(host)).Generation.ShouldBe(before.Generation);
        (await host.FindAsync("C-1")).ShouldNotBeNull().Version.ShouldBe(row.Version);
    }

    [Fact]
    public async Task RunAsync_SecondFile_MergesChangedRowsOnly()
    {
        await using var host = await StartAsync();
        await host.ImportAsync("members.csv", ThreeMembers);
        var before = (await host.FindAsync("C-1")).ShouldNotBeNull();

        var receipt = await host.ImportAsync("members-2.csv",
            """
            customer_id,email,tier,points,joined
            C-1,ada@new.example.com,,\N,2024-01-31
            C-2,grace@example.com,Silver,0,2025-06-01
            C-4,linus@example.com,Gold,3,2026-01-01

            """);

        (receipt.Accepted, receipt.New, receipt.Changed, receipt.Unchanged).ShouldBe((3, 1, 1, 1));
        var row = (await host.FindAsync("C-1")).ShouldNotBeNull();
        (await host.TraitAsync(row, "tier")).ShouldBe("Gold");
        (await host.TraitAsync(row, "points")).ShouldBeNull();
        row.Identifiers["email"].Count.ShouldBe(1);
        row.Identifiers["email"].ShouldNotBe(before.Identifiers["email"]);
        row.Version.ShouldBeGreaterThan(before.Version);
        ShouldBeSame((await host.SnapshotAsync())[row.Profile], row);
    }

    [Fact]
    public async Task RunAsync_DirtyRows_AreRejectedByLineAndTheRestGoesOn()
    {
        await using var host = await StartAsync();

        var receipt = await host.ImportAsync("dirty.csv",
            "customer_id;email;tier;note\r\nC-1;ada@example.com;\"Go\nld\";hello\r\n;not-an-email;Gold;x\r\nC-2;broken;Gold\r\nC-3;broken;Silver;y\r\n");

        (receipt.State, receipt.RowsRead, receipt.Accepted, receipt.Rejected).ShouldBe((ImportState.Completed, 4, 2, 2));
        receipt.Reasons.ShouldContainKeyAndValue("fieldCount", 1);
        receipt.Reasons.ShouldContainKeyAndValue("noIdentifier", 1);
        receipt.Reasons.ShouldContainKeyAndValue("invalidEmail", 2);
        var rejects = await host.RejectsAsync(receipt);
        var lines = rejects.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => string.Join(',', l.Split(',').Take(3)));
        lines.ShouldBe(["line,column,code", "4,email,invalidEmail", "4,,noIdentifier", "5,,fieldCount", "6,email,invalidEmail"]);
        rejects.ShouldNotContain("broken");
        var note = receipt.Columns[3];
        (note.Column, note.Target, note.Reason, note.Filled).ShouldBe(("note", "ignored", "personalData", 0));
        (await host.FindAsync("C-3")).ShouldNotBeNull().Identifiers["email"].ShouldBeEmpty();
    }

    [Fact]
    public async Task RunAsync_DuplicatesInOneFile_AreAppliedInOrderAlsoAcrossChunks()
    {
        await using var host = await StartAsync(chunkRows: 100);
        var csv = new StringBuilder("customer_id,tier,points\n");
        for (var i = 0; i < 350; i++)
        {
            csv.Append(CultureInfo.InvariantCulture, $"C-{i % 250},T{i},{i}\n");
        }

        var receipt = await host.ImportAsync("duplicates.csv", csv.ToString());

        (receipt.New, receipt.Duplicates, receipt.Accepted).ShouldBe((250, 100, 350));
        var snapshot = await host.SnapshotAsync();
        foreach (var (id, tier) in new[] { ("C-0", "T250"), ("C-99", "T349"), ("C-100", "T100"), ("C-249", "T249") })
        {
            var row = (await host.FindAsync(id)).ShouldNotBeNull();
            (await host.TraitAsync(row, "tier")).ShouldBe(tier);
            ShouldBeSame(snapshot[row.Profile], row);
        }
    }

    [Fact]
    public async Task RunAsync_RowWithoutCustomerId_JoinsTheOneCustomerWithItsEmail()
    {
        await using var host = await StartAsync();
        await host.ImportAsync("members.csv", ThreeMembers);

        var receipt = await host.ImportAsync("newsletter.csv",
            "customer_id,email,opens\n,ADA@example.com,5\n,stranger@example.com,6\nC-8,shared@example.com,\nC-9,shared@example.com,\n,shared@example.com,7\n");

        (receipt.New, receipt.Changed).ShouldBe((4, 1));
        (await host.TraitAsync((await host.FindAsync("C-1")).ShouldNotBeNull(), "opens")).ShouldBe(5d);
        (await host.TraitAsync((await host.FindAsync("C-8")).ShouldNotBeNull(), "opens")).ShouldBeNull();
        var again = await host.ImportAsync("newsletter.csv",
            "customer_id,email,opens\n,ADA@example.com,5\n,stranger@example.com,6\nC-8,shared@example.com,\nC-9,shared@example.com,\n,shared@example.com,7\n");
        again.Unchanged.ShouldBe(5);
    }

    [Theory]
    [InlineData("", "emptyFile")]
    [InlineData("\n\n", "noHeader")]
    [InlineData("PK\u0003\u0004\0\0", "damagedArchive")]
    [InlineData("%PDF-1.7", "binaryFile")]
    [InlineData("tier,points\nGold,1\n", "noIdentifierColumn")]
    [InlineData("ada@example.com,Gold\nb@example.com,Silver\n", "noHeader")]
    public async Task RunAsync_UnreadableFile_GoesToFailedWithItsReceipt(string content, string code)
    {
        await using var host = await StartAsync();

        var receipt = await host.ImportAsync("bad.csv", content);

        receipt.State.ShouldBe(ImportState.Failed);
        receipt.Failure.ShouldNotBeNull().Code.ShouldBe(code);
        receipt.Columns.ShouldBeEmpty();
        (await host.Drop("bad.csv").ExistsAsync()).Value.ShouldBeFalse();
        var failed = host.Storage.Container(StorageNames.Failed);
        (await failed.GetBlobClient($"{receipt.ImportId}/bad.csv").DownloadContentAsync()).Value.Content.ToString().ShouldBe(content);
        (await failed.GetBlobClient($"{receipt.ImportId}/receipt.json").ExistsAsync()).Value.ShouldBeTrue();
    }

    [Fact]
    public async Task RunAsync_FilesOfOneSource_ApplyInDropOrderHoweverTheyAreRegistered()
    {
        await using var host = await StartAsync();
        await host.DropAsync("b.csv", "customer_id,tier\nC-1,Old\n");
        await Task.Delay(TimeSpan.FromSeconds(1.1));
        await host.DropAsync("a.csv", "customer_id,tier\nC-1,New\n");
        await host.Get<ImportRegistrar>().RegisterAsync("airline/a.csv", CancellationToken.None);

        await host.DrainAsync();

        (await host.TraitAsync((await host.FindAsync("C-1")).ShouldNotBeNull(), "tier")).ShouldBe("New");
        (await host.Imports.ListAsync(null, null, CancellationToken.None)).Select(r => r.Name).ShouldBe(["a.csv", "b.csv"]);
    }

    [Fact]
    public async Task RegisterAsync_SameVersionTwice_IsOneImportAndAReplacedFileFails()
    {
        await using var host = await StartAsync();
        var registrar = host.Get<ImportRegistrar>();
        await host.DropAsync("m.csv", "customer_id,tier\nC-1,First\n");
        await registrar.RegisterAsync("airline/m.csv", CancellationToken.None);
        await registrar.RegisterAsync("airline/m.csv", CancellationToken.None);
        await host.DropAsync("m.csv", "customer_id,tier\nC-1,Second\n");

        await host.DrainAsync();

        var records = await host.Imports.ListAsync(ImportHost.Source, "m.csv", CancellationToken.None);
        records.Select(r => (r.State, r.Failure?.Code)).ShouldBe([(ImportState.Completed, null), (ImportState.Failed, "replacedBeforeImport")], ignoreOrder: true);
        (await host.TraitAsync((await host.FindAsync("C-1")).ShouldNotBeNull(), "tier")).ShouldBe("Second");
    }

    [Fact]
    public async Task RegisterAsync_OutsideASourceOrGone_IsNoError()
    {
        await using var host = await StartAsync();
        await host.Storage.Blob(StorageNames.Crm, "loose.csv").UploadAsync(BinaryData.FromString("x"));
        await host.Storage.Blob(StorageNames.Crm, "Not A Source/m.csv").UploadAsync(BinaryData.FromString("x"));

        foreach (var name in new[] { "loose.csv", "Not A Source/m.csv", "airline/gone.csv" })
        {
            await host.Get<ImportRegistrar>().RegisterAsync(name, CancellationToken.None);
        }

        host.Queue.Sent.ShouldBeEmpty();
        (await host.Imports.ListAsync(null, null, CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task RunAsync_SourceIsHeldByAnother_AsksAgainLater()
    {
        await using var host = await StartAsync();
        await using var held = (await host.Get<BlobLeases>().TryAcquireAsync("import-airline", CancellationToken.None)).ShouldNotBeNull();
        await host.DropAsync("m.csv", ThreeMembers);

        await host.DrainAsync(CancellationToken.None);

        host.Queue.Sent.ShouldHaveSingleItem().Delay.ShouldBe(TimeSpan.FromSeconds(5));
        (await host.Drop("m.csv").ExistsAsync(CancellationToken.None)).Value.ShouldBeTrue();
    }

    [Fact]
    public async Task SweepAsync_MissedFile_IsRegisteredAndItsSourceQueued()
    {
        await using var host = await StartAsync();
        await host.DropAsync("sub/m.csv", ThreeMembers);

        await host.Get<ImportRegistrar>().SweepAsync(CancellationToken.None);

        host.Queue.Sent.ShouldHaveSingleItem().Queue.ShouldBe(StorageNames.ImportQueue);
        (await host.Imports.ListAsync(ImportHost.Source, "sub/m.csv", CancellationToken.None)).ShouldHaveSingleItem().State.ShouldBe(ImportState.Queued);
    }

    [Fact]
    public async Task UploadAsync_FileOfThatNameWaits_IsAConflict()
    {
        await using var host = await StartAsync();
        var upload = host.Get<ImportUpload>();
        await host.Get<Definitions>().Sources.PutAsync("airline", new SourceDefinition(), CancellationToken.None);

        var id = await upload.UploadAsync(ImportHost.Source, "m.csv", Body(), CancellationToken.None);

        (await host.Imports.FindAsync(id, CancellationToken.None)).ShouldNotBeNull().State.ShouldBe(ImportState.Queued);
        (await Should.ThrowAsync<ProblemException>(() => upload.UploadAsync(ImportHost.Source, "m.csv", Body(), CancellationToken.None))).Status.ShouldBe(409);
        (await Should.ThrowAsync<ProblemException>(() => upload.UploadAsync(ImportHost.Source, "../m.csv", Body(), CancellationToken.None))).Status.ShouldBe(400);
        (await Should.ThrowAsync<ProblemException>(() => upload.UploadAsync(new SourceId("other"), "m.csv", Body(), CancellationToken.None))).Status.ShouldBe(404);
    }

    private static MemoryStream Body() => new(Encoding.UTF8.GetBytes(ThreeMembers));

    private Task<ImportHost> StartAsync(int chunkRows = 50_000) => ImportHost.StartAsync(azurite.NewAccount().ConnectionString, chunkRows: chunkRows);

    private static Task<SnapshotManifest> ManifestAsync(ImportHost host) => host.Get<SnapshotStore>().ReadManifestAsync(CancellationToken.None);

    private static void ShouldBeSame(SnapshotRow snapshot, SnapshotRow table)
    {
        snapshot.Traits.ShouldBe(table.Traits, ignoreOrder: true);
        snapshot.ObservedTimes.ShouldBe(table.ObservedTimes, ignoreOrder: true);
        snapshot.Identifiers.Digest().ShouldBe(table.Identifiers.Digest());
        (snapshot.Version, snapshot.Fingerprint, snapshot.ObservedAt).ShouldBe((table.Version, table.Fingerprint, table.ObservedAt));
    }
}
