using System.Collections.Concurrent;
using Activation.Delivery;
using Activation.Delivery.Accounts;
using Activation.Destinations;
using Activation.IntegrationTests.Support;
using Activation.Local.Sandbox;
using Activation.Storage;
using Activation.Sync;

namespace Activation.IntegrationTests.Delivery;

/// <summary>What a platform asks of one call holds for its whole account.</summary>
public sealed class ThrottleTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task OneCallIsThrottledOrNearlySo_NoOtherSyncOfTheAccountCallsMeanwhile(bool refused)
    {
        await using var host = await StartAsync();
        var times = new ConcurrentQueue<(string Path, DateTimeOffset At)>();
        host.Platform.Fault = call =>
        {
            times.Enqueue((call.Path, host.Time.GetUtcNow()));
            return refused && call.Operation == "add" && times.Count(t => t.Path.EndsWith("users", StringComparison.Ordinal)) == 1 ? SandboxFault.Throttle : null;
        };
        var first = true;
        host.Platform.Usage = call =>
        {
            var asks = first && call.Operation == "add";
            first &= !asks;
            return asks ? new SandboxUsage(refused ? 100 : 96, Minutes: 7) : null;
        };

        var runs = new[] { await host.RequestAsync("gold"), await host.RequestAsync("silver") };
        await host.PumpAsync();

        foreach (var run in runs)
        {
            (await host.RunOfAsync(run)).State.ShouldBe(RunState.Completed);
        }

        var all = times.ToList();
        var asked = all.FindIndex(t => t.Path.EndsWith("users", StringComparison.Ordinal));
        all.Count.ShouldBeGreaterThan(asked + 1);
        all.Skip(asked + 1).ShouldAllBe(t => t.At >= all[asked].At + TimeSpan.FromMinutes(7));
        (await host.BatchesAsync(runs[1])).ShouldAllBe(b => b.Attempts == 1, "waiting is no attempt");
        (await host.AudienceAsync("gold")).ShouldContain(DeliveryHost.EmailKey(1));
        (await host.AudienceAsync("silver")).ShouldContain(DeliveryHost.EmailKey(101));
    }

    [Fact]
    public async Task LimitsOfADestination_AreKeptByAllItsSyncsTogether()
    {
        await using var host = await StartAsync();
        var destinations = host.Get<Definitions>().Destinations;
        foreach (var (id, stored) in await destinations.ListAsync(CancellationToken.None))
        {
            await destinations.PutAsync(id, stored with { Limits = new AccountLimits(Concurrency: 2, CallsPerMinute: 2, Burst: 3) }, CancellationToken.None);
        }

        var times = new ConcurrentQueue<DateTimeOffset>();
        host.Platform.Fault = _ =>
        {
            times.Enqueue(host.Time.GetUtcNow());
            return null;
        };

        var runs = new[] { await host.RequestAsync("gold"), await host.RequestAsync("silver") };
        await host.PumpAsync();

        foreach (var run in runs)
        {
            (await host.RunOfAsync(run)).State.ShouldBe(RunState.Completed);
        }

        // Making an audience takes two calls under one token, a batch one.
        var calls = times.ToList();
        calls.Count.ShouldBe(6);
        (calls[^1] - calls[0]).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Slots_OfTwoHosts_AreNeverMoreThanTheLimit()
    {
        var account = azurite.NewAccount();
        await using var one = await DeliveryHost.StartAsync(account);
        await using var two = await DeliveryHost.StartAsync(account);
        var limits = new AccountLimits(Concurrency: 3, CallsPerMinute: 1000, Burst: 100);
        var reference = new AccountRef("meta.act_1", "credentials:meta", limits);
        var entries = new List<AccountEntry>();
        foreach (var host in new[] { one, two, one })
        {
            entries.Add(await host.Get<AccountGate>().EnterAsync(reference, CancellationToken.None));
        }

        entries.ShouldAllBe(e => e.Refusal == null);
        await using (var fourth = await two.Get<AccountGate>().EnterAsync(reference, CancellationToken.None))
        {
            (fourth.Refusal?.Outcome, fourth.Refusal?.Code).ShouldBe((DestinationOutcome.Throttled, "accountBusy"));
        }

        // Kept for a moment for the next call of the same host, since another one of it is under way.
        await entries[0].DisposeAsync();
        one.Time.Advance(AccountRack.Unused);
        await Polling.UntilTrueAsync("the slot that nobody used", TimeSpan.FromSeconds(20), async () =>
        {
            two.Time.Advance(TimeSpan.FromSeconds(1));
            await using var again = await two.Get<AccountGate>().EnterAsync(reference, CancellationToken.None);
            return again.Refusal is null;
        });

        foreach (var entry in entries.Skip(1))
        {
            await entry.DisposeAsync();
        }
    }

    /// <summary>With six hours instead of the day that is usual, since every hour is a run.</summary>
    [Fact]
    public async Task PlatformIsDownForLongerThanItIsTried_HourlyRunsGiveUpAndTryFewTimes_ThenDeliver()
    {
        const int Hours = 6;
        const int Ticks = Hours + 3;
        await using var host = await StartAsync(("Activation:Delivery:GiveUpHours", $"{Hours}"));
        await host.RunAsync("gold");
        await host.ImportAsync("more.csv", DeliveryHost.Members(("gold", 500, 5)));
        host.Platform.ClearCalls();
        host.Platform.Fault = call => call.Operation == "add" ? SandboxFault.Error500 : null;
        await host.Get<Definitions>().Syncs.DeleteAsync("silver", CancellationToken.None);
        var states = new List<BatchState>();

        for (var hour = 0; hour < Ticks; hour++)
        {
            host.Time.Advance(TimeSpan.FromHours(1) - TimeSpan.FromTicks(host.Time.GetUtcNow().Ticks % TimeSpan.TicksPerHour));
            await host.TickAsync();
            await host.PumpAsync(TimeSpan.FromMinutes(59));
            states.AddRange((await host.BatchesAsync(new RunId((await host.RunsAsync("gold"))[0].RunId))).Select(b => b.State));
        }

        states.Take(Hours - 1).ShouldAllBe(s => s == BatchState.Retrying);
        states[^1].ShouldBe(BatchState.DeadLettered);
        host.Platform.Calls.Count(c => c.Operation == "add").ShouldBeLessThan(Ticks * 10, "the backoff goes on over the runs");

        host.Platform.Fault = null;
        host.Time.Advance(TimeSpan.FromHours(1));
        await host.TickAsync();
        await host.PumpAsync(TimeSpan.FromMinutes(59));
        (await host.RunsAsync("gold"))[0].State.ShouldBe(RunState.Completed);
        (await host.AudienceAsync("gold")).ShouldContain(DeliveryHost.EmailKey(504));
        (await host.Get<SyncStateStore>().GetAsync(new SyncId("gold"), CancellationToken.None)).FailingSince.ShouldBeNull();
    }

    private Task<DeliveryHost> StartAsync(params (string Key, string Value)[] settings) => DeliveryHost.StartAsync(azurite.NewAccount(), settings).PreparedAsync(async host =>
    {
        await host.DefineMetaAsync("meta");
        await host.DefineMetaAsync("same-account");
        await host.DefineSyncAsync("gold", "meta");
        await host.DefineSyncAsync("silver", "same-account");
        await host.ImportAsync("members.csv", DeliveryHost.Members(("gold", 1, 20), ("silver", 101, 20)));
    });
}
