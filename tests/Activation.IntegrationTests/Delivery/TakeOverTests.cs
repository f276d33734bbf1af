using Activation.Delivery.DeadLetters;
using Activation.Destinations.Meta;
using Activation.Governance.Privacy;
using Activation.IntegrationTests.Support;
using Activation.Local.Sandbox;
using Activation.Storage;
using Activation.Sync;

namespace Activation.IntegrationTests.Delivery;

/// <summary>Runs that are ended from outside while they deliver: by a newer one, an end date, a deletion, a name that the platform refuses.</summary>
public sealed class TakeOverTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const int MaxBatch = 5;
    private static readonly SyncId Gold = new("gold");

    [Fact]
    public async Task ApprovalThatWasUsed_CoversNothingOfTheRunThatTakesOver()
    {
        await using var host = await StartAsync(100, s => s with { MaxRemoveShare = null });
        await host.ImportAsync("1.csv", DeliveryHost.Members(("gold", 0, 120)));
        (await host.RunAsync("gold")).Activated.ShouldBe(120);
        await host.ImportAsync("2.csv", DeliveryHost.Members(("silver", 0, 60), ("gold", 200, 1)));
        host.Time.Advance(TimeSpan.FromMinutes(1));
        var held = await host.RunAsync("gold");
        (held.State, held.Code).ShouldBe((RunState.Held, "removeShareExceeded"));

        // What was approved is done, but the run goes on trying to add somebody.
        host.Platform.Fault = call => call.Operation == "add" ? SandboxFault.Error500 : null;
        host.Time.Advance(TimeSpan.FromMinutes(1));
        var approved = await host.Requests.ApproveAsync(new RunId(held.RunId), CancellationToken.None);
        await host.PumpAsync(TimeSpan.FromMinutes(10));
        (await host.RunOfAsync(approved)).ShouldSatisfyAllConditions(r => r.State.ShouldBe(RunState.Delivering), r => r.ApprovedLeaving.ShouldBe(60));
        (await EmailsAsync(host)).ShouldBe(Keys(60, 60), ignoreOrder: true);

        await host.ImportAsync("3.csv", DeliveryHost.Members(("silver", 60, 60), ("silver", 200, 1)));
        host.Time.Advance(TimeSpan.FromMinutes(1));
        var next = await host.RequestAsync("gold");
        await host.PumpAsync(TimeSpan.FromMinutes(10));

        (await host.RunOfAsync(approved)).State.ShouldBe(RunState.Superseded);
        (await host.RunOfAsync(next)).ShouldSatisfyAllConditions(
            r => r.State.ShouldBe(RunState.Held), r => r.Code.ShouldBe("wouldEmptyAudience"), r => r.ApprovedLeaving.ShouldBe(0), r => r.AudienceBefore.ShouldBe(60), r => r.SizeBefore.ShouldBe(120));
        (await EmailsAsync(host)).ShouldBe(Keys(60, 60), ignoreOrder: true);
    }

    [Fact]
    public async Task EndDateThatFreezes_ComesWhileARunDelivers_NobodyJoinsAfterTheNextTick()
    {
        await using var host = await StartAsync(MaxBatch, s => s with { Schedule = "0 0 1 1 *" });
        await host.TickAsync();
        await host.PumpAsync();
        host.Time.Advance(TimeSpan.FromMinutes(1));
        await ChangeAsync(host, s => s with { EndsAt = new SyncDate(host.Time.GetUtcNow().AddMinutes(30)), AtEnd = AtEnd.Freeze });
        await host.ImportAsync("1.csv", DeliveryHost.Members(("gold", 0, 10)));
        host.Platform.Fault = call => call.Operation == "add" ? SandboxFault.Error500 : null;
        var run = await host.RequestAsync("gold");
        await host.PumpAsync(TimeSpan.FromMinutes(10));
        (await host.RunOfAsync(run)).State.ShouldBe(RunState.Delivering);

        host.Time.Advance(TimeSpan.FromHours(1));
        await host.TickAsync();
        host.Queue.TryReceive(out var first).ShouldBeTrue();
        await host.HandleAsync(first);
        host.Platform.Fault = null;
        await host.PumpAsync();

        (await host.RunOfAsync(run)).ShouldSatisfyAllConditions(r => r.State.ShouldBe(RunState.Superseded), r => r.Code.ShouldBe("paused"));
        (await EmailsAsync(host)).ShouldBeEmpty();

        // Where the end is put off, what was missed comes.
        await ChangeAsync(host, s => s with { EndsAt = null, AtEnd = AtEnd.Empty });
        host.Time.Advance(TimeSpan.FromHours(1));
        await host.TickAsync();
        await host.PumpAsync();
        (await EmailsAsync(host)).ShouldBe(Keys(0, 10), ignoreOrder: true);
    }

    [Fact]
    public async Task DeletionThatKeepsTheAudience_WhileABatchIsSent_LeavesNothingBehind()
    {
        await using var host = await StartAsync(MaxBatch, s => s);
        await host.ImportAsync("1.csv", DeliveryHost.Members(("gold", 0, 20)));
        var deleted = false;
        host.Platform.BeforeApply = async (call, token) =>
        {
            if (call.Operation == "add" && !deleted)
            {
                deleted = true;
                (await host.Requests.DeleteAsync(Gold, AtDeletion.Keep, token)).ShouldBeNull();
            }
        };

        var run = await host.RequestAsync("gold");
        await host.PumpAsync();

        deleted.ShouldBeTrue();
        host.Platform.Calls.Count(c => c.Operation == "add").ShouldBe(1, "nothing is sent of a sync that is gone");
        (await host.RunOfAsync(run)).ShouldSatisfyAllConditions(r => r.State.ShouldBe(RunState.Superseded), r => r.Code.ShouldBe("syncDeleted"));
        (await host.Get<DeadLetterStore>().ListAsync(null, resolved: false, CancellationToken.None)).ShouldBeEmpty();
        var payloads = new List<string>();
        await foreach (var blob in host.Get<ActivationStorage>().Container(StorageNames.Batches).GetBlobsAsync())
        {
            payloads.Add(blob.Name);
        }

        payloads.ShouldBeEmpty();
    }

    [Fact]
    public async Task NameThatThePlatformRefuses_WhileABatchIsSent_EndsTheRunWithWhatWasSentInTheLedger()
    {
        await using var host = await StartAsync(MaxBatch, s => s);
        await host.ImportAsync("1.csv", DeliveryHost.Members(("gold", 0, 20)));
        host.Platform.Answer = call => call.Operation == "rename" ? new SandboxAnswer(403) : null;
        var run = default(RunId);
        var asked = false;
        host.Platform.BeforeApply = async (call, token) =>
        {
            if (call.Operation == "add" && !asked)
            {
                asked = true;
                await ChangeAsync(host, s => s with { AudienceName = "A name that the platform refuses" });
                await host.Get<SyncEvaluator>().HandleAsync(new EvaluateMessage(run.Value), token);
                (await host.RunOfAsync(run)).EndedAt.ShouldBeNull("a batch is under way");
            }
        };
        run = await host.RequestAsync("gold");
        await host.PumpAsync();

        var ended = await host.RunOfAsync(run);
        (ended.State, ended.Received, ended.Activated, ended.Failed).ShouldBe((RunState.Failed, 20, MaxBatch, 20 - MaxBatch));
        (await EmailsAsync(host)).Count().ShouldBe(MaxBatch);
        (await host.Get<SyncStateStore>().GetAsync(Gold, CancellationToken.None)).Size.ShouldBe(MaxBatch);
    }

    [Fact]
    public async Task RunThatTookSomebodyAlong_IsTakenOverByOneThatOnlyTakesPeopleOut_WhoStaysIsSentAgain()
    {
        const string Phone = "+12025550123";
        await using var host = await DeliveryHost.StartAsync(azurite.NewAccount());
        await host.DefineMetaAsync("meta");
        await host.DefineSyncAsync("gold", "meta");
        await host.ImportAsync("1.csv", $"member_id,email,phone,tier\nM00001,member1@example.com,{Phone},gold\nM00002,member2@example.com,{Phone},gold\n");
        await host.RunAsync("gold");
        host.Time.Advance(TimeSpan.FromMinutes(1));
        var others = new List<RunId>();
        host.Platform.BeforeApply = async (call, token) =>
        {
            if (call.Operation == "remove" && others.Count == 0)
            {
                host.Time.Advance(TimeSpan.FromMilliseconds(10));
                others.Add(await host.Requests.ProtectAsync(Gold, token));
            }
        };

        await host.Get<PrivacyRequests>().CreateAsync(PrivacyRequestType.Suppress, suppress: true, [new GivenIdentifier("email", "member1@example.com", null)], CancellationToken.None);
        await host.PumpAsync(TimeSpan.FromHours(1));

        others.ShouldHaveSingleItem();
        (await host.RunsAsync("gold")).ShouldContain(r => r.State == RunState.Superseded && r.Removes == 1 && r.Adds == 1, "one was taken over in between");
        (await EmailsAsync(host)).ShouldBe(Keys(2, 1));
        (await host.AudienceAsync("gold")).Count(k => k.StartsWith("PHONE:", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task HostDies_BetweenTheLedgerAndTheCountsOfAFailedRun_ItsRepeatedMessageEndsIt(bool newerRunGoesOnFirst)
    {
        await using var host = await StartAsync(MaxBatch, s => s);
        await host.ImportAsync("1.csv", DeliveryHost.Members(("gold", 0, 20)));
        var run = new RunId((await host.RunAsync("gold")).RunId);
        await host.Get<RunStore>().UpdateAsync(run, r => r with { State = RunState.Failed, Code = "http403", EndedAt = null }, CancellationToken.None);
        if (newerRunGoesOnFirst)
        {
            host.Time.Advance(TimeSpan.FromMinutes(1));
            (await host.RunAsync("gold")).State.ShouldBe(RunState.Completed);
        }

        await host.Get<SyncEvaluator>().HandleAsync(new EvaluateMessage(run.Value), CancellationToken.None);

        (await host.RunOfAsync(run)).ShouldSatisfyAllConditions(
            r => r.State.ShouldBe(RunState.Failed), r => r.Code.ShouldBe("http403"), r => r.EndedAt.ShouldNotBeNull(), r => (r.Received, r.Activated).ShouldBe((20, 20)));
        (await EmailsAsync(host)).ShouldBe(Keys(0, 20), ignoreOrder: true);
    }

    [Fact]
    public async Task DryRun_OfASyncThatIsDeletedMeanwhile_StaysOne()
    {
        await using var host = await StartAsync(MaxBatch, s => s);
        await host.ImportAsync("1.csv", DeliveryHost.Members(("gold", 0, 10)));
        await host.RunAsync("gold");
        host.Time.Advance(TimeSpan.FromMinutes(1));
        var dry = await host.RequestAsync("gold", RunMode.Dry);
        await host.Requests.DeleteAsync(Gold, AtDeletion.Empty, CancellationToken.None);

        await host.Get<SyncEvaluator>().HandleAsync(new EvaluateMessage(dry.Value), CancellationToken.None);

        (await host.RunOfAsync(dry)).ShouldSatisfyAllConditions(r => r.Mode.ShouldBe(RunMode.Dry), r => r.State.ShouldBe(RunState.Completed), r => r.EmptiesAudience.ShouldBeFalse());
        (await EmailsAsync(host)).ShouldBe(Keys(0, 10), ignoreOrder: true);
        await host.PumpAsync();
        (await host.Get<Definitions>().Syncs.FindAsync("gold", CancellationToken.None)).ShouldBeNull();
    }

    private Task<DeliveryHost> StartAsync(int maxBatch, Func<SyncDefinition, SyncDefinition> options) =>
        DeliveryHost.StartAsync(azurite.NewAccount(), new SandboxOptions(), services => SmallBatches.Of<MetaDestination>(services, maxBatch)).PreparedAsync(async host =>
        {
            await host.DefineMetaAsync("meta");
            await host.DefineSyncAsync("gold", "meta");
            await ChangeAsync(host, options);
        });

    private static async Task ChangeAsync(DeliveryHost host, Func<SyncDefinition, SyncDefinition> change)
    {
        var changed = change((await host.Get<Definitions>().Syncs.FindAsync("gold", CancellationToken.None)).ShouldNotBeNull());
        await host.Get<Definitions>().Syncs.PutAsync("gold", changed, CancellationToken.None);
    }

    private static async Task<IEnumerable<string>> EmailsAsync(DeliveryHost host) => (await host.AudienceAsync("gold")).Where(k => k.StartsWith("EMAIL:", StringComparison.Ordinal));

    private static IEnumerable<string> Keys(int from, int count) => Enumerable.Range(from, count).Select(DeliveryHost.EmailKey);
}
