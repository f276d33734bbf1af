using System.Text.Json;
using Activation.Delivery;
using Activation.IntegrationTests.Support;
using Activation.Storage;
using Activation.Sync;
using Activation.Sync.Ledger;
using Activation.Sync.Processing;
using Azure;

namespace Activation.IntegrationTests.Delivery;

/// <summary>A host stands still while it plans, for longer than its lease; another one takes the run over; then the first goes on as if nothing had been.</summary>
public sealed class TwoPlannersTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly SyncId Sync = new("gold");

    [Theory]
    [InlineData("batches/gold.", false)]
    [InlineData("batches/gold.", true)]
    [InlineData("ledger/gold/manifest.json", false)]
    [InlineData("ledger/gold/manifest.json", true)]
    public async Task FirstStopsBeforeItsPlanCounts_SecondPlansOtherBatches_OnlyTheSecondsAreDelivered(string before, bool isDelivered)
    {
        await using var world = await World.StartAsync(azurite.NewAccount());
        var host = world.Host;
        var run = await host.RequestAsync("gold");
        world.StopFirst(r => r.WritesBlob(before), async () =>
        {
            // 1 to 4 have left meanwhile, 11 to 15 have come, and the audience takes more at once.
            await host.ImportAsync("later.csv", DeliveryHost.Members(("silver", 1, 4), ("gold", 11, 5)));
            await world.GoOnAsync(isDelivered);
        });

        var refused = await Should.ThrowAsync<RequestFailedException>(() => world.PlanFirstAsync(run));
        refused.Status.ShouldBe(409, "the manifest is there by now");
        var planned = await host.BatchesAsync(run);
        await host.PumpAsync();

        (await world.EmailsAsync()).ShouldBe([.. Enumerable.Range(5, 11).Select(DeliveryHost.EmailKey)], ignoreOrder: true);
        var record = await host.RunOfAsync(run);
        (record.State, record.Received, record.Activated, record.Adds).ShouldBe((RunState.Completed, 11, 11, 11));
        planned.Sum(b => b.Members).ShouldBe(11);
        (await host.BatchesAsync(run)).Select(b => (b.BatchId, b.Payload, b.Members, b.State)).ShouldBe(planned.Select(b => (b.BatchId, b.Payload, b.Members, BatchState.Delivered)));
        await world.ShouldBeSettledAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task FirstStopsAfterItsPlanCounts_SecondCarriesItOn_EachBatchIsSentOnce(bool isDelivered)
    {
        await using var world = await World.StartAsync(azurite.NewAccount());
        var host = world.Host;
        var run = await host.RequestAsync("gold");
        world.StopFirst(r => r.WritesBatch, () => world.GoOnAsync(isDelivered));

        await world.PlanFirstAsync(run);
        await host.PumpAsync();

        (await world.EmailsAsync()).ShouldBe([.. Enumerable.Range(1, 10).Select(DeliveryHost.EmailKey)], ignoreOrder: true);
        host.Platform.Calls.Where(c => c.Operation == "add").Sum(c => c.Rows).ShouldBe(10);
        var record = await host.RunOfAsync(run);
        (record.State, record.Received, record.Activated, record.Adds).ShouldBe((RunState.Completed, 10, 10, 10));
        (await host.BatchesAsync(run)).ShouldAllBe(b => b.State == BatchState.Delivered);
        await world.ShouldBeSettledAsync();
    }

    [Fact]
    public async Task FirstStopsAfterItsPlanCounts_NewerRunComes_TakesItsBatchesForNeverSent()
    {
        await using var world = await World.StartAsync(azurite.NewAccount());
        var host = world.Host;
        var run = await host.RequestAsync("gold");
        world.StopFirst(r => r.WritesBatch, async () =>
        {
            host.Queue.Lose();
            host.Time.Advance(TimeSpan.FromMinutes(1));
            await host.RunAsync("gold");
        });

        await world.PlanFirstAsync(run);
        await host.PumpAsync();

        var record = await host.RunOfAsync(run);
        (record.State, record.Received, record.Activated, record.Failed).ShouldBe((RunState.Superseded, 10, 0, 10));
        (await host.BatchesAsync(run)).ShouldAllBe(b => b.Attempts == 0);
        host.Platform.Calls.Where(c => c.Operation == "add").Sum(c => c.Rows).ShouldBe(10);
        await world.ShouldBeSettledAsync();
    }

    private sealed class World : IAsyncDisposable
    {
        private readonly StorageProxy proxy;
        private readonly DeliveryHost first;

        private World(DeliveryHost host, StorageProxy proxy)
        {
            Host = host;
            this.proxy = proxy;
            first = host.Peer(proxy.ConnectionString);
        }

        /// <summary>The second one.</summary>
        public DeliveryHost Host { get; }

        public static async Task<World> StartAsync(AzuriteAccount account)
        {
            var proxy = await StorageProxy.StartAsync(account, CancellationToken.None);
            return await Task.FromResult(new World(await DeliveryHost.StartAsync(account), proxy)).PreparedAsync(async world =>
            {
                await world.Host.DefineMetaAsync("meta");
                await world.Host.DefineSyncAsync("gold", "meta");
                await world.Host.ImportAsync("members.csv", DeliveryHost.Members(("gold", 1, 10)));
            });
        }

        /// <summary>When the first host is about to send a request, something else happens; then it sends the request again.</summary>
        public void StopFirst(Func<ProxiedRequest, bool> at, Func<Task> meanwhile) => proxy.Set(new StorageTrap(at, 1, TrapMoment.BeforeRequest, meanwhile));

        /// <summary>As the evaluation does it, without the lease: it is lost.</summary>
        public async Task PlanFirstAsync(RunId run)
        {
            var target = await first.Get<SyncTargets>().GetAsync(Sync, CancellationToken.None);
            await first.Get<RunPlanning>().PlanAsync(target, await first.Get<LedgerStore>().ReadAsync(Sync, CancellationToken.None), await first.RunOfAsync(run), CancellationToken.None);
        }

        /// <summary>The second host handles the run: to its end, or until its batches are on the queue.</summary>
        public async Task GoOnAsync(bool isDelivered)
        {
            if (isDelivered)
            {
                await Host.PumpAsync();
                return;
            }

            while (Host.Queue.Next?.Queue != StorageNames.DeliverQueue)
            {
                Host.Queue.TryReceive(out var message).ShouldBeTrue("no batch was planned");
                await Host.HandleAsync(message);
            }
        }

        public async Task<IReadOnlyList<string>> EmailsAsync() => [.. (await Host.AudienceAsync("gold")).Where(k => k.StartsWith("EMAIL:", StringComparison.Ordinal))];

        /// <summary>A further run finds nothing to do, and leaves no payload of anybody once the platform has said what became of its calls.</summary>
        public async Task ShouldBeSettledAsync()
        {
            Host.Time.Advance(TimeSpan.FromMinutes(31));
            await Host.Get<ProcessingWatch>().RunAsync(CancellationToken.None);
            var next = await Host.RunAsync("gold");
            (next.State, next.Adds, next.Removes).ShouldBe((RunState.Completed, 0, 0), JsonSerializer.Serialize(next));
            Host.Get<ActivationStorage>().Container(StorageNames.Batches).GetBlobs().ShouldBeEmpty();
        }

        public async ValueTask DisposeAsync()
        {
            await first.Owned.DisposeAsync();
            await Host.DisposeAsync();
            await proxy.DisposeAsync();
        }
    }
}
