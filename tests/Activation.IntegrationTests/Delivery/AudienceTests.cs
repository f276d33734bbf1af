using Activation.Delivery;
using Activation.Destinations;
using Activation.IntegrationTests.Support;
using Activation.Local.Sandbox;
using Activation.Sync;

namespace Activation.IntegrationTests.Delivery;

/// <summary>What the platform says of an audience, and its deletion with its sync.</summary>
public sealed class AudienceTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Report_AfterRuns_IsOfTheLatestThatSentSomething()
    {
        await using var host = await StartAsync();
        (await ReportAsync(host)).ShouldSatisfyAllConditions(s => s.Result.Code.ShouldBe("noAudience"), s => s.Report.ShouldBeNull());
        await host.ImportAsync("one.csv", DeliveryHost.Members(("gold", 1, 150)));
        await host.RunAsync("gold");
        host.Time.Advance(TimeSpan.FromMinutes(1));
        await host.ImportAsync("two.csv", DeliveryHost.Members(("gold", 200, 7), ("silver", 1, 1)));
        var second = await host.RunAsync("gold");
        host.Time.Advance(TimeSpan.FromMinutes(1));
        await host.RunAsync("gold");

        var status = await ReportAsync(host);

        status.Result.ShouldBe(DestinationResult.Success);
        status.State.Size.ShouldBe(156);
        status.Run.ShouldBe(new RunId(second.RunId));
        var report = status.Report.ShouldNotBeNull();
        (report.State, report.SizeAtLeast).ShouldBe(("normal", 156));
        report.Receipts.Select(r => (r.State, r.Received, r.Matched, r.Invalid)).ShouldBe([(ReceiptState.Completed, 1, 1, 0), (ReceiptState.Completed, 7, 7, 0)]);
        (await host.BatchesAsync(new RunId(second.RunId))).ShouldAllBe(b => b.Receipts != null && b.Receipts.Count == 1);
    }

    [Fact]
    public async Task Report_PlatformCannotBeAsked_SaysWhyAndKeepsWhatIsKnown()
    {
        await using var host = await StartAsync();
        await host.ImportAsync("one.csv", DeliveryHost.Members(("gold", 1, 3)));
        await host.RunAsync("gold");
        host.Platform.Fault = _ => SandboxFault.Error500;

        var failing = await ReportAsync(host);
        host.Platform.Fault = null;
        await host.DefineMetaAsync("meta", token: "an-expired-token");
        var refused = await ReportAsync(host);

        failing.ShouldSatisfyAllConditions(s => s.Result.Outcome.ShouldBe(DestinationOutcome.Retry), s => s.Report.ShouldBeNull(), s => s.State.Size.ShouldBe(3), s => s.State.AudienceId.ShouldNotBeNull());
        refused.Result.Outcome.ShouldBe(DestinationOutcome.Reconnect);
        refused.Result.Message.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Delete_WithTheAudience_IsTriedUntilThePlatformHasDoneItAndSendsNobodyOut()
    {
        await using var host = await StartAsync();
        await host.ImportAsync("one.csv", DeliveryHost.Members(("gold", 1, 20)));
        await host.RunAsync("gold");
        host.Time.Advance(TimeSpan.FromMinutes(1));
        host.Platform.ClearCalls();
        var failures = 0;
        host.Platform.Fault = call => call.Operation == "delete" && failures++ < 2 ? SandboxFault.Error500 : null;

        var run = (await host.Requests.DeleteAsync(new SyncId("gold"), AtDeletion.Delete, CancellationToken.None)).ShouldNotBeNull();
        await host.PumpAsync();

        host.Platform.Audiences.ShouldBeEmpty();
        host.Platform.Calls.ShouldAllBe(c => c.Operation == "delete");
        host.Platform.Calls.Count.ShouldBe(3);
        (await host.RunOfAsync(run)).State.ShouldBe(RunState.Completed);
        (await host.Get<Definitions>().Syncs.FindAsync("gold", CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task Delete_PlatformRefuses_FailsAndTheNextTickTriesAgain()
    {
        await using var host = await StartAsync();
        await host.ImportAsync("one.csv", DeliveryHost.Members(("gold", 1, 20)));
        await host.RunAsync("gold");
        host.Time.Advance(TimeSpan.FromMinutes(1));
        host.Platform.Answer = call => call.Operation == "delete" ? new SandboxAnswer(400, """{"error":{"code":200}}""") : null;

        var run = (await host.Requests.DeleteAsync(new SyncId("gold"), AtDeletion.Delete, CancellationToken.None)).ShouldNotBeNull();
        await host.PumpAsync();
        (await host.RunOfAsync(run)).ShouldSatisfyAllConditions(r => r.State.ShouldBe(RunState.Failed), r => r.Code.ShouldBe("200"));
        (await host.Get<SyncStateStore>().GetAsync(new SyncId("gold"), CancellationToken.None)).Deleting.ShouldBeTrue();

        host.Platform.Answer = null;
        host.Time.Advance(TimeSpan.FromHours(1));
        await host.TickAsync();
        await host.PumpAsync();

        host.Platform.Audiences.ShouldBeEmpty();
        (await host.Get<Definitions>().Syncs.FindAsync("gold", CancellationToken.None)).ShouldBeNull();
    }

    [Theory]
    [InlineData(TrapMoment.BeforeRequest)]
    [InlineData(TrapMoment.AfterResponse)]
    public async Task AudienceIsGone_HostDiesWhileItForgetsIt_OneIsMadeAndFilled(TrapMoment moment)
    {
        var account = azurite.NewAccount();
        await using var proxy = await StorageProxy.StartAsync(account, CancellationToken.None);
        await using var host = await StartAsync(account);
        var dying = host.Peer(proxy.ConnectionString);
        await using var owned = dying.Owned;
        await host.ImportAsync("one.csv", DeliveryHost.Members(("gold", 1, 10)));
        await host.RunAsync("gold");
        host.Time.Advance(TimeSpan.FromMinutes(1));
        await host.ImportAsync("two.csv", DeliveryHost.Members(("gold", 11, 2)));
        var target = await host.Get<SyncTargets>().GetAsync(new SyncId("gold"), CancellationToken.None);
        (await target.Destination.DeleteAudienceAsync(target.Account, host.Platform.Audiences.ShouldHaveSingleItem().Id, CancellationToken.None)).ShouldBe(DestinationResult.Success);

        // The manifest is replaced by the plan, and then when the audience is forgotten.
        var run = await host.RequestAsync("gold");
        await host.HandleAsync(await HandleUntilDeathAsync(dying, stop => proxy.Set(new StorageTrap(r => r.WritesBlob("ledger/gold/manifest.json"), 2, moment, stop.CancelAsync))));
        for (var i = 0; i < 2; i++)
        {
            host.Time.Advance(TimeSpan.FromMinutes(1));
            await host.RunAsync("gold");
        }

        (await host.RunOfAsync(run)).ShouldSatisfyAllConditions(
            r => r.State.ShouldBe(RunState.Failed), r => (r.Received, r.Activated, r.Failed).ShouldBe((12, 0, 12)), r => r.Reasons.ShouldBe(new Dictionary<string, long> { ["notDelivered:audienceMissing"] = 12 }));
        (await host.RunsAsync("gold"))[0].ShouldSatisfyAllConditions(r => r.State.ShouldBe(RunState.Completed), r => r.Activated.ShouldBe(12));
        host.Platform.Audiences.ShouldHaveSingleItem("none is left that nobody looks after");
        (await host.AudienceAsync("gold")).Where(k => k.StartsWith("EMAIL:", StringComparison.Ordinal)).ShouldBe(Enumerable.Range(1, 12).Select(DeliveryHost.EmailKey), ignoreOrder: true);
    }

    [Fact]
    public async Task Delete_TypeCannotDeleteAudiences_IsRefusedAndNothingBegins()
    {
        await using var host = await StartAsync();
        await host.DefineWebhookAsync("hook");
        await host.DefineSyncAsync("bronze", "hook");

        (await Should.ThrowAsync<ProblemException>(() => host.Requests.DeleteAsync(new SyncId("bronze"), AtDeletion.Delete, CancellationToken.None))).Code.ShouldBe("deletionNotSupported");

        (await host.Get<SyncStateStore>().GetAsync(new SyncId("bronze"), CancellationToken.None)).Deleting.ShouldBeFalse();
    }

    private Task<DeliveryHost> StartAsync() => StartAsync(azurite.NewAccount());

    private static Task<DeliveryHost> StartAsync(AzuriteAccount account) => DeliveryHost.StartAsync(account).PreparedAsync(async host =>
    {
        await host.DefineMetaAsync("meta");
        await host.DefineSyncAsync("gold", "meta");
    });

    /// <summary>The message that a host was handling when it died.</summary>
    private static async Task<DeduplicatingQueue.Message> HandleUntilDeathAsync(DeliveryHost dying, Action<CancellationTokenSource> arm)
    {
        using var death = new CancellationTokenSource();
        arm(death);
        while (dying.Queue.TryReceive(out var message))
        {
            try
            {
                await dying.HandleAsync(message, death.Token);
            }
            catch (Exception) when (death.IsCancellationRequested)
            {
                return message;
            }
        }

        throw new InvalidOperationException("The host has not died.");
    }

    private static Task<AudienceStatus> ReportAsync(DeliveryHost host) => host.Get<AudienceReporter>().GetAsync(new SyncId("gold"), CancellationToken.None);
}
