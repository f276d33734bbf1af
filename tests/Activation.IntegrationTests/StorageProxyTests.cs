using Activation.IntegrationTests.Support;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;

namespace Activation.IntegrationTests;

public sealed class StorageProxyTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Requests_OfAllThreeServices_PassUnchanged()
    {
        await using var proxy = await StorageProxy.StartAsync(azurite.NewAccount(), CancellationToken.None);
        var container = new BlobServiceClient(proxy.ConnectionString).GetBlobContainerClient("things");
        var queue = new QueueClient(proxy.ConnectionString, "things");
        var table = new TableClient(proxy.ConnectionString, "Things");

        await container.CreateAsync();
        await container.UploadBlobAsync("a folder/ä+%20.txt", BinaryData.FromString("text"));
        await queue.CreateAsync();
        await queue.SendMessageAsync("message");
        await table.CreateAsync();
        await table.SubmitTransactionAsync(
        [
            new TableTransactionAction(TableTransactionActionType.UpsertReplace, new TableEntity("p", "1|a")),
            new TableTransactionAction(TableTransactionActionType.UpsertReplace, new TableEntity("p", "2|b")),
        ]);

        (await container.GetBlobClient("a folder/ä+%20.txt").DownloadContentAsync()).Value.Content.ToString().ShouldBe("text");
        (await queue.ReceiveMessageAsync()).Value.MessageText.ShouldBe("message");
        table.Query<TableEntity>(e => e.PartitionKey == "p").Count().ShouldBe(2);
        proxy.Requests.Count(r => r.WritesBatch).ShouldBe(1);
        proxy.Requests.Count(r => r.WritesBlob("things/a")).ShouldBe(1);
    }

    [Theory]
    [InlineData(TrapMoment.BeforeRequest, 1)]
    [InlineData(TrapMoment.AfterResponse, 2)]
    public async Task Trap_AtTheSecondMessage_SpringsThereAndBreaksTheConnection(TrapMoment moment, int arrived)
    {
        var account = azurite.NewAccount();
        await using var proxy = await StorageProxy.StartAsync(account, CancellationToken.None);
        var options = new QueueClientOptions { Retry = { MaxRetries = 0 } };
        var queue = new QueueClient(proxy.ConnectionString, "things", options);
        await queue.CreateAsync();
        var trap = new StorageTrap(r => r.SendsMessage("things"), 2, moment, () => Task.CompletedTask);
        proxy.Set(trap);

        await queue.SendMessageAsync("one");
        await Should.ThrowAsync<Exception>(() => queue.SendMessageAsync("two"));

        trap.Sprung.IsCompletedSuccessfully.ShouldBeTrue();
        (await account.Queues.GetQueueClient("things").PeekMessagesAsync(10)).Value.Length.ShouldBe(arrived);
    }
}
