using Activation.Import;
using Activation.IntegrationTests.Support;
using Activation.Profiles;
using Activation.Storage;

namespace Activation.IntegrationTests.Import;

/// <summary>Links that a receipt reports because they name more than one customer.</summary>
public sealed class LinkCountTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task RowWithoutACustomer_WhoseEmailTwoCustomersHave_IsAmbiguous()
    {
        await using var host = await ImportHost.StartAsync(azurite.NewAccount().ConnectionString);

        var receipt = await host.ImportAsync("a.csv", "customer_id,email\nC-1,shared@example.com\nC-2,shared@example.com\n,shared@example.com\n,own@example.com\n");

        (receipt.New, receipt.AmbiguousLinks, receipt.ConflictingLinks).ShouldBe((4, 1, 2));
    }

    [Fact]
    public async Task Customer_WhoseEmailBelongsToAnotherCustomer_IsAConflictAndBothStay()
    {
        await using var host = await ImportHost.StartAsync(azurite.NewAccount().ConnectionString);
        (await host.ImportAsync("a.csv", "customer_id,email\nC-1,ada@example.com\nC-2,bob@example.com\n")).ConflictingLinks.ShouldBe(0);

        var conflict = await host.ImportAsync("b.csv", "customer_id,email\nC-3,ada@example.com\nC-4,new@example.com\n");
        var moved = await host.ImportAsync("c.csv", "customer_id,email\nC-1,other@example.com\nC-3,ada@example.com\n");

        (conflict.New, conflict.ConflictingLinks).ShouldBe((2, 1));
        moved.ConflictingLinks.ShouldBe(0, "the file itself gives the email to one customer alone");
        (await host.FindAsync("C-1")).ShouldNotBeNull();
        (await host.FindAsync("C-3")).ShouldNotBeNull();
    }

    [Fact]
    public async Task Customer_WhoseEmailAnotherSourcesCustomerHas_IsAConflict()
    {
        await using var host = await ImportHost.StartAsync(azurite.NewAccount().ConnectionString);
        await host.Storage.Blob(StorageNames.Crm, "shop/m.csv").UploadAsync(BinaryData.FromString("customer_id,email\nS-1,ada@example.com\n"));
        await host.Get<ImportRunner>().RunAsync(new ImportMessage("shop"), CancellationToken.None);

        var receipt = await host.ImportAsync("a.csv", "customer_id,email\nC-1,ada@example.com\nC-1,ada@example.com\n");

        (receipt.New, receipt.Duplicates, receipt.ConflictingLinks).ShouldBe((1, 1, 1));
    }

    [Fact]
    public async Task IdentityPriority_SameEmailWithAnotherUserId_IsANewProfile()
    {
        await using var host = await ImportHost.StartAsync(azurite.NewAccount().ConnectionString);

        // The worked example of Segment's identity resolution: user ids come before emails, so abc456 is another person than abc123.
        await host.ImportAsync("a.csv", "user_id,email\nabc123,jane@example.com\n");
        var receipt = await host.ImportAsync("b.csv", "user_id,email\nabc456,jane@example.com\n");

        (receipt.New, receipt.Merged, receipt.ConflictingLinks).ShouldBe((1, 0, 1));
        (await host.SnapshotAsync()).Keys.ShouldBe([ProfileId.ForCustomer("abc123"), ProfileId.ForCustomer("abc456")], ignoreOrder: true);
    }
}
