using System.Collections.Concurrent;
using Activation.IntegrationTests.Support;
using Activation.Local.Sandbox;
using Activation.Sync;

namespace Activation.IntegrationTests.Delivery;

/// <summary>Two hosts that are both handed every message, at the same time.</summary>
public sealed class TwoHostsTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task EveryMessageGoesToBothHosts_EachBatchIsSentOnceAtATime(bool withFaults)
    {
        await using var host = await DeliveryHost.StartAsync(azurite.NewAccount());
        await host.DefineWebhookAsync("hook");
        await host.DefineSyncAsync("gold", "hook");
        await host.ImportAsync("members.csv", DeliveryHost.Members(("gold", 1, 3_500)));
        var failed = 0;
        host.Platform.Fault = call => withFaults && call.Operation == "add" && Interlocked.Increment(ref failed) <= 3 ? SandboxFault.LostResponse : null;
        var underWay = new ConcurrentDictionary<int, int>();
        var most = 0;
        host.Platform.BeforeApply = (call, _) => Count(call, +1);
        host.Platform.AfterApply = (call, _) => Count(call, -1);
        var peer = host.Peer();
        await using var peerProvider = peer.Owned;

        var run = await host.RequestAsync("gold");
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

            await Task.WhenAll(due.SelectMany(m => new[] { Task.Run(() => host.HandleAsync(m)), Task.Run(() => peer.HandleAsync(m)) }));
        }

        (await host.RunOfAsync(run)).State.ShouldBe(RunState.Completed);
        host.Platform.WebhookMembers("hook").Count.ShouldBe(3_500);
        var lost = host.Platform.Calls.Where(c => c.Fault is not null).Sum(c => c.Rows);
        host.Platform.Calls.Where(c => c.Operation == "add").Sum(c => c.Rows).ShouldBe(3_500 + lost, "nothing is sent again but what had no answer");
        most.ShouldBe(1, "never two calls of one batch side by side");

        // The last batch has 500 members and the others 1,000: calls of the same size may be of different batches, so only that one is told apart.
        Task Count(SandboxCall call, int by)
        {
            if (call is { Operation: "add", Rows: 500 })
            {
                most = Math.Max(most, underWay.AddOrUpdate(call.Rows, by, (_, count) => count + by));
            }

            return Task.CompletedTask;
        }
    }
}
