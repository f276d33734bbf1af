using Activation.IntegrationTests.Support;
using Azure.Data.Tables;

namespace Activation.IntegrationTests;

public sealed class AzuriteFixtureTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task NewAccount_TwoAccounts_AreIsolatedInAllThreeServices()
    {
        var first = azurite.NewAccount();
        var second = azurite.NewAccount();

        await first.Blobs.CreateBlobContainerAsync("things");
        await first.Queues.CreateQueueAsync("things");
        await first.Tables.CreateTableAsync("Things");
        await first.Tables.GetTableClient("Things").AddEntityAsync(new TableEntity("p", "r"));

        first.Blobs.GetBlobContainers().Count().ShouldBe(1);
        first.Queues.GetQueues().Count().ShouldBe(1);
        first.Tables.Query().Count().ShouldBe(1);
        second.Blobs.GetBlobContainers().ShouldBeEmpty();
        second.Queues.GetQueues().ShouldBeEmpty();
        second.Tables.Query().ShouldBeEmpty();
    }
}
