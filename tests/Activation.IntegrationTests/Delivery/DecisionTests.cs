using Activation.Governance.Privacy;
using Activation.Import;
using Activation.IntegrationTests.Support;
using Activation.Local.Sandbox;
using Activation.Storage;
using Activation.Sync;
using Activation.Sync.Ledger;

namespace Activation.IntegrationTests.Delivery;

/// <summary>What people decide about runs and syncs, in whatever state these are.</summary>
public sealed class DecisionTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Approval_ThatWouldReleaseNothing_IsRefusedWithTheReason_AndTheRunStaysHeld()
    {
        await using var host = await StartAsync(s => s with { MinimumSize = 20, MaxRemoveShare = null });
        await host.ImportAsync("few.csv", DeliveryHost.Members(("gold", 1, 5)));
        var small = await host.RunAsync("gold");
        (await ApproveAsync(host, small)).ShouldBe((409, "runNotDecidable"));

        await ChangeAsync(host, s => s with { MinimumSize = 0 });
        host.Time.Advance(TimeSpan.FromMinutes(1));
        (await host.RunAsync("gold")).State.ShouldBe(RunState.Completed);
        host.Time.Advance(TimeSpan.FromMinutes(1));
        await host.ImportAsync("none.csv", DeliveryHost.Members(("silver", 1, 5)));
        var emptying = await host.RunAsync("gold");
        (emptying.State, emptying.Code).ShouldBe((RunState.Held, "wouldEmptyAudience"));

        // Approved while the sync is paused, it would protect and do nothing else.
        await ChangeAsync(host, s => s with { Paused = true });
        (await ApproveAsync(host, emptying)).ShouldBe((409, "syncPaused"));
        (await host.RunOfAsync(new RunId(emptying.RunId))).State.ShouldBe(RunState.Held);

        // Nor can it be once the sync is gone, or another one has its name.
        await host.Requests.DeleteAsync(new SyncId("gold"), AtDeletion.Keep, CancellationToken.None);
        (await host.RunOfAsync(new RunId(emptying.RunId))).ShouldSatisfyAllConditions(r => r.State.ShouldBe(RunState.Superseded), r => r.Message.ShouldBe("The sync was deleted."));
        await host.DefineSyncAsync("gold", "meta");
        (await ApproveAsync(host, emptying)).ShouldBe((409, "runNotHeld"));
    }

    [Fact]
    public async Task Pause_OfASyncThatFollowsImports_TheFirstTickAfterItBringsWhatWasMissed()
    {
        await using var host = await StartAsync(s => s with { AfterImport = true });
        await host.Get<Definitions>().Syncs.PutAsync("bad-zone", new SyncDefinition { Segment = "gold", Destination = "meta", AfterImport = true, TimeZone = "Europe/Nowhere" }, CancellationToken.None);
        await host.ImportAsync("1.csv", DeliveryHost.Members(("gold", 0, 5)));
        await host.PumpAsync();
        await ShouldHoldAsync(host, 5);

        await ChangeAsync(host, s => s with { Paused = true });
        await host.ImportAsync("2.csv", DeliveryHost.Members(("gold", 5, 5)));
        await TickAsync(host);
        await ShouldHoldAsync(host, 5);
        await ChangeAsync(host, s => s with { Paused = false });
        await TickAsync(host);
        await ShouldHoldAsync(host, 10);
        var runs = (await host.RunsAsync("gold")).Count;
        await TickAsync(host);
        (await host.RunsAsync("gold")).Count.ShouldBe(runs, "nothing is left to make up for");

        // Its run waits when the sync is paused.
        await host.ImportAsync("3.csv", DeliveryHost.Members(("gold", 10, 5)));
        var waiting = (await host.RunsAsync("gold"))[0];
        host.Time.Advance(TimeSpan.FromSeconds(1));
        await ChangeAsync(host, s => s with { Paused = true });
        await host.PumpAsync();
        (await host.RunOfAsync(new RunId(waiting.RunId))).ShouldSatisfyAllConditions(r => r.Mode.ShouldBeOneOf(RunMode.Delta, RunMode.Protect), r => r.Adds.ShouldBe(0));
        await ShouldHoldAsync(host, 10);
        await ChangeAsync(host, s => s with { Paused = false });
        await TickAsync(host);
        await ShouldHoldAsync(host, 15);
    }

    [Fact]
    public async Task PeopleWhoMustLeave_DoSoWhateverIsWrongWithTheSyncsOptions()
    {
        await using var host = await StartAsync(s => s);
        await host.ImportAsync("1.csv", DeliveryHost.Members(("gold", 0, 5)));
        await host.RunAsync("gold");
        var audience = (await host.Get<SyncStateStore>().GetAsync(new SyncId("gold"), CancellationToken.None)).AudienceId.ShouldNotBeNull();
        var broken = (await host.Get<Definitions>().Syncs.FindAsync("gold", CancellationToken.None)).ShouldNotBeNull() with { TimeZone = "Europe/Nowhere", AudienceName = "A name that the platform refuses" };
        await host.Get<Definitions>().Syncs.PutAsync("gold", broken, CancellationToken.None);
        host.Platform.Answer = call => call.Operation == "rename" ? new SandboxAnswer(403) : null;
        host.Time.Advance(TimeSpan.FromMinutes(1));

        await host.Get<PrivacyRequests>().CreateAsync(PrivacyRequestType.Suppress, suppress: true, [new GivenIdentifier("email", "member3@example.com", null)], CancellationToken.None);
        await host.PumpAsync(TimeSpan.FromHours(1));
        EmailsOf(audience).ShouldBe(new[] { 0, 1, 2, 4 }.Select(DeliveryHost.EmailKey), ignoreOrder: true);

        await host.Requests.DeleteAsync(new SyncId("gold"), AtDeletion.Empty, CancellationToken.None);
        await host.PumpAsync(TimeSpan.FromHours(1));
        EmailsOf(audience).ShouldBeEmpty();
        (await host.Get<Definitions>().Syncs.FindAsync("gold", CancellationToken.None)).ShouldBeNull();

        IEnumerable<string> EmailsOf(string id) => (host.Platform.Keys(id) ?? []).Where(k => k.StartsWith("EMAIL:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task EndDate_PlatformRefusesTheAudiencesNewName_EmptiesItAllTheSame()
    {
        await using var host = await StartAsync(s => s);
        await host.ImportAsync("1.csv", DeliveryHost.Members(("gold", 0, 5)));
        await host.RunAsync("gold");
        await ChangeAsync(host, s => s with { AudienceName = "A name that the platform refuses", EndsAt = new SyncDate(host.Time.GetUtcNow().AddMinutes(1)) });
        host.Platform.Answer = call => call.Operation == "rename" ? new SandboxAnswer(403) : null;

        await TickAsync(host);

        (await host.RunsAsync("gold"))[0].ShouldSatisfyAllConditions(r => r.State.ShouldBe(RunState.Completed), r => r.EmptiesAudience.ShouldBeTrue());
        await ShouldHoldAsync(host, 0);
    }

    [Fact]
    public async Task WithdrawalOfConsent_RunsOfTheSyncFail_LeavesAtTheNextTickAllTheSame()
    {
        await using var host = await StartAsync(s => s with { Consent = ["ads"] });
        await host.Get<Definitions>().Sources.PutAsync("airline", new SourceDefinition { DefaultCountry = "US", Mapping = new Dictionary<string, string> { ["ads"] = "consent:ads" } }, CancellationToken.None);
        await host.ImportAsync("1.csv", "member_id,email,tier,ads\nM1,member0@example.com,gold,yes\nM2,member1@example.com,gold,yes\n");
        (await host.RunAsync("gold")).Activated.ShouldBe(2);
        await ChangeAsync(host, s => s with { AudienceName = "A name that the platform refuses" });
        host.Platform.Answer = call => call.Operation == "rename" ? new SandboxAnswer(403) : null;
        await host.ImportAsync("2.csv", "member_id,email,tier,ads\nM2,member1@example.com,gold,no\n");

        await TickAsync(host);

        var runs = await host.RunsAsync("gold");
        runs.Take(2).Select(r => (r.Mode, r.State)).ShouldBe([(RunMode.Protect, RunState.Completed), (RunMode.Delta, RunState.Failed)]);
        await ShouldHoldAsync(host, 1);
        await TickAsync(host);
        (await host.RunsAsync("gold"))[0].Mode.ShouldBe(RunMode.Delta, "nobody is left who must leave");
    }

    [Fact]
    public async Task RunThatANewerOneTakesOver_SaysWhich()
    {
        await using var host = await StartAsync(s => s);
        await host.ImportAsync("1.csv", DeliveryHost.Members(("gold", 0, 5)));
        var first = await host.RequestAsync("gold");
        host.Time.Advance(TimeSpan.FromSeconds(1));
        var second = await host.RequestAsync("gold", RunMode.Full);
        await host.Get<SyncEvaluator>().HandleAsync(new EvaluateMessage(second.Value), CancellationToken.None);
        await host.PumpAsync();

        (await host.RunOfAsync(first)).ShouldSatisfyAllConditions(r => r.State.ShouldBe(RunState.Superseded), r => r.Message.ShouldBe($"Continued as {second}."));
        (await host.RunOfAsync(second)).ShouldSatisfyAllConditions(r => r.State.ShouldBe(RunState.Completed), r => r.Message.ShouldBeNull());
    }

    [Fact]
    public async Task PeopleWhoMustLeave_DoSoBesideARunThatWaitsForADecision()
    {
        const string Columns = "member_id,email,tier,ads\n";
        await using var host = await StartAsync(s => s with { Consent = ["ads"], MaxRemoveShare = null });
        await host.Get<Definitions>().Sources.PutAsync("airline", new SourceDefinition { DefaultCountry = "US", Mapping = new Dictionary<string, string> { ["ads"] = "consent:ads" } }, CancellationToken.None);
        await host.ImportAsync("1.csv", Columns + string.Concat(Enumerable.Range(0, 10).Select(i => $"M{i},member{i}@example.com,gold,yes\n")));
        (await host.RunAsync("gold")).Activated.ShouldBe(10);
        await host.ImportAsync("2.csv", Columns + string.Concat(Enumerable.Range(0, 10).Select(i => $"M{i},member{i}@example.com,silver,{(i == 3 ? "no" : "yes")}\n")));

        host.Time.Advance(TimeSpan.FromMinutes(1));
        var held = await host.RunAsync("gold");

        (held.State, held.Code, held.Leaving, held.Exempt).ShouldBe((RunState.Held, "wouldEmptyAudience", 10, 1));
        (await host.RunsAsync("gold"))[0].ShouldSatisfyAllConditions(r => r.Mode.ShouldBe(RunMode.Protect), r => r.State.ShouldBe(RunState.Completed));
        (await host.AudienceAsync("gold")).Where(k => k.StartsWith("EMAIL:", StringComparison.Ordinal)).ShouldBe(Enumerable.Range(0, 10).Where(i => i != 3).Select(DeliveryHost.EmailKey), ignoreOrder: true);
        (await host.RunOfAsync(new RunId(held.RunId))).State.ShouldBe(RunState.Held);

        host.Time.Advance(TimeSpan.FromMinutes(1));
        await host.Requests.ApproveAsync(new RunId(held.RunId), CancellationToken.None);
        await host.PumpAsync();
        (await host.AudienceAsync("gold")).ShouldBeEmpty();
    }

    [Fact]
    public async Task DeletionThatKeepsTheAudience_WaitsForARunThatIsPlanned_AndForNoneTooLong()
    {
        await using var host = await StartAsync(s => s with { MinimumSize = 0 });
        await host.ImportAsync("1.csv", DeliveryHost.Members(("gold", 0, 5)));
        await host.RunAsync("gold");
        await using (await host.Get<BlobLeases>().TryAcquireAsync("sync-gold", CancellationToken.None))
        {
            var refused = await Should.ThrowAsync<ProblemException>(() => WaitAsync(host, host.Requests.DeleteAsync(new SyncId("gold"), AtDeletion.Keep, CancellationToken.None)));
            (refused.Status, refused.Code).ShouldBe((409, "syncBusy"));
        }

        (await host.Get<LedgerStore>().ReadAsync(new SyncId("gold"), CancellationToken.None)).Manifest.Rows.ShouldBe(5);
        Task<RunId?> deletion;
        await using (await host.Get<BlobLeases>().TryAcquireAsync("sync-gold", CancellationToken.None))
        {
            deletion = host.Requests.DeleteAsync(new SyncId("gold"), AtDeletion.Keep, CancellationToken.None);
            (await Task.WhenAny(deletion, Task.Delay(500))).ShouldNotBe(deletion);
        }

        (await WaitAsync(host, deletion)).ShouldBeNull();
        (await host.Get<Definitions>().Syncs.FindAsync("gold", CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task DeletionOfASyncWithoutAudience_WhileARunMakesOne_EmptiesIt()
    {
        await using var host = await StartAsync(s => s);
        Task<RunId?> deletion;
        await using (await host.Get<BlobLeases>().TryAcquireAsync("sync-gold", CancellationToken.None))
        {
            deletion = host.Requests.DeleteAsync(new SyncId("gold"), AtDeletion.Empty, CancellationToken.None);
            (await Task.WhenAny(deletion, Task.Delay(500))).ShouldNotBe(deletion);
            await host.Get<SyncStateStore>().UpdateAsync(new SyncId("gold"), s => s with { AudienceId = "1" }, CancellationToken.None);
        }

        (await WaitAsync(host, deletion)).ShouldNotBeNull();
        await host.PumpAsync();
        (await host.Get<Definitions>().Syncs.FindAsync("gold", CancellationToken.None)).ShouldBeNull();
    }

    /// <summary>Lets the clock go on until the task is over.</summary>
    private static async Task<T> WaitAsync<T>(DeliveryHost host, Task<T> task)
    {
        while (!task.IsCompleted)
        {
            host.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(10);
        }

        return await task;
    }

    private Task<DeliveryHost> StartAsync(Func<SyncDefinition, SyncDefinition> options) => DeliveryHost.StartAsync(azurite.NewAccount()).PreparedAsync(async host =>
    {
        await host.DefineMetaAsync("meta");
        await host.DefineSyncAsync("gold", "meta");
        await ChangeAsync(host, options);
    });

    /// <summary>As the API does it.</summary>
    private static async Task ChangeAsync(DeliveryHost host, Func<SyncDefinition, SyncDefinition> change)
    {
        var changed = change((await host.Get<Definitions>().Syncs.FindAsync("gold", CancellationToken.None)).ShouldNotBeNull());
        await host.Get<Definitions>().Syncs.PutAsync("gold", changed, CancellationToken.None);
        await host.Requests.StopAsync(new SyncId("gold"), changed, CancellationToken.None);
    }

    private static async Task<(int Status, string Code)> ApproveAsync(DeliveryHost host, RunRecord run)
    {
        var refused = await Should.ThrowAsync<ProblemException>(() => host.Requests.ApproveAsync(new RunId(run.RunId), CancellationToken.None));
        return (refused.Status, refused.Code);
    }

    private static async Task TickAsync(DeliveryHost host)
    {
        host.Time.Advance(TimeSpan.FromHours(1));
        await host.TickAsync();
        await host.PumpAsync();
    }

    private static async Task ShouldHoldAsync(DeliveryHost host, int members) =>
        (await host.AudienceAsync("gold")).Where(k => k.StartsWith("EMAIL:", StringComparison.Ordinal)).ShouldBe(Enumerable.Range(0, members).Select(DeliveryHost.EmailKey), ignoreOrder: true);
}
