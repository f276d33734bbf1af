using Activation.Delivery;
using Activation.Delivery.DeadLetters;
using Activation.IntegrationTests.Support;
using Activation.Local.Sandbox;
using Activation.Sync;

namespace Activation.IntegrationTests.Delivery;

/// <summary>What could not be delivered: listed until something makes up for it, explained, replayed one by one or all.</summary>
public sealed class DeadLetterTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task ReplayAll_OfADestination_PlansEachOfItsSyncsOnceAndTheListShrinks()
    {
        await using var host = await StartAsync();
        var dead = await host.Get<DeadLetterStore>().ListAsync(null, resolved: false, CancellationToken.None);
        dead.Select(b => BatchStore.Id(b).Run.Sync.Value).Distinct().Order(StringComparer.Ordinal).ShouldBe(["bronze", "gold", "silver"]);
        dead.ShouldAllBe(b => b.ErrorCode != null && b.ErrorMessage != null && b.FirstAttemptAt != null && b.Attempts > 0 && b.Destination != null);
        host.Platform.RefusesCallFor = null;

        var replayed = await host.Get<BatchReplay>().ReplayAllAsync(null, new DestinationId("meta"), CancellationToken.None);
        await host.PumpAsync();

        replayed.Runs.Select(r => new RunId(r).Sync.Value).Order(StringComparer.Ordinal).ShouldBe(["gold", "silver"]);
        foreach (var run in replayed.Runs)
        {
            (await host.RunOfAsync(new RunId(run))).State.ShouldBe(RunState.Completed);
        }

        (await host.AudienceAsync("gold")).ShouldContain(DeliveryHost.EmailKey(1));
        (await OpenAsync(host)).ShouldBe(["bronze"]);
        var made = await host.Get<DeadLetterStore>().ListAsync(new SyncId("gold"), resolved: true, CancellationToken.None);
        made.ShouldNotBeEmpty();
        made.ShouldAllBe(b => replayed.Runs.Contains(b.ReplayedBy) && b.ResolvedAt != null);

        var again = await Should.ThrowAsync<ProblemException>(() => host.Get<BatchReplay>().ReplayAsync(BatchStore.Id(made[0]), CancellationToken.None));
        (again.Status, again.Code).ShouldBe((409, "batchAlreadyReplayed"));
    }

    [Fact]
    public async Task ReplayAll_OfAPausedSync_SaysThatItIsSkipped()
    {
        await using var host = await StartAsync();
        var definition = (await host.Get<Definitions>().Syncs.FindAsync("silver", CancellationToken.None)).ShouldNotBeNull();
        await host.Get<Definitions>().Syncs.PutAsync("silver", definition with { Paused = true }, CancellationToken.None);

        var replayed = await host.Get<BatchReplay>().ReplayAllAsync(new SyncId("silver"), null, CancellationToken.None);

        replayed.Runs.ShouldBeEmpty();
        replayed.Skipped.ShouldHaveSingleItem().ShouldSatisfyAllConditions(s => s.Sync.ShouldBe("silver"), s => s.Code.ShouldBe("syncPaused"));
        (await OpenAsync(host)).ShouldContain("silver");
    }

    [Fact]
    public async Task LaterRunDelivers_OrTheSyncIsDeleted_NothingIsLeftToReplay()
    {
        await using var host = await StartAsync();
        host.Platform.RefusesCallFor = null;
        host.Time.Advance(TimeSpan.FromHours(1));
        await host.RunAsync("gold");
        (await OpenAsync(host)).ShouldBe(["bronze", "silver"]);

        await host.Requests.DeleteAsync(new SyncId("silver"), AtDeletion.Keep, CancellationToken.None);
        (await OpenAsync(host)).ShouldBe(["bronze"]);
    }

    [Fact]
    public async Task RunThatOnlyTakesPeopleOut_MakesUpForNoAdd()
    {
        await using var host = await StartAsync("gold");
        host.Platform.RefusesCallFor = null;

        var protect = await host.Requests.ProtectAsync(new SyncId("gold"), CancellationToken.None);
        await host.PumpAsync();

        (await host.RunOfAsync(protect)).State.ShouldBe(RunState.Completed);
        (await OpenAsync(host)).ShouldBe(["gold"]);
    }

    [Fact]
    public async Task FullRunThatCouldNotBeDelivered_IsMadeUpForByTheReplay()
    {
        await using var host = await StartAsync("gold");
        host.Platform.RefusesCallFor = null;
        host.Time.Advance(TimeSpan.FromHours(1));
        (await host.RunAsync("gold")).Activated.ShouldBe(20);
        host.Platform.RefusesCallFor = _ => true;
        host.Time.Advance(TimeSpan.FromHours(1));
        var full = await host.RunAsync("gold", RunMode.Full);
        (full.State, full.Adds, full.Activated).ShouldBe((RunState.Failed, 20, 20), "they are in the audience still");
        host.Platform.RefusesCallFor = null;
        host.Platform.ClearCalls();
        host.Time.Advance(TimeSpan.FromHours(1));
        await host.Requests.ProtectAsync(new SyncId("gold"), CancellationToken.None);
        await host.PumpAsync();
        host.Platform.Calls.ShouldNotContain(c => c.Operation == "add", "it only takes people out");
        host.Time.Advance(TimeSpan.FromHours(1));

        var replay = await host.Get<BatchReplay>().ReplayAllAsync(new SyncId("gold"), null, CancellationToken.None);
        await host.PumpAsync();

        (await host.RunOfAsync(new RunId(replay.Runs.ShouldHaveSingleItem()))).ShouldSatisfyAllConditions(r => r.State.ShouldBe(RunState.Completed), r => r.Adds.ShouldBe(20), r => r.Activated.ShouldBe(20));
        host.Platform.Calls.Where(c => c.Operation == "add").Sum(c => c.Rows).ShouldBe(20);
        (await OpenAsync(host)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Add_DeniedByAPolicySinceItsRunWasPlanned_IsNotSentAndSaysWhy()
    {
        await using var host = await DeliveryHost.StartAsync(azurite.NewAccount());
        await host.DefineMetaAsync("meta");
        await host.DefineSyncAsync("gold", "meta");
        await host.ImportAsync("members.csv", DeliveryHost.Members(("gold", 1, 20)));
        host.Platform.Fault = call => call.Operation == "add" ? SandboxFault.Error500 : null;
        var run = await host.RequestAsync("gold");
        await host.PumpAsync(TimeSpan.FromMinutes(10));
        host.Platform.Fault = null;

        // As an import does that brings the trait from a further source: no save is refused for it.
        var sources = host.Get<Definitions>().Sources;
        var source = (await sources.FindAsync("airline", CancellationToken.None)).ShouldNotBeNull();
        await sources.PutAsync("airline", source with { Labels = ["C3"] }, CancellationToken.None);
        await host.PumpAsync(TimeSpan.FromHours(1));

        var batch = (await host.Get<DeadLetterStore>().ListAsync(null, resolved: false, CancellationToken.None)).ShouldHaveSingleItem();
        (batch.ErrorCode, batch.ErrorMessage?.Contains("source/airline", StringComparison.Ordinal)).ShouldBe(("blockedByExportControl", true));
        var ended = await host.RunOfAsync(run);
        (ended.State, ended.Failed, ended.Reasons["notDelivered:blockedByExportControl"]).ShouldBe((RunState.Failed, 20, 20));
        (await host.AudienceAsync("gold")).ShouldBeEmpty();
    }

    /// <summary>Three syncs whose batches are refused, two of them at one destination.</summary>
    private Task<DeliveryHost> StartAsync() => StartAsync("gold", "silver", "bronze");

    /// <param name="failing">Those that have a run.</param>
    private Task<DeliveryHost> StartAsync(params string[] failing) => DeliveryHost.StartAsync(azurite.NewAccount()).PreparedAsync(async host =>
    {
        await host.DefineMetaAsync("meta");
        await host.DefineWebhookAsync("hook");
        await host.DefineSyncAsync("gold", "meta");
        await host.DefineSyncAsync("silver", "meta");
        await host.DefineSyncAsync("bronze", "hook");
        await host.ImportAsync("members.csv", DeliveryHost.Members(("gold", 1, 20), ("silver", 101, 20), ("bronze", 201, 20)));
        host.Platform.RefusesCallFor = _ => true;
        foreach (var sync in failing)
        {
            (await host.RunAsync(sync)).State.ShouldBe(RunState.Failed);
        }

        host.Time.Advance(TimeSpan.FromMinutes(1));
    });

    private static async Task<IReadOnlyList<string>> OpenAsync(DeliveryHost host) =>
        [.. (await host.Get<DeadLetterStore>().ListAsync(null, resolved: false, CancellationToken.None)).Select(b => BatchStore.Id(b).Run.Sync.Value).Distinct().Order(StringComparer.Ordinal)];
}
