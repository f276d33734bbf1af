using Activation.Import;
using Activation.Import.Normalization;
using Activation.IntegrationTests.Support;
using Activation.Profiles;
using Activation.Storage;

namespace Activation.IntegrationTests.Import;

/// <summary>Profiles that were known by an email only become a customer's when a file links them.</summary>
public sealed class ProfileMergeTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Theory]
    [InlineData(SourceMode.Upsert)]
    [InlineData(SourceMode.Snapshot)]
    public async Task CustomerRowWithTheEmail_TakesOverTheProfileOfEverySourceAndLeavesAnAlias(SourceMode mode)
    {
        await using var host = await ImportHost.StartAsync(azurite.NewAccount().ConnectionString);
        await host.DefineAsync(new SourceDefinition { Mode = mode });
        await NewsletterAsync(host, "n1.csv", "email,opens\nada@example.com,5\nzoe@example.com,6\n");
        await host.ImportAsync("a.csv", "customer_id,email,tier\n,ada@example.com,Gold\nC-2,grace@example.com,Silver\n");
        var old = EmailOnly("ada@example.com");
        (await FindAsync(host, old)).Count.ShouldBe(2);

        var receipt = await host.ImportAsync("b.csv", "customer_id,email,tier\nC-1,ada@example.com,\nC-2,grace@example.com,Silver\n");

        (receipt.New, receipt.Unchanged, receipt.Merged, receipt.AmbiguousLinks, receipt.Dropped).ShouldBe((1, 1, 1, 0, 0));
        var customer = ProfileId.ForCustomer("C-1");
        var rows = await FindAsync(host, customer);
        rows.Select(r => r.Source.Value).ShouldBe(["airline", "newsletter"], ignoreOrder: true);
        (await host.TraitAsync(rows.Single(r => r.Source.Value == "newsletter"), "opens")).ShouldBe(5d);
        (await host.TraitAsync(rows.Single(r => r.Source.Value == "airline"), "tier")).ShouldBe(mode == SourceMode.Upsert ? "Gold" : null);
        (await FindAsync(host, old)).Select(r => r.Profile).Distinct().ShouldBe([customer], "the old id resolves to the customer");
        var snapshot = await AllAsync(host);
        snapshot.ShouldNotContain(r => r.Profile == old);
        snapshot.Count(r => r.Profile == customer).ShouldBe(2);
        var alias = (await host.Storage.Table(StorageNames.AliasesTable).GetEntityAsync<Azure.Data.Tables.TableEntity>(old.PartitionKey, old.ToString())).Value;
        (alias.GetString("profile"), alias.GetString("importId")).ShouldBe((customer.ToString(), receipt.ImportId));

        var more = await NewsletterAsync(host, "n2.csv", "email,opens\nada@example.com,7\nzoe@example.com,6\n");
        (more.New, more.Changed, more.Unchanged).ShouldBe((0, 1, 1));
        rows = await FindAsync(host, customer);
        (await host.TraitAsync(rows.Single(r => r.Source.Value == "newsletter"), "opens")).ShouldBe(7d);
    }

    [Fact]
    public async Task EmailOfSeveralCustomers_IsAmbiguousAndNothingMerges()
    {
        await using var host = await ImportHost.StartAsync(azurite.NewAccount().ConnectionString);
        await NewsletterAsync(host, "n.csv", "email,opens\nshared@example.com,5\n");

        var receipt = await host.ImportAsync("a.csv", "customer_id,email\nC-1,shared@example.com\nC-2,shared@example.com\n");
        var later = await NewsletterAsync(host, "n2.csv", "email,opens\nshared@example.com,6\n");

        (receipt.New, receipt.Merged, receipt.AmbiguousLinks).ShouldBe((2, 0, 1));
        (later.Changed, later.AmbiguousLinks).ShouldBe((1, 1));
        (await FindAsync(host, EmailOnly("shared@example.com"))).ShouldHaveSingleItem();
        (await FindAsync(host, ProfileId.ForCustomer("C-1"))).ShouldHaveSingleItem();
        (await FindAsync(host, ProfileId.ForCustomer("C-2"))).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(8)]
    [InlineData(0)]
    public async Task LinkInALaterChunkOfTheSameFile_MergesToo(double budgetMinutes)
    {
        await using var host = await ImportHost.StartAsync(azurite.NewAccount().ConnectionString, chunkRows: 100, budgetMinutes: budgetMinutes);
        var filler = string.Concat(Enumerable.Range(0, 250).Select(i => $"F-{i},,T{i}\n"));
        await NewsletterAsync(host, "n.csv", "email,opens\nada@example.com,5\ntwo@example.com,6\n");
        while (!host.Queue.Sent.IsEmpty)
        {
            host.Queue.Sent.Clear();
            await host.Get<ImportRunner>().RunAsync(new ImportMessage("newsletter"), CancellationToken.None);
        }

        var id = await host.DropAsync("a.csv", $"customer_id,email,tier\n,ada@example.com,Gold\n{filler}C-1,ada@example.com,\n{filler.Replace("F-", "G-", StringComparison.Ordinal)}C-1,two@example.com,\n");
        await host.DrainAllAsync();

        var receipt = (await host.Imports.FindAsync(id, CancellationToken.None)).ShouldNotBeNull();
        (receipt.State, receipt.Accepted, receipt.Merged).ShouldBe((ImportState.Completed, 503, 2));
        var rows = await FindAsync(host, ProfileId.ForCustomer("C-1"));
        rows.Count.ShouldBe(2);
        (await host.TraitAsync(rows.Single(r => r.Source == ImportHost.Source), "tier")).ShouldBe("Gold");
        rows.Single(r => r.Source != ImportHost.Source).Identifiers["email"].Count.ShouldBe(2);
        (await AllAsync(host)).Count.ShouldBe(502);
    }

    [Fact]
    public async Task OtherSourceImportsBetweenMergeAndPublication_TheImportBeginsAgainAndLosesNothing()
    {
        await using var host = await ImportHost.StartAsync(azurite.NewAccount().ConnectionString, chunkRows: 100, budgetMinutes: 0);
        await NewsletterAsync(host, "n.csv", "email,opens\nada@example.com,5\n");
        var filler = string.Concat(Enumerable.Range(0, 150).Select(i => $"F-{i},\n"));
        var id = await host.DropAsync("a.csv", $"customer_id,email\nC-1,ada@example.com\n{filler}");
        await host.DrainAsync();
        await NewsletterAsync(host, "n2.csv", "email,opens\nada@example.com,9\n");

        await Should.ThrowAsync<SnapshotMovedException>(() => host.DrainAsync());
        await host.DrainAllAsync();

        var receipt = (await host.Imports.FindAsync(id, CancellationToken.None)).ShouldNotBeNull();
        (receipt.State, receipt.New, receipt.Merged).ShouldBe((ImportState.Completed, 151, 1));
        var rows = await FindAsync(host, EmailOnly("ada@example.com"));
        rows.ShouldAllBe(r => r.Profile == ProfileId.ForCustomer("C-1"));
        (await host.TraitAsync(rows.Single(r => r.Source != ImportHost.Source), "opens")).ShouldBe(9d);
        (await AllAsync(host)).Count.ShouldBe(152);
    }

    [Fact]
    public async Task MergeWhileTheOtherSourceImports_LeavesNoRowOfTheOldProfile()
    {
        var account = azurite.NewAccount();
        var key = Convert.ToBase64String(new byte[32]);
        await using var proxy = await StorageProxy.StartAsync(account, CancellationToken.None);
        await using var host = await ImportHost.StartAsync(account.ConnectionString, key);
        await using var slow = await ImportHost.StartAsync(proxy.ConnectionString, key);
        await NewsletterAsync(host, "n.csv", "email,opens\nada@example.com,5\n");
        // The second batch: the first one registers the file.
        var trap = new StorageTrap(r => r.WritesBatch, 2, TrapMoment.BeforeRequest, () => host.ImportAsync("a.csv", "customer_id,email\nC-1,ada@example.com\n"));
        proxy.Set(trap);

        await Should.ThrowAsync<SnapshotMovedException>(() => NewsletterAsync(slow, "n2.csv", "email,opens\nada@example.com,9\n"));
        trap.Sprung.IsCompleted.ShouldBeTrue();
        await host.Get<ImportRunner>().RunAsync(new ImportMessage("newsletter"), CancellationToken.None);

        var rows = await FindAsync(host, EmailOnly("ada@example.com"));
        rows.Select(r => r.Profile).Distinct().ShouldBe([ProfileId.ForCustomer("C-1")]);
        (await host.TraitAsync(rows.Single(r => r.Source != ImportHost.Source), "opens")).ShouldBe(9d);
        (await AllAsync(host)).Count.ShouldBe(2);
    }

    private static async Task<ImportRecord> NewsletterAsync(ImportHost host, string name, string content)
    {
        await host.Storage.Blob(StorageNames.Crm, $"newsletter/{name}").UploadAsync(BinaryData.FromString(content));
        await host.Get<ImportRunner>().RunAsync(new ImportMessage("newsletter"), CancellationToken.None);
        return (await host.Imports.ListAsync(new SourceId("newsletter"), name, CancellationToken.None))[0];
    }

    private static ProfileId EmailOnly(string email)
    {
        var identifiers = new IdentifierSet();
        IdentifierNormalizer.Add(identifiers, Identifiers.Email, email, new NormalizationContext(null, null));
        return ProfileId.ForIdentifier(Identifiers.Email, identifiers["email"][0]);
    }

    private static Task<IReadOnlyList<SnapshotRow>> FindAsync(ImportHost host, ProfileId id) => host.Get<ProfileStore>().FindAsync(id, CancellationToken.None);

    private static async Task<IReadOnlyList<SnapshotRow>> AllAsync(ImportHost host)
    {
        var store = host.Get<SnapshotStore>();
        using var session = new DuckDbSession(host.Get<ScratchFolder>());
        await using var rent = await store.OpenAsync(
            session, await host.Get<TraitCatalog>().ReadAsync(CancellationToken.None), await store.ReadManifestAsync(CancellationToken.None), [.. Enumerable.Range(0, ProfileId.ShardCount)], CancellationToken.None);
        session.Execute("CREATE TABLE everyone AS SELECT DISTINCT pid FROM traits");
        return SnapshotRowReader.ReadAll(session, await host.Get<TraitCatalog>().ReadAsync(CancellationToken.None), "everyone");
    }
}
