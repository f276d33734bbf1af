using System.Collections.Concurrent;
using Activation.Delivery;
using Activation.IntegrationTests.Support;
using Activation.Local.Sandbox;
using Activation.Storage;
using Activation.Sync;
using Activation.Sync.Planning;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Extensions.DependencyInjection;

namespace Activation.IntegrationTests.Delivery;

/// <summary>Two hosts that are both handed every message, at the same time, or of which one stands still.</summary>
public sealed class TwoHostsTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    /// <summary>Its lease has passed to another host meanwhile, and it has not heard of that yet.</summary>
    [Fact]
    public async Task HostStoodStillForLongerThanItsLease_SendsNothingWhenItGoesOn()
    {
        var (account, standstill) = (azurite.NewAccount(), new Standstill());
        await using var host = await DeliveryHost.StartAsync(account, new SandboxOptions(), services => services.AddSingleton<IPlanScopeSource>(standstill));
        await using var proxy = await StorageProxy.StartAsync(account, CancellationToken.None);
        var still = host.Peer(proxy.ConnectionString);
        await using var owned = still.Owned;
        await host.DefineWebhookAsync("hook");
        await host.DefineSyncAsync("gold", "hook");
        await host.ImportAsync("members.csv", DeliveryHost.Members(("gold", 1, 10)));
        var run = await host.RequestAsync("gold");
        while (host.Queue.Next?.Queue != StorageNames.DeliverQueue)
        {
            host.Queue.TryReceive(out var planning).ShouldBeTrue();
            await host.HandleAsync(planning);
        }

        host.Queue.TryReceive(out var message).ShouldBeTrue();
        var payload = host.Get<BatchPayloads>().Blob((await host.BatchesAsync(run))[0]);
        var unheard = new TaskCompletionSource();
        IAsyncDisposable? other = null;
        host.Time.Advance(TimeSpan.FromMinutes(2));
        standstill.During = async () =>
        {
            proxy.Set(new StorageTrap(r => r.Target.Contains("comp=lease", StringComparison.Ordinal) && r.Target.Contains(payload.Name, StringComparison.Ordinal), 1, TrapMoment.BeforeRequest, () => unheard.Task));
            await payload.GetBlobLeaseClient().BreakAsync(TimeSpan.Zero);
            other = await host.Get<BlobLeases>().TryAcquireAsync(payload, CancellationToken.None);
            host.Time.Advance(TimeSpan.FromMinutes(1));
        };

        await Should.ThrowAsync<OperationCanceledException>(() => still.HandleAsync(message));

        host.Platform.Calls.ShouldNotContain(c => c.Operation == "add");
        standstill.During = null;
        unheard.SetResult();
        await other.ShouldNotBeNull().DisposeAsync();
        host.Queue.PutBack(message);
        await host.PumpAsync();
        (await host.RunOfAsync(run)).State.ShouldBe(RunState.Completed);
        host.Platform.WebhookMembers("hook").Count.ShouldBe(10);
    }

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

    /// <summary>The host stands still where a delivery looks at what it may send: after it has its lease, and before it calls.</summary>
    private sealed class Standstill : IPlanScopeSource
    {
        public Func<Task>? During { get; set; }

        public async Task<PlanScope> ApplyAsync(PlanScope scope, SyncId sync, CancellationToken cancellationToken)
        {
            await (During?.Invoke() ?? Task.CompletedTask);
            return scope;
        }
    }
}
