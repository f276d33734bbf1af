using Activation.Api.Profiles;
using Activation.Import;
using Activation.IntegrationTests.Support;
using Activation.Profiles;
using Activation.Segments;
using Activation.Segments.Computed;
using Activation.Storage;

namespace Activation.IntegrationTests.Import;

/// <summary>Consent in files and by a source's defaults: what people said always goes first.</summary>
public sealed class ConsentTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Header = "customer_id,newsletter\n";

    [Fact]
    public async Task Column_MappedToConsent_IsStoredAsTheReservedTrait()
    {
        await using var host = await StartAsync();

        await host.ImportAsync("a.csv", Header + "C-1,Opt-In\nC-2,0\nC-3,\nC-4,perhaps\n");

        (await ConsentAsync(host, "C-1"), await ConsentAsync(host, "C-2"), await ConsentAsync(host, "C-3"), await ConsentAsync(host, "C-4")).ShouldBe((true, false, null, null));
        var schema = await host.Get<TraitCatalog>().ReadAsync(CancellationToken.None);
        schema.Find("consent:marketing").ShouldNotBeNull().Type.ShouldBe(TraitType.Boolean);
    }

    [Fact]
    public async Task Cell_ThatIsEmptyOrUnreadable_LeavesWhatWas()
    {
        await using var host = await StartAsync(defaults: true);
        await host.ImportAsync("a.csv", Header + "C-1,no\nC-2,no\nC-3,yes\n");

        var receipt = await host.ImportAsync("b.csv", Header + "C-1,\nC-2,who knows\nC-3,\\N\n");

        (await ConsentAsync(host, "C-1"), await ConsentAsync(host, "C-2"), await ConsentAsync(host, "C-3")).ShouldBe((false, false, null));
        receipt.Columns[1].Reasons.ShouldContainKeyAndValue("unreadableConsent", 1);
    }

    [Fact]
    public async Task Default_WhereARowSaysNothing_HoldsAndChangesReachUnchangedRows()
    {
        await using var host = await StartAsync(defaults: true);
        const string File = Header + "C-1,no\nC-2,\nC-3,perhaps\n";
        await host.ImportAsync("a.csv", File);
        (await ConsentAsync(host, "C-1"), await ConsentAsync(host, "C-2"), await ConsentAsync(host, "C-3")).ShouldBe((false, true, null));

        (await host.ImportAsync("same.csv", File)).Unchanged.ShouldBe(3);
        await DefineAsync(host, defaults: false);
        var denied = await host.ImportAsync("b.csv", File);
        denied.Changed.ShouldBe(1);
        (await ConsentAsync(host, "C-1"), await ConsentAsync(host, "C-2")).ShouldBe((false, false));

        await DefineAsync(host, defaults: null);
        await host.ImportAsync("c.csv", File);
        (await ConsentAsync(host, "C-1"), await ConsentAsync(host, "C-2")).ShouldBe((false, null));
    }

    [Fact]
    public async Task Default_NeverOutranksAStatementOfAnotherSource()
    {
        await using var host = await StartAsync();
        await host.ImportAsync("a.csv", Header + "C-1,no\n");
        await host.Get<Definitions>().Sources.PutAsync("shop", new SourceDefinition { Consent = new Dictionary<string, bool> { ["marketing"] = true } }, CancellationToken.None);

        await host.Storage.Blob(StorageNames.Crm, "shop/m.csv").UploadAsync(BinaryData.FromString("customer_id,age\nC-1,40\nC-2,41\n"));
        await host.Get<ImportRunner>().RunAsync(new ImportMessage("shop"), CancellationToken.None);

        var (first, second) = (await ProfileAsync(host, "C-1"), await ProfileAsync(host, "C-2"));
        first.Consent.ShouldBe(new Dictionary<string, bool> { ["marketing"] = false });
        first.Traits.Keys.ShouldBe(["age"]);
        first.Sources.Single(s => s.Source == "shop").Consent["marketing"].ShouldBe(new ConsentAnswer(true, null));
        first.Sources.Single(s => s.Source == "airline").Consent["marketing"].ObservedAt.ShouldNotBeNull();
        second.Consent.ShouldBe(new Dictionary<string, bool> { ["marketing"] = true });
    }

    [Fact]
    public async Task Statement_ThatEqualsTheDefault_IsAStatementFromThenOn()
    {
        await using var host = await StartAsync(defaults: true);
        await host.ImportAsync("a.csv", Header + "C-1,\n");

        (await host.ImportAsync("b.csv", Header + "C-1,yes\n")).Changed.ShouldBe(1);
        await DefineAsync(host, defaults: false);
        await host.ImportAsync("c.csv", Header + "C-1,\n");

        (await ConsentAsync(host, "C-1")).ShouldBe(true);
    }

    [Fact]
    public async Task Default_ThatHasChanged_IsNotWhatAnUnreadableCellLeaves()
    {
        await using var host = await StartAsync(defaults: true);
        await host.ImportAsync("a.csv", Header + "C-1,\nC-2,\n");

        await host.ImportAsync("same.csv", Header + "C-1,hm\n");
        await DefineAsync(host, defaults: false);
        await host.ImportAsync("b.csv", Header + "C-2,hm\n");

        (await ConsentAsync(host, "C-1"), await ConsentAsync(host, "C-2")).ShouldBe((true, null));
    }

    [Fact]
    public async Task Replace_UnreadableCell_LeavesWhatWas()
    {
        await using var host = await StartAsync(mode: SourceMode.Replace);
        await host.ImportAsync("a.csv", Header + "C-1,no\nC-2,no\n");

        await host.ImportAsync("b.csv", Header + "C-1,hm\nC-2,\n");

        (await ConsentAsync(host, "C-1"), await ConsentAsync(host, "C-2")).ShouldBe((false, null));
    }

    private Task<ImportHost> StartAsync(bool? defaults = null, SourceMode mode = SourceMode.Upsert) => ImportHost.StartAsync(azurite.NewAccount().ConnectionString).PreparedAsync(async host =>
    {
        await DefineAsync(host, defaults, mode);
    });

    private static Task DefineAsync(ImportHost host, bool? defaults, SourceMode mode = SourceMode.Upsert) => host.DefineAsync(new SourceDefinition
    {
        Mode = mode,
        Mapping = new Dictionary<string, string> { ["newsletter"] = "consent:marketing" },
        Consent = defaults is { } granted ? new Dictionary<string, bool> { ["marketing"] = granted } : [],
    });

    private static async Task<object?> ConsentAsync(ImportHost host, string customer)
    {
        var row = (await host.FindAsync(customer)).ShouldNotBeNull();
        var value = await host.TraitAsync(row, "consent:marketing");
        (await host.TraitAsync((await host.SnapshotAsync())[row.Profile], "consent:marketing")).ShouldBe(value, "the snapshot says the same");
        return value;
    }

    private static async Task<ProfileAnswer> ProfileAsync(ImportHost host, string customer) =>
        (await new ProfileReader(host.Get<ProfileStore>(), host.Get<TraitCatalog>(), host.Get<LivingProfile>(), host.Get<ComputedTraitReader>()).FindAsync(ProfileId.ForCustomer(customer), CancellationToken.None)).ShouldNotBeNull();
}
