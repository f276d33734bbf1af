using Activation.Delivery;
using Activation.Destinations;
using Activation.Destinations.Webhook;
using Activation.IntegrationTests.Support;
using Activation.Local.Sandbox;
using Activation.Storage;
using Activation.Sync;

namespace Activation.IntegrationTests.Delivery;

/// <summary>A small sync beside a large backfill at the same account, as the platform sees them: the one has members in tens, the other five.</summary>
public sealed class FairTurnsTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const int Batches = 40;
    private const int Few = 5;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SmallSync_AskedForWhileABackfillCalls_IsInAfterAFewCallsMore(bool onAnotherHost)
    {
        await using var host = await StartAsync(concurrency: 1);
        var peer = host.Peer();
        await using var owned = peer.Owned;
        var sizes = new List<int>();
        var messages = new List<int>();
        host.Platform.Fault = call =>
        {
            sizes.Add(call.Rows);
            messages.Add(host.Queue.Count(StorageNames.DeliverQueue));
            host.Time.Advance(TimeSpan.FromMilliseconds(1));
            if (sizes.Count == 3)
            {
                BeginSmallAsync(host, onAnotherHost ? peer : host).GetAwaiter().GetResult();
            }

            return null;
        };

        var large = await host.RunAsync("large");

        (large.State, large.Activated).ShouldBe((RunState.Completed, Batches * 10));
        (await host.RunsAsync("small")).ShouldHaveSingleItem().ShouldSatisfyAllConditions(r => r.State.ShouldBe(RunState.Completed), r => r.Activated.ShouldBe(Few));
        sizes.Count.ShouldBe(Batches + 1, "nothing is sent twice");
        sizes.IndexOf(Few).ShouldBeInRange(3, 3 + (2 * large.Batches.ShouldNotBeNull().AtOnce));
        messages.Max().ShouldBeLessThanOrEqualTo(large.Batches.AtOnce + 1);
    }

    [Fact]
    public async Task Batches_SomeAreTriedAgain_AllOthersGoOnAndEachIsSentUntilItIsIn()
    {
        await using var host = await StartAsync(concurrency: 2);
        var sent = 0;
        host.Platform.Fault = _ => ++sent % 7 == 2 ? SandboxFault.Error500 : null;

        var run = await host.RunAsync("large");

        run.Batches.ShouldBe(new RunBatches(Batches, Removes: 0, AtOnce: 4));
        (run.State, run.Activated).ShouldBe((RunState.Completed, Batches * 10));
        host.Platform.WebhookMembers("hook").Count.ShouldBe(Batches * 10);

        // Removes and adds follow each other among themselves.
        host.Platform.Fault = null;
        host.Platform.ClearCalls();
        await host.ImportAsync("two.csv", DeliveryHost.Members(("gone", 1, 200), ("large", 1_001, 200)));
        var changed = await host.RunAsync("large");

        changed.Batches.ShouldBe(new RunBatches(Batches, Removes: 20, AtOnce: 4));
        (changed.State, changed.Activated).ShouldBe((RunState.Completed, Batches * 10));
        host.Platform.Calls.Select(c => c.Operation).ShouldBe([.. Enumerable.Repeat("remove", 20), .. Enumerable.Repeat("add", 20)]);
    }

    /// <summary>The host dies after a batch is settled and before its follower is sent: its message comes again.</summary>
    [Fact]
    public async Task MessageOfASettledBatchComesAgain_ItsFollowerIsSentOnlyIfItWasNot()
    {
        await using var host = await StartAsync(concurrency: 1);
        var run = await host.RequestAsync("large");
        while (host.Queue.Next?.Queue != StorageNames.DeliverQueue)
        {
            host.Queue.TryReceive(out var planning).ShouldBeTrue("no batch was planned");
            await host.HandleAsync(planning);
        }

        host.Queue.TryReceive(out var first).ShouldBeTrue();
        await host.HandleAsync(first);
        host.Queue.Lose();
        host.Queue.Forget();

        await host.HandleAsync(first);

        host.Queue.Count(StorageNames.DeliverQueue).ShouldBe(1);
        await host.PumpAsync();
        (await host.BatchesAsync(run)).Where(b => b.State == BatchState.Delivered).Select(b => BatchStore.Id(b).Number).ShouldBe(Enumerable.Range(1, Batches).Where(n => n % 2 == 1));
        await host.HandleAsync(first);
        host.Queue.Count(StorageNames.DeliverQueue).ShouldBe(0);
    }

    private Task<DeliveryHost> StartAsync(int concurrency) =>
        DeliveryHost.StartAsync(azurite.NewAccount(), new SandboxOptions(), services => SmallBatches.Of<WebhookDestination>(services, 10)).PreparedAsync(async host =>
        {
            await host.DefineWebhookAsync("hook");
            var destinations = host.Get<Definitions>().Destinations;
            var hook = (await destinations.FindAsync("hook", CancellationToken.None)).ShouldNotBeNull();
            await destinations.PutAsync("hook", hook with { Limits = new AccountLimits(concurrency, CallsPerMinute: 10_000, Burst: 1_000) }, CancellationToken.None);
            await host.DefineSyncAsync("large", "hook");
            await host.DefineSyncAsync("small", "hook");
            await host.ImportAsync("one.csv", DeliveryHost.Members(("large", 1, Batches * 10), ("small", 5_001, Few)));
        });

    /// <summary>Asks for the small sync's run, and handles all of its messages that are due.</summary>
    private static async Task BeginSmallAsync(DeliveryHost host, DeliveryHost by)
    {
        await host.RequestAsync("small");
        var others = new List<DeduplicatingQueue.Message>();
        while (host.Queue.TryReceive(out var message))
        {
            if (message.Body.Contains("small.", StringComparison.Ordinal))
            {
                await by.HandleAsync(message);
            }
            else
            {
                others.Add(message);
            }
        }

        others.ForEach(host.Queue.PutBack);
        host.Time.Advance(TimeSpan.FromMilliseconds(1));
    }
}
