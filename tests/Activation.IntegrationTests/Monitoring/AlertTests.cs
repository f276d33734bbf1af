using System.Text.Json;
using Activation.Destinations;
using Activation.IntegrationTests.Delivery;
using Activation.IntegrationTests.Support;
using Activation.Local.Sandbox;
using Activation.Monitoring.Alerts;
using Activation.Storage;
using Activation.Sync;
using Azure.Data.Tables;

namespace Activation.IntegrationTests.Monitoring;

/// <summary>What rules tell whom, and that they tell it once: with a clock of the test's own, real storage and a real receiver.</summary>
public sealed class AlertTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task HeldRun_ChangedSizeSkippedMembersAndRejectedRows_AreToldOnceEach_AndAreOverWhenAllIsWell()
    {
        await using var receiver = await AlertReceiver.StartAsync();
        await using var host = await StartAsync();
        await PutAsync(host, receiver, AlertKind.RunHeld, AlertKind.SizeChanged, AlertKind.SkipRate, AlertKind.ImportRejected);
        await host.Get<Definitions>().Syncs.PutAsync("gold", new SyncDefinition { Segment = "gold", Destination = "meta", MinimumSize = 0, MaxRemoveShare = 0.9, Identifiers = ["email"] }, CancellationToken.None);
        await host.ImportAsync("1.csv", DeliveryHost.Members(("gold", 0, 10)));
        await host.RunAsync("gold");
        receiver.Posts.ShouldBeEmpty("a first activation changes no size");

        host.Time.Advance(TimeSpan.FromMinutes(1));
        await host.ImportAsync("2.csv", DeliveryHost.Members(("gold", 10, 4)) + string.Concat(Enumerable.Repeat(",,gold\n", 5)) + WithoutEmail("gold"));
        var skipping = await host.RunAsync("gold");
        host.Time.Advance(TimeSpan.FromMinutes(1));
        await host.ImportAsync("3.csv", DeliveryHost.Members(("silver", 0, 14)));
        var held = await host.RunAsync("gold");
        held.State.ShouldBe(RunState.Held);
        for (var minute = 0; minute < 3; minute++)
        {
            await MinuteAsync(host);
        }

        receiver.Taken.Select(b => b.Text("kind")).Order(StringComparer.Ordinal).ShouldBe(["importRejected", "runHeld", "sizeChanged", "skipRate"]);
        var size = receiver.Taken.Single(b => b.Text("kind") == "sizeChanged");
        (size.Text("subject"), size.GetProperty("values").GetProperty("before").GetDouble(), size.GetProperty("values").GetProperty("after").GetDouble()).ShouldBe(("gold", 10, 14));
        receiver.Taken.Single(b => b.Text("kind") == "importRejected").GetProperty("values").GetProperty("share").GetDouble().ShouldBe(0.3846);
        var skipped = receiver.Taken.Single(b => b.Text("kind") == "skipRate");
        (skipped.Text("subject"), skipped.Text("instance"), skipped.Text("link")).ShouldBe(("gold", skipping.RunId, $"/api/runs/{skipping.RunId}"));
        var values = skipped.GetProperty("values");
        (values.GetProperty("share").GetDouble(), values.GetProperty("threshold").GetDouble(), values.Number("received"), values.Number("excluded"), values.Number("failed")).ShouldBe((0.2222, 0.2, 18, 4, 0));
        receiver.Taken.Single(b => b.Text("kind") == "runHeld").Text("link").ShouldBe($"/api/runs/{held.RunId}");
        receiver.Posts.Select(p => p.Key).ShouldBeUnique();
        (await OpenAsync(host)).ShouldBe([AlertKind.RunHeld, AlertKind.SizeChanged, AlertKind.SkipRate], ignoreOrder: true, "the third file was as it should be");

        await host.ImportAsync("4.csv", DeliveryHost.Members(("gold", 0, 14)) + WithoutEmail("silver"));
        (await host.RunAsync("gold")).State.ShouldBe(RunState.Completed);
        (await OpenAsync(host)).ShouldBeEmpty();
        (await host.Get<AlertStore>().ListAsync(CancellationToken.None)).ShouldAllBe(a => a.Delivery == AlertDeliveryState.Delivered && a.Attempts == 1);
    }

    [Fact]
    public async Task ReceiverThatFails_AndMessagesThatAreLost_DelayAnAlertAndDoNotRepeatIt()
    {
        await using var receiver = await AlertReceiver.StartAsync();
        await using var host = await StartAsync();
        await PutAsync(host, receiver, AlertKind.RunFailed);
        receiver.Answers.Enqueue(500);
        receiver.Answers.Enqueue(503);
        var run = await FailAsync(host, host.Get<RunStore>());
        host.Queue.Next?.Queue.ShouldBe(StorageNames.AlertQueue);

        // The broker forgets whatever it is given.
        for (var minute = 0; minute < 6; minute++)
        {
            host.Queue.Lose();
            await MinuteAsync(host);
        }

        receiver.Posts.Select(p => p.Status).ShouldBe([500, 503, 200]);
        receiver.Posts.Select(p => p.Key).Distinct().Count().ShouldBe(1);
        (await host.Get<AlertStore>().ListAsync(CancellationToken.None)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            a => a.Delivery.ShouldBe(AlertDeliveryState.Delivered), a => a.Attempts.ShouldBe(3), a => a.Instance.ShouldBe(run.Value));
    }

    [Fact]
    public async Task ReceiverThatNeverTakesIt_IsTriedForADayAndGivenUp()
    {
        await using var receiver = await AlertReceiver.StartAsync();
        await using var host = await StartAsync();
        await PutAsync(host, receiver, AlertKind.RunFailed);
        for (var i = 0; i < 1000; i++)
        {
            receiver.Answers.Enqueue(500);
        }

        await FailAsync(host, host.Get<RunStore>());
        await host.PumpAsync(TimeSpan.FromDays(2));

        var alert = (await host.Get<AlertStore>().ListAsync(CancellationToken.None)).ShouldHaveSingleItem();
        (alert.Delivery, alert.Error, alert.NextAttemptAt).ShouldBe((AlertDeliveryState.Failed, "status500", null));
        alert.Attempts.ShouldBeInRange(90, 250, "every quarter of an hour after the first");
        receiver.Posts.Count.ShouldBe(alert.Attempts);
    }

    [Fact]
    public async Task HostThatDiesBeforeItTells_TheWatchTellsWithinAMinute()
    {
        await using var receiver = await AlertReceiver.StartAsync();
        await using var host = await StartAsync();
        await PutAsync(host, receiver, AlertKind.RunFailed);
        var run = await FailAsync(host, new RunStore(host.Get<ActivationStorage>(), []));
        host.Queue.Next.ShouldBeNull("nobody was told");

        await MinuteAsync(host);
        await MinuteAsync(host);

        var told = receiver.Taken.ShouldHaveSingleItem();
        (told.Text("kind"), told.Text("instance"), told.Text("code")).ShouldBe(("runFailed", run.Value, "segmentNotFound"));
    }

    [Fact]
    public async Task ScheduleThatBringsNoRun_IsLate_UntilOneEnds()
    {
        await using var receiver = await AlertReceiver.StartAsync();
        await using var host = await StartAsync();
        await PutAsync(host, receiver, AlertKind.RunLate);
        await host.Get<Definitions>().Syncs.PutAsync("gold", new SyncDefinition { Segment = "gold", Destination = "meta", MinimumSize = 0, MaxRemoveShare = 1, Schedule = "0 * * * *" }, CancellationToken.None);
        await host.ImportAsync("1.csv", DeliveryHost.Members(("gold", 0, 5)));
        await host.TickAsync();
        await host.PumpAsync();

        // What is wrong with another sync keeps nobody from hearing of this one.
        await host.Get<Definitions>().Syncs.PutAsync("broken", new SyncDefinition { Segment = "gold", Destination = "meta" }, CancellationToken.None);
        await host.Get<ActivationStorage>().Table(StorageNames.SyncStatesTable).UpsertEntityAsync(new TableEntity("broken", "state") { ["json"] = "{"u8.ToArray() }, TableUpdateMode.Replace);

        // No tick comes any more: due at 7:00, late with a threshold of 30 minutes from 7:30 on.
        host.Time.SetUtcNow(host.Time.GetUtcNow().AddMinutes(89));
        await MinuteAsync(host);
        receiver.Posts.ShouldBeEmpty();
        await MinuteAsync(host);
        await MinuteAsync(host);
        var told = receiver.Taken.ShouldHaveSingleItem();
        (told.Text("kind"), told.Text("subject")).ShouldBe(("runLate", "gold"));

        await host.TickAsync();
        await host.PumpAsync();
        await MinuteAsync(host);
        receiver.Posts.Count.ShouldBe(1);
        (await OpenAsync(host)).ShouldBeEmpty();
    }

    [Fact]
    public async Task RefusedCredentials_AreToldOnce_AndOverWhenTheyAreRenewed()
    {
        await using var receiver = await AlertReceiver.StartAsync();
        await using var host = await StartAsync();
        await PutAsync(host, receiver, AlertKind.Reconnect);
        await host.DefineMetaAsync("meta", token: "expired");
        await host.ImportAsync("1.csv", DeliveryHost.Members(("gold", 0, 5)));
        await host.RunAsync("gold");
        await MinuteAsync(host);
        await MinuteAsync(host);

        var told = receiver.Taken.ShouldHaveSingleItem();
        (told.Text("kind"), told.Text("subject"), told.Text("link")).ShouldBe(("reconnect", "meta", "/api/destinations/meta"));
        (await OpenAsync(host)).ShouldBe([AlertKind.Reconnect]);

        await host.DefineMetaAsync("meta");
        await host.Get<Activation.Delivery.Accounts.Reconnection>().ResumeAsync(new DestinationId("meta"), CancellationToken.None);
        await host.PumpAsync();
        await MinuteAsync(host);
        (await OpenAsync(host)).ShouldBeEmpty();
        receiver.Posts.Count.ShouldBe(1);
    }

    [Fact]
    public async Task ImportThatNoRunFollowed_OfASyncThatFollowsImports_IsToldOf()
    {
        await using var receiver = await AlertReceiver.StartAsync();
        await using var host = await StartAsync();
        await host.ImportAsync("1.csv", DeliveryHost.Members(("gold", 0, 5)));
        await host.RunAsync("gold");
        host.Time.Advance(TimeSpan.FromMinutes(1));
        await host.ImportAsync("2.csv", DeliveryHost.Members(("gold", 5, 5)));
        var sync = (await host.Get<Definitions>().Syncs.FindAsync("gold", CancellationToken.None)).ShouldNotBeNull();
        await host.Get<Definitions>().Syncs.PutAsync("gold", sync with { AfterImport = true }, CancellationToken.None);
        await PutAsync(host, receiver, AlertKind.RunLate);
        host.Time.Advance(TimeSpan.FromMinutes(28));
        await MinuteAsync(host);
        (await OpenAsync(host)).ShouldBeEmpty();

        host.Time.Advance(TimeSpan.FromMinutes(2));
        await MinuteAsync(host);

        (await OpenAsync(host)).ShouldBe([AlertKind.RunLate]);
        (await host.RunAsync("gold")).State.ShouldBe(RunState.Completed);
        await MinuteAsync(host);
        (await OpenAsync(host)).ShouldBeEmpty();

        // Of a sync that is paused nothing is wanted, but whoever is to be taken out of it is waited for.
        await host.Get<Definitions>().Syncs.PutAsync("gold", sync with { Paused = true }, CancellationToken.None);
        host.Time.Advance(TimeSpan.FromHours(3));
        await MinuteAsync(host);
        (await OpenAsync(host)).ShouldBeEmpty();
        await host.Requests.ProtectAsync(new SyncId("gold"), CancellationToken.None);
        host.Queue.Lose();
        host.Time.Advance(TimeSpan.FromMinutes(30));
        await MinuteAsync(host);
        (await OpenAsync(host)).ShouldBe([AlertKind.RunLate]);
    }

    [Fact]
    public async Task RunThatCannotBePlanned_FailsWithAReasonAndIsToldOf()
    {
        await using var receiver = await AlertReceiver.StartAsync();
        await using var host = await StartAsync();
        await PutAsync(host, receiver, AlertKind.RunFailed);
        await host.ImportAsync("1.csv", DeliveryHost.Members(("gold", 0, 5)));
        await host.Get<ActivationStorage>().Blob(StorageNames.Snapshot, "manifest.json").UploadAsync(BinaryData.FromString("{"), overwrite: true);
        var run = await host.RequestAsync("gold");
        host.Queue.TryReceive(out var message).ShouldBeTrue();

        // The broker brings it again and again.
        await Should.ThrowAsync<JsonException>(() => host.HandleAsync(message));
        await Should.ThrowAsync<JsonException>(() => host.HandleAsync(message));
        await host.HandleAsync(message);

        var failed = await host.RunOfAsync(run);
        (failed.State, failed.Code, failed.EndedAt).ShouldBe((RunState.Failed, "internalError", host.Time.GetUtcNow()));
        await host.PumpAsync(TimeSpan.FromSeconds(1));
        var told = receiver.Taken.ShouldHaveSingleItem();
        (told.Text("kind"), told.Text("instance"), told.Text("code")).ShouldBe(("runFailed", run.Value, "internalError"));
    }

    [Fact]
    public async Task RunningHost_TellsOfAFailedRunWithinAMinute()
    {
        await using var receiver = await AlertReceiver.StartAsync();
        await using var scenario = await Scenario.StartAsync(azurite);
        await scenario.DefineAsync(("gold", new { trait = "tier", op = "eq", value = "gold" }));
        await scenario.Api.PutAsync("/api/alerts/rules/ops", new { kind = "runFailed", url = receiver.Address, secret = AlertReceiver.Secret });
        await scenario.ImportAsync("1.csv", DeliveryHost.Members(("gold", 0, 5)));
        scenario.Platform.Answer = call => call.Operation == "add" ? new SandboxAnswer(403) : null;

        var run = await scenario.Api.RunAsync("gold");
        if (run.Text("state") != "failed")
        {
            throw new InvalidOperationException(run.GetRawText());
        }

        // Half the time that is allowed: what the timer and the receiver's clock take is not for this test to find out.
        await Polling.UntilTrueAsync("the alert", TimeSpan.FromSeconds(30), () => Task.FromResult(receiver.Taken.Count > 0));
        receiver.Taken.ShouldHaveSingleItem().Text("instance").ShouldBe(run.Text("runId"));
        var alert = (await scenario.Api.GetAsync("/api/alerts?state=open")).Items().ShouldHaveSingleItem();
        (alert.Text("kind"), alert.Text("rule"), alert.Text("subject")).ShouldBe(("runFailed", "ops", "gold"));
        (await scenario.Api.GetAsync("/api/alerts/rules")).GetRawText().ShouldNotContain(AlertReceiver.Secret);
    }

    private Task<DeliveryHost> StartAsync() => DeliveryHost.StartAsync(azurite.NewAccount()).PreparedAsync(async host =>
    {
        await host.DefineMetaAsync("meta");
        await host.DefineSyncAsync("gold", "meta");
    });

    /// <summary>Rows of four people whom no platform could find by an email.</summary>
    private static string WithoutEmail(string tier) => string.Concat(Enumerable.Range(0, 4).Select(i => $"N{i},,{tier}\n"));

    private static async Task PutAsync(DeliveryHost host, AlertReceiver receiver, params AlertKind[] kinds)
    {
        foreach (var kind in kinds)
        {
            double? threshold = kind switch
            {
                AlertKind.RunLate => 30,
                AlertKind.SkipRate or AlertKind.SizeChanged or AlertKind.ImportRejected => 0.2,
                _ => null,
            };
            await host.Get<AlertRules>().PutAsync(kind.ToString().ToLowerInvariant(), new AlertRule { Kind = kind, Threshold = threshold, Url = receiver.Address.ToString() }, AlertReceiver.Secret, CancellationToken.None);
        }
    }

    /// <summary>A run that ends as failed, whoever is told of it.</summary>
    private static async Task<RunId> FailAsync(DeliveryHost host, RunStore runs)
    {
        var run = RunId.Manual(new SyncId("gold"), host.Time.GetUtcNow());
        await runs.TryAddAsync(new RunRecord { RunId = run.Value, Sync = "gold", Mode = RunMode.Delta, State = RunState.Planned, RequestedAt = host.Time.GetUtcNow() }, CancellationToken.None);
        await runs.UpdateAsync(run, r => r with { State = RunState.Failed, Code = "segmentNotFound", EndedAt = host.Time.GetUtcNow() }, CancellationToken.None);
        return run;
    }

    private static async Task MinuteAsync(DeliveryHost host)
    {
        host.Time.SetUtcNow(host.Time.GetUtcNow().AddMinutes(1));
        await host.Get<AlertWatch>().RunAsync(CancellationToken.None);
        await host.PumpAsync(TimeSpan.FromSeconds(1));
    }

    private static async Task<IReadOnlyList<AlertKind>> OpenAsync(DeliveryHost host) =>
        [.. (await host.Get<AlertStore>().ListAsync(CancellationToken.None)).Where(a => a.ResolvedAt is null).Select(a => a.Kind)];
}
