using Activation.Delivery;
using Activation.Destinations;
using Activation.Destinations.Meta;
using Activation.IntegrationTests.Support;
using Activation.Local.Sandbox;
using Activation.Sync;
using Activation.Tests.Destinations.ServerFiles;
using static Activation.IntegrationTests.Delivery.FileRuns;

namespace Activation.IntegrationTests.Delivery;

/// <summary>Runs of files with a control file that take longer than it is from tick to tick: they come to their end all the same, and whoever must leave does not wait for ever.</summary>
public sealed class LongRunTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const int MaxBatch = 10;
    private const int MostTicks = 30;

    /// <summary>Six calls an hour.</summary>
    private static readonly AccountLimits Slow = new(Concurrency: 1, CallsPerMinute: 0.1, Burst: 1);

    [Fact]
    public async Task ChangesTakeManyTicks_EachTickFinishesWhatWasDeliveredAndGoesOn()
    {
        await using var host = await StartAsync(azurite.NewAccount(), MaxBatch, Slow);
        await host.ImportAsync("one.csv", DeliveryHost.Members(("gold", 1, 200)));
        var held = new List<int>();
        var ticks = 0;
        for (var ended = false; !ended; ticks++)
        {
            ticks.ShouldBeLessThan(MostTicks);
            if (ticks == 3)
            {
                // Some of those who leave have been delivered, and some not yet.
                await host.ImportAsync("two.csv", DeliveryHost.Members(("silver", 1, 5), ("silver", 196, 5), ("gold", 301, 5)));
            }

            ended = await HourAsync(host);
            held.Add(OutboundReader.Read(host.Platform.Files).Count);
        }

        OutboundReader.Read(host.Platform.Files).ShouldBe(Held(Enumerable.Range(6, 190), Enumerable.Range(301, 5)));
        OutboundReader.Unlisted(host.Platform.Files).ShouldBeEmpty();
        ticks.ShouldBeGreaterThan(4);
        held.Skip(1).Take(ticks - 3).ShouldAllBe(h => h > 0, "every tick has brought some to the reader");
        host.Platform.Calls.Count(c => !IsControl(c)).ShouldBeInRange(20, 23, "nothing is sent twice");
        (await host.RunsAsync("gold")).Skip(1).ShouldAllBe(r => r.State == RunState.Superseded && r.Activated + r.Excluded + r.Failed == r.Received);
    }

    /// <summary>Between the older run's control file and its end.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task HostStopsWhileItTakesOver_AnotherWritesTheSameAndGoesOn(bool afterItIsThere)
    {
        await using var host = await StartAsync(azurite.NewAccount(), MaxBatch, Slow);
        await host.ImportAsync("one.csv", DeliveryHost.Members(("gold", 1, 100)));
        await HourAsync(host);
        var older = new RunId((await host.RunsAsync("gold")).ShouldHaveSingleItem().RunId);

        await host.TickAsync();
        var first = await PumpOverDeathAtTheControlFileAsync(host, afterItIsThere);

        var delivered = (await host.BatchesAsync(older)).Where(b => b.State == BatchState.Delivered).Sum(b => b.Members);
        delivered.ShouldBeInRange(1, 99);
        (await host.RunOfAsync(older)).ShouldSatisfyAllConditions(r => r.State.ShouldBe(RunState.Superseded), r => r.Activated.ShouldBe(delivered), r => r.EndedAt.ShouldNotBeNull());
        (await host.RunsAsync("gold"))[0].ShouldSatisfyAllConditions(r => r.State.ShouldBe(RunState.Completed), r => r.Adds.ShouldBe(100 - delivered));
        OutboundReader.Read(host.Platform.Files).ShouldBe(Held(Enumerable.Range(1, 100)));
        OutboundReader.Unlisted(host.Platform.Files).ShouldBeEmpty();
        var controls = host.Platform.Calls.Where(IsControl).ToList();
        controls.Count.ShouldBe(3, "that of the older run twice");
        first.ShouldBe(afterItIsThere ? host.Platform.Files[controls[0].Path] : null);
    }

    /// <summary>A full set is whole or nothing: ticks and who must leave wait for it, and have their turn right after.</summary>
    [Fact]
    public async Task FullRunTakesManyTicks_NothingTakesItOverAndTheNextRunFollows()
    {
        await using var host = await StartedAsync(200);
        await ChangeAsync(host, s => s with { FullEveryDays = 1 });
        host.Time.Advance(TimeSpan.FromHours(25));
        host.Platform.ClearCalls();
        await HourAsync(host);
        var full = (await host.RunsAsync("gold"))[0];
        (full.Mode, full.State).ShouldBe((RunMode.Full, RunState.Delivering));

        await host.ImportAsync("two.csv", DeliveryHost.Members(("silver", 1, 5)));
        await HourAsync(host);
        var asked = await host.Requests.ProtectAsync(new SyncId("gold"), CancellationToken.None);
        (await host.RunOfAsync(new RunId(full.RunId))).State.ShouldBe(RunState.Delivering);
        OutboundReader.Read(host.Platform.Files).ShouldBe(Held(Enumerable.Range(1, 200)));

        // The broker loses everything once; the next tick sees to it that the run goes on.
        host.Queue.Lose();
        await HoursAsync(host);

        var runs = await host.RunsAsync("gold");
        runs.Where(r => r.Mode == RunMode.Full).ShouldHaveSingleItem().ShouldSatisfyAllConditions(r => r.RunId.ShouldBe(full.RunId), r => r.State.ShouldBe(RunState.Completed), r => r.Adds.ShouldBe(200));
        (await host.RunOfAsync(asked)).State.ShouldBe(RunState.Superseded);
        runs.Count(r => r.State == RunState.Completed && r.Removes == 5).ShouldBe(1);
        OutboundReader.Read(host.Platform.Files).ShouldBe(Held(Enumerable.Range(6, 195)));
        OutboundReader.Unlisted(host.Platform.Files).ShouldBeEmpty();
        host.Platform.Calls.Count(c => !IsControl(c)).ShouldBe(21, "twenty of the full run and that of the removes");
    }

    /// <summary>Of a platform that takes each call for itself, and so could do with a part.</summary>
    [Fact]
    public async Task FullRunOfCallsTakesManyTicks_IsNotBegunAnewByThem()
    {
        await using var host = await StartCallsAsync();
        var full = await BeginFullAsync(host);
        await host.ImportAsync("two.csv", DeliveryHost.Members(("silver", 1, 5)));

        await HoursAsync(host);

        (await host.RunOfAsync(full)).ShouldSatisfyAllConditions(r => r.State.ShouldBe(RunState.Completed), r => r.Activated.ShouldBe(100));
        (await host.RunsAsync("gold")).Where(r => r.State == RunState.Completed && r.Removes == 5).ShouldHaveSingleItem().Mode.ShouldBe(RunMode.Delta);
        host.Platform.Calls.Count(c => c.Operation == "add").ShouldBe(10);
    }

    [Fact]
    public async Task FullRunOfCallsIsUnderWay_WhoMustLeaveDoesNotWaitBehindARunThatDoes()
    {
        await using var host = await StartCallsAsync();
        var full = await BeginFullAsync(host);
        await host.TickAsync();
        await host.PumpAsync(TimeSpan.FromSeconds(1));
        var waiting = (await host.RunsAsync("gold"))[0];
        (waiting.Mode, waiting.State).ShouldBe((RunMode.Delta, RunState.Planned));
        host.Time.Advance(TimeSpan.FromSeconds(1));

        var asked = await host.Requests.ProtectAsync(new SyncId("gold"), CancellationToken.None);
        await host.PumpAsync(TimeSpan.FromMinutes(1));

        (await host.RunOfAsync(full)).State.ShouldBe(RunState.Superseded);
        (await host.RunOfAsync(new RunId(waiting.RunId))).State.ShouldBe(RunState.Superseded);
        (await host.RunOfAsync(asked)).State.ShouldBe(RunState.Delivering, "it carries the full run on");
    }

    [Fact]
    public async Task FullRunEnds_WhoWaitedForItHasItsTurnBeforeTheNextTick()
    {
        await using var host = await StartedAsync(40);
        await host.RequestAsync("gold", RunMode.Full);
        await host.PumpAsync(TimeSpan.FromMinutes(15));
        await host.ImportAsync("two.csv", DeliveryHost.Members(("silver", 1, 5)));

        (await host.RunAsync("gold")).ShouldSatisfyAllConditions(r => r.State.ShouldBe(RunState.Completed), r => r.Mode.ShouldBe(RunMode.Delta), r => r.Removes.ShouldBe(5));

        (await host.RunsAsync("gold"))[1].ShouldSatisfyAllConditions(r => r.State.ShouldBe(RunState.Completed), r => r.Mode.ShouldBe(RunMode.Full));
        OutboundReader.Read(host.Platform.Files).ShouldBe(Held(Enumerable.Range(6, 35)));
    }

    [Fact]
    public async Task SyncIsPausedInAFullRun_ItStopsAndNothingOfItCounts()
    {
        await using var host = await StartedAsync(50);
        var full = await host.RequestAsync("gold", RunMode.Full);
        await host.PumpAsync(TimeSpan.FromMinutes(35));
        (await host.BatchesAsync(full)).ShouldContain(b => b.AwaitsRunEnd);
        var definition = (await host.Get<Definitions>().Syncs.FindAsync("gold", CancellationToken.None)).ShouldNotBeNull() with { Paused = true };
        await host.Get<Definitions>().Syncs.PutAsync("gold", definition, CancellationToken.None);

        await host.Requests.StopAsync(new SyncId("gold"), definition, CancellationToken.None);
        await host.PumpAsync();

        (await host.RunOfAsync(full)).ShouldSatisfyAllConditions(r => r.State.ShouldBe(RunState.Superseded), r => r.Code.ShouldBe("paused"));
        OutboundReader.Unlisted(host.Platform.Files).ShouldNotBeEmpty("what was written of it is in no control file");
        OutboundReader.Read(host.Platform.Files).ShouldBe(Held(Enumerable.Range(1, 50)));

        await ChangeAsync(host, s => s with { Paused = false });
        await LimitAsync(host, limits: null);
        await host.ImportAsync("two.csv", DeliveryHost.Members(("silver", 1, 5)));
        (await host.RunAsync("gold")).State.ShouldBe(RunState.Completed);
        OutboundReader.Read(host.Platform.Files).ShouldBe(Held(Enumerable.Range(6, 45)));
    }

    /// <summary>A hundred members at a platform that takes ten a call, and now six calls an hour.</summary>
    private async Task<DeliveryHost> StartCallsAsync() =>
        await DeliveryHost.StartAsync(azurite.NewAccount(), new SandboxOptions(), services => SmallBatches.Of<MetaDestination>(services, MaxBatch)).PreparedAsync(async host =>
        {
            await host.DefineMetaAsync(FileRuns.Destination);
            await host.DefineSyncAsync("gold", FileRuns.Destination);
            await host.ImportAsync("one.csv", DeliveryHost.Members(("gold", 1, 100)));
            (await host.RunAsync("gold")).State.ShouldBe(RunState.Completed);
            await LimitAsync(host, Slow);
            host.Time.Advance(TimeSpan.FromHours(1));
            host.Platform.ClearCalls();
        });

    /// <summary>A full run of which something is delivered.</summary>
    private static async Task<RunId> BeginFullAsync(DeliveryHost host)
    {
        var full = await host.RequestAsync("gold", RunMode.Full);
        await host.PumpAsync(TimeSpan.FromMinutes(25));
        (await host.BatchesAsync(full)).Count(b => b.State == BatchState.Delivered).ShouldBeInRange(1, 9);
        return full;
    }

    /// <summary>A sync whose first run has ended, at a destination that is slow from now on.</summary>
    private Task<DeliveryHost> StartedAsync(int members) => StartAsync(azurite.NewAccount(), MaxBatch).PreparedAsync(async host =>
    {
        await host.ImportAsync("one.csv", DeliveryHost.Members(("gold", 1, members)));
        (await host.RunAsync("gold")).State.ShouldBe(RunState.Completed);
        await LimitAsync(host, Slow);
        host.Time.Advance(TimeSpan.FromHours(1));
    });

    /// <summary>A tick and what happens until the next.</summary>
    /// <returns>Whether its run has ended.</returns>
    private static async Task<bool> HourAsync(DeliveryHost host)
    {
        var next = host.Time.GetUtcNow() + TimeSpan.FromHours(1);
        await host.TickAsync();
        await host.PumpAsync(TimeSpan.FromMinutes(59));
        host.Time.SetUtcNow(next);
        return (await host.RunsAsync("gold"))[0].State is RunState.Completed or RunState.CompletedWithErrors;
    }

    private static async Task HoursAsync(DeliveryHost host)
    {
        for (var ticks = 0; !await HourAsync(host); ticks++)
        {
            ticks.ShouldBeLessThan(MostTicks);
        }
    }
}
