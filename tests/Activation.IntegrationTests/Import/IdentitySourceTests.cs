using Activation.Import;
using Activation.Import.Normalization;
using Activation.IntegrationTests.Support;
using Activation.Profiles;

namespace Activation.IntegrationTests.Import;

/// <summary>Sources of kind `identity`, whose files only link identifiers.</summary>
public sealed class IdentitySourceTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Device = "38400000-8cf0-11bd-b23e-10b96e40000d";

    [Fact]
    public async Task Files_LinkIdentifiersAndMakeNoTraits()
    {
        await using var host = await ImportHost.StartAsync(azurite.NewAccount().ConnectionString);
        await host.DefineAsync(new SourceDefinition { Kind = SourceKind.Identity, Mapping = new Dictionary<string, string> { ["ok"] = "consent:marketing" } });

        var receipt = await host.ImportAsync("a.csv", $"customer_id,email,gaid,tier,ok\nC-1,a@x.org,{Device},Gold,yes\nC-1,b@x.org,,Silver,\n");

        (receipt.State, receipt.Accepted, receipt.New, receipt.Duplicates).ShouldBe((ImportState.Completed, 2, 1, 1));
        receipt.Columns.Select(c => (c.Target, c.Reason)).ShouldBe([("customerId", null), ("email", null), ("gaid", null), ("ignored", "identitySource"), ("consent:marketing", null)]);
        var row = (await host.FindAsync("C-1")).ShouldNotBeNull();
        row.Identifiers["email"].ShouldBe([Sha256Hex.Of("b@x.org"), Sha256Hex.Of("a@x.org")], "each row adds a link, the newest first");
        row.Identifiers["gaid"].ShouldBe([Device]);
        (await host.Get<TraitCatalog>().ReadAsync(CancellationToken.None)).Traits.Select(t => t.Name).ShouldBe(["consent:marketing"]);

        (await host.ImportAsync("again.csv", $"customer_id,email,gaid,tier,ok\nC-1,a@x.org,{Device},Gold,yes\nC-1,b@x.org,,Silver,\n")).Unchanged.ShouldBe(1);
        await host.ImportAsync("b.csv", "customer_id,email\nC-1,c@x.org\n");
        (await host.FindAsync("C-1")).ShouldNotBeNull().Identifiers["email"].Count.ShouldBe(3);
    }
}
