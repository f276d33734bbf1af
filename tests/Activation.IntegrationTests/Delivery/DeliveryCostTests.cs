using Activation.Destinations;
using Activation.IntegrationTests.Support;
using Activation.Storage;
using Activation.Sync;

namespace Activation.IntegrationTests.Delivery;

/// <summary>What a delivered batch costs in calls of the storage.</summary>
public sealed class DeliveryCostTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly string[] Alone =
    [
        "the batch", "its lease", "the run",
        "the sync", "its destination", "its audience", "what is known of the credentials", "… and of the account", "a slot of it",
        "the attempt", "the payload", "the outcome", "the slot's end", "the lease's end", "whether a batch is left",
    ];

    [Fact]
    public async Task Batch_DeliveredAlone_CostsOneCallForEachThingThatItMustKnowOrWrite()
    {
        var account = azurite.NewAccount();
        await using var host = await DeliveryHost.StartAsync(account);
        await using var proxy = await StorageProxy.StartAsync(account, CancellationToken.None);
        var counted = host.Peer(proxy.ConnectionString);
        await using var owned = counted.Owned;
        await host.DefineWebhookAsync("hook");

        // One slot, so that the first batch makes its blob, and takes tokens for the second.
        var destinations = host.Get<Definitions>().Destinations;
        var hook = (await destinations.FindAsync("hook", CancellationToken.None)).ShouldNotBeNull();
        await destinations.PutAsync("hook", hook with { Limits = new AccountLimits(Concurrency: 1, CallsPerMinute: 1_000, Burst: 1_000) }, CancellationToken.None);
        await host.DefineSyncAsync("gold", "hook");
        await host.ImportAsync("members.csv", DeliveryHost.Members(("gold", 1, 2_500)));
        var run = await host.RequestAsync("gold");
        while (host.Queue.Next?.Queue != StorageNames.DeliverQueue)
        {
            host.Queue.TryReceive(out var planning).ShouldBeTrue("no batch was planned");
            await host.HandleAsync(planning);
        }

        host.Queue.TryReceive(out var first).ShouldBeTrue();
        await counted.HandleAsync(first);
        var before = proxy.Requests.Count;
        host.Queue.TryReceive(out var second).ShouldBeTrue();
        await counted.HandleAsync(second);

        var calls = proxy.Requests.Skip(before).ToList();
        calls.Count.ShouldBe(Alone.Length, string.Join('\n', calls.Select(c => $"{c.Service} {c.Method} {c.Target}")));
        await host.PumpAsync();
        (await host.RunOfAsync(run)).State.ShouldBe(RunState.Completed);
    }

    [Fact]
    public async Task Batches_DeliveredSideBySideOnTwoHosts_AreSentOnceAndTheirRunsEnd()
    {
        var account = azurite.NewAccount();
        await using var host = await DeliveryHost.StartAsync(account);
        var peer = host.Peer();
        await using var owned = peer.Owned;
        await host.DefineWebhookAsync("hook");
        await host.DefineSyncAsync("gold", "hook");
        await host.DefineSyncAsync("silver", "hook");
        await host.ImportAsync("members.csv", DeliveryHost.Members(("gold", 1, 7_500), ("silver", 7_501, 2_000)));
        RunId[] runs = [await host.RequestAsync("gold"), await host.RequestAsync("silver")];

        while (host.Queue.Next is { } next)
        {
            if (next.Due > host.Time.GetUtcNow())
            {
                host.Time.SetUtcNow(next.Due);
            }

            var due = new List<DeduplicatingQueue.Message>();
            while (host.Queue.TryReceive(out var message))
            {
                due.Add(message);
            }

            await Task.WhenAll(due.Select((m, i) => Task.Run(() => (i % 2 == 0 ? host : peer).HandleAsync(m))));
        }

        foreach (var run in runs)
        {
            var record = await host.RunOfAsync(run);
            (record.State, record.Failed, record.Activated).ShouldBe((RunState.Completed, 0, record.Received));
        }

        host.Platform.WebhookMembers("hook").Count.ShouldBe(9_500);
        host.Platform.Calls.Where(c => c.Operation == "add").Sum(c => c.Rows).ShouldBe(9_500, "nothing is sent twice");
    }
}
