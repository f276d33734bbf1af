using Activation.Import;
using Activation.Import.Adobe;
using Activation.IntegrationTests.Support;
using Activation.Profiles;

namespace Activation.IntegrationTests.Import;

/// <summary>Files as a company sends them to Audience Manager, dropped for a source of kind `adobe`.</summary>
public sealed class AdobeFileTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Customer = "68079982765673198504052656074456196039";
    private const string Hash = "55e79200c1635b37ad31a378c39feb12f120f116625093a19bc32fff15041149";

    [Fact]
    public async Task Sync_ThenSync_AddsAndRemovesTraits()
    {
        await using var host = await StartAsync();

        // "sync abc then sync cde" of faq-inbound-data-ingestion has all five; what a file removes goes.
        await host.ImportAsync("ftp_dpm_1234_1445374061.sync", "u1\td_sid=1,d_sid=2,d_sid=3,tier = Gold\nu2\t1\n");
        var receipt = await host.ImportAsync("ftp_dpm_1234_1445374062.sync", "u1\td_sid=3,d_sid=4,ic=5\nu:3\t1\n");

        (receipt.State, receipt.RowsRead, receipt.Changed, receipt.Rejected).ShouldBe((ImportState.Completed, 2, 1, 1));
        receipt.Reasons.ShouldContainKeyAndValue("colonInId", 1);
        (await TraitsAsync(host, "u1")).ShouldBe(["sid:1", "sid:2", "sid:3", "sid:4", "sid:5"]);
        var removal = await host.ImportAsync("ftp_dpm_1234_1445374063.sync", "u1\td_unsid=1,2:0,3:-1\n");
        removal.Changed.ShouldBe(1);
        (await TraitsAsync(host, "u1")).ShouldBe(["sid:4", "sid:5"]);
        (await host.TraitAsync((await host.FindAsync("u1")).ShouldNotBeNull(), "tier")).ShouldBe("Gold");
        (await TraitsAsync(host, "u2")).ShouldBe(["sid:1"]);
    }

    [Fact]
    public async Task Overwrite_AfterSync_IsAllThatIsKnownOfTheListedUsers()
    {
        await using var host = await StartAsync();

        // "sync abc then overwrite cde" of faq-inbound-data-ingestion has cde; users who are not listed stay.
        await host.ImportAsync("ftp_dpm_1234_1445374061.sync", "u1\td_sid=1,d_sid=2,d_sid=3,tier = Gold\nu2\td_sid=1\n");
        var receipt = await host.ImportAsync("ftp_dpm_1234_1445374062.overwrite", "u1\td_sid=3,,d_sid=4,d_unsid=9\nu1\td_sid=5\n");

        (receipt.State, receipt.Accepted, receipt.Rejected).ShouldBe((ImportState.Completed, 2, 0));
        (await TraitsAsync(host, "u1")).ShouldBe(["sid:3", "sid:4", "sid:5"]);
        (await host.TraitAsync((await host.FindAsync("u1")).ShouldNotBeNull(), "tier")).ShouldBeNull();
        (await TraitsAsync(host, "u2")).ShouldBe(["sid:1"]);
        await host.ImportAsync("ftp_dpm_1234_1445374063.sync", "u1\td_sid=6\n");
        (await TraitsAsync(host, "u1")).ShouldBe(["sid:3", "sid:4", "sid:5", "sid:6"]);
    }

    [Fact]
    public async Task IdSync_LinksTheCustomerWithItsHashedEmailAndAdobeId()
    {
        await using var host = await StartAsync();
        await host.ImportAsync("ftp_dpm_999999_123_1560431656.sync", $"{Customer}\td_sid=24\n");

        var receipt = await host.ImportAsync("c2c_id_999999_987654_1560431657.sync", $"{Customer}\t{Hash}\r\nother\tname@mydomain.com");
        await host.ImportAsync("adobe_id_0_999999_1560431658.sync", $"67412682083411995725538770443620307584\t{Customer}\n");

        (receipt.State, receipt.Accepted, receipt.Rejected).ShouldBe((ImportState.Completed, 1, 1));
        var row = (await host.FindAsync(Customer)).ShouldNotBeNull();
        (row.Identifiers["email"], row.Identifiers["ecid"]).ShouldSatisfyAllConditions(
            i => i.Item1.ShouldBe([Hash]), i => i.Item2.ShouldBe(["67412682083411995725538770443620307584"]));
        (await TraitsAsync(host, Customer)).ShouldBe(["sid:24"]);
        (await host.RejectsAsync(receipt)).ShouldNotContain("mydomain");
    }

    [Fact]
    public async Task IdColumn_MappedToEmail_IsTheHashThatItHolds()
    {
        await using var host = await StartAsync(new() { ["id"] = "email" });

        var receipt = await host.ImportAsync("ftp_dpm_987654_1560431657.sync", $"{Hash}\td_sid=24\n");

        (receipt.State, receipt.New).ShouldBe((ImportState.Completed, 1));
        (await host.SnapshotAsync())[ProfileId.ForIdentifier(Identifiers.Email, Hash)].Identifiers["email"].ShouldBe([Hash]);
    }

    [Fact]
    public async Task OnboardingReceipt_OfATraitFileWithEveryFault_Balances()
    {
        await using var host = await StartAsync();

        var receipt = await host.ImportAsync("ftp_dpm_1234_1445374061.sync", "u1\td_sid=1,d_sid=2\nu2\t\nu3 no tab\nu:4\td_sid=1\nu5\td_sid=x\nu6\td_unsid=1\nu7\thobby=ann@example.com\n"
            + string.Concat(Enumerable.Range(8, 5).Select(i => $"u{i}\thobby=tea\n")));

        var adobe = receipt.Adobe.ShouldNotBeNull();
        adobe.ShouldBe(new AdobeReceipt { Processed = 12, FormatErrors = 2, InvalidAdobeId = 1, NoTraitRealized = 2, Stored = 7, RealizedTraits = 7, TraitsFailedValidation = 1 });
        adobe.Balance().IsBalanced.ShouldBeTrue();
        receipt.RowsRead.ShouldBe(receipt.Accepted + receipt.Rejected);
        receipt.Columns.ShouldAllBe(c => c.Filled == c.Valid + c.Repaired + c.Rejected);
        receipt.Columns[0].ShouldSatisfyAllConditions(c => c.Target.ShouldBe("customerId"), c => (c.Filled, c.Valid).ShouldBe((9, 9)));
    }

    [Fact]
    public async Task OnboardingReceipt_OfAnIdSyncFile_Balances()
    {
        await using var host = await StartAsync();

        var receipt = await host.ImportAsync("c2c_id_999999_987654_1560431657.sync", $"{Customer}\t{Hash}\r\nother\tname@mydomain.com\r\nthird\t{Hash} \r\n{Customer}\t16d72e3edbeb089b299e0d12fc09522fdc5ece2d11dcb1304ecdd6fab4f7193a");

        var adobe = receipt.Adobe.ShouldNotBeNull();
        adobe.ShouldBe(new AdobeReceipt { Processed = 4, FormatErrors = 1, InvalidAdobeId = 1, Stored = 2 });
        adobe.Balance().IsBalanced.ShouldBeTrue();
        (await host.FindAsync(Customer)).ShouldNotBeNull().Identifiers["email"].Count.ShouldBe(2, "each row of an ID synchronization file adds a link");
    }

    [Fact]
    public async Task FileName_ThatIsNone_FailsWithThePartAtFault()
    {
        await using var host = await StartAsync();

        var receipt = await host.ImportAsync("ftp_dpm_20914_1445374061.sync", "97987bca-ae59-4c7d-94ba-ee4f19ab8c21\t24\n");

        receipt.State.ShouldBe(ImportState.Failed);
        receipt.Failure.ShouldNotBeNull().Message.ShouldStartWith("The target data owner ");
    }

    private Task<ImportHost> StartAsync(Dictionary<string, string>? mapping = null) => ImportHost.StartAsync(azurite.NewAccount().ConnectionString).PreparedAsync(async host =>
    {
        await host.DefineAsync(new SourceDefinition { Kind = SourceKind.Adobe, Mapping = mapping ?? [] });
    });

    /// <summary>Of the source's row: the trait ids that are true.</summary>
    private static async Task<IReadOnlyList<string>> TraitsAsync(ImportHost host, string customer)
    {
        var row = (await host.FindAsync(customer)).ShouldNotBeNull();
        var schema = await host.Get<TraitCatalog>().ReadAsync(CancellationToken.None);
        return [.. schema.Traits.Where(t => t.Name.StartsWith("sid:", StringComparison.Ordinal) && row.Traits.GetValueOrDefault(t.Ordinal) is true).Select(t => t.Name).Order(StringComparer.Ordinal)];
    }
}
