using System.Text.Json;
using Activation.Delivery.Accounts;
using Activation.IntegrationTests.Monitoring;
using Activation.IntegrationTests.Support;
using Activation.Local.Sandbox;
using Activation.Monitoring.Alerts;
using Activation.Sync;
using Activation.Sync.Processing;

namespace Activation.IntegrationTests.Delivery;

/// <summary>Platforms that take a call and refuse rows of it later: nobody asks, and it is found.</summary>
public sealed class ProcessingTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task RowsRefusedAfterTheAnswer_AreOnTheRunAndTold_AndNotAskedForAgain()
    {
        await using var receiver = await AlertReceiver.StartAsync();
        await using var host = await StartAsync();
        await host.Get<AlertRules>().PutAsync("later", new AlertRule { Kind = AlertKind.ProcessingRefused, Threshold = 0.2, Url = receiver.Address.ToString() }, AlertReceiver.Secret, CancellationToken.None);
        string[] bad = [DeliveryHost.EmailKey(2), DeliveryHost.EmailKey(5), DeliveryHost.EmailKey(9)];
        host.Platform.RefusesLater = keys => keys.Any(bad.Contains);

        var run = await host.RunAsync("gold");
        (run.State, run.Processing?.State, run.Processing?.Calls, run.Processing?.Open).ShouldBe((RunState.Completed, ProcessingState.Processing, 1, 1));
        host.Time.SetUtcNow(host.Time.GetUtcNow().AddMinutes(29));
        await WatchAsync(host);
        Asked(host).ShouldBe(0, "Google advises to wait for half an hour");
        host.Time.SetUtcNow(host.Time.GetUtcNow().AddMinutes(1));
        await WatchAsync(host);

        var after = await host.RunOfAsync(new RunId(run.RunId));
        var said = after.Processing.ShouldNotBeNull();
        (said.State, said.Open, said.Accepted, said.Refused, said.Failed, said.AskedAt, said.EndedAt).ShouldBe((ProcessingState.CompletedWithErrors, 0, 10, 3, 0, host.Time.GetUtcNow(), host.Time.GetUtcNow()));
        said.Reasons.ShouldBe(new Dictionary<string, long> { ["deniedConsent"] = 3 });
        (after.Received, after.Activated, after.Excluded, after.Failed, after.State).ShouldBe((13, 13, 0, 0, RunState.Completed));
        (await host.Get<AudienceReporter>().GetAsync(new SyncId("gold"), CancellationToken.None)).Processing.ShouldNotBeNull().Refused.ShouldBe(3);

        await host.PumpAsync();
        var told = receiver.Taken.ShouldHaveSingleItem();
        (told.Text("kind"), told.Text("subject"), told.Text("instance"), told.Text("code"), told.Text("link")).ShouldBe(("processingRefused", "gold", run.RunId, "deniedConsent", $"/api/runs/{run.RunId}"));
        told.GetProperty("values").GetProperty("share").GetDouble().ShouldBe(0.2308);

        host.Platform.ClearCalls();
        host.Time.SetUtcNow(host.Time.GetUtcNow().AddHours(2));
        await WatchAsync(host);
        await host.Get<AlertWatch>().RunAsync(CancellationToken.None);
        await host.PumpAsync();
        host.Platform.Calls.ShouldBeEmpty();
        receiver.Posts.Count.ShouldBe(1);
        (await host.Get<SyncStateStore>().GetAsync(new SyncId("gold"), CancellationToken.None)).Awaited.ShouldBeEmpty();
    }

    [Fact]
    public async Task CallsThatFailAfterTheAnswer_TheirPeopleArePlannedAgain_NotAtEveryTick()
    {
        await using var host = await StartAsync();
        await RunAsync(host);
        (await FailAsync(host)).ShouldSatisfyAllConditions(s => s.Times.ShouldBe(1), s => s.Runs.ShouldHaveSingleItem().DueAt.ShouldBe(s.At));
        (await host.BatchesAsync(new RunId((await host.RunsAsync("gold"))[0].RunId)))[0].Processed.ShouldNotBeNull().Failed.ShouldBe(1);

        // Nobody was added: all are added again, and are not in the audience until then.
        var again = await RunAsync(host);
        (again.AudienceBefore, again.Adds, again.Removes, again.Activated).ShouldBe((0, 13, 0, 13));
        host.Time.Advance(TimeSpan.FromMinutes(31));
        await WatchAsync(host);

        // Three leave, of whom nobody is taken out: that is the second time, so an hour passes. One of them comes back.
        await host.ImportAsync("two.csv", DeliveryHost.Members(("silver", 1, 3)));
        (await RunAsync(host)).ShouldSatisfyAllConditions(r => r.Adds.ShouldBe(0), r => r.Removes.ShouldBe(3), r => r.Activated.ShouldBe(10));
        var failed = await FailAsync(host);
        (failed.Times, failed.Runs.ShouldHaveSingleItem().DueAt).ShouldBe((2, host.Time.GetUtcNow().AddHours(1)));
        (await RunAsync(host)).Removes.ShouldBe(0);
        host.Time.Advance(TimeSpan.FromHours(1));
        await host.ImportAsync("three.csv", DeliveryHost.Members(("gold", 1, 1)));
        host.Platform.ClearCalls();
        var settled = await RunAsync(host);
        (settled.State, settled.Adds, settled.Removes, settled.Activated).ShouldBe((RunState.Completed, 1, 2, 11));
        host.Platform.Calls.Where(c => c.Operation == "remove").ShouldHaveSingleItem().Rows.ShouldBe(2);
        (await RunAsync(host)).ShouldSatisfyAllConditions(r => r.Adds.ShouldBe(0), r => r.Removes.ShouldBe(0), r => r.Activated.ShouldBe(11));
        (await host.Get<SyncStateStore>().GetAsync(new SyncId("gold"), CancellationToken.None)).Size.ShouldBe(11);
    }

    [Fact]
    public async Task CallsThatAreNotDone_AreAskedForByOneHostLaterAndLater_WhateverAnotherPlatformDoes()
    {
        await using var host = await StartAsync();
        var peer = host.Peer();
        await using var owned = peer.Owned;
        await host.DefineMetaAsync("meta");
        await host.DefineSyncAsync("silver", "meta");
        await host.ImportAsync("silver.csv", DeliveryHost.Members(("silver", 50, 5)));
        host.Platform.RefusesRow = keys => keys.Contains(DeliveryHost.EmailKey(52), StringComparer.Ordinal);
        var (gold, silver) = (new RunId((await host.RunAsync("gold")).RunId), new RunId((await host.RunAsync("silver")).RunId));
        host.Platform.Fault = call => call.Operation == "session" ? SandboxFault.Error500 : null;
        host.Platform.Answer = call => IsStatus(call) ? new SandboxAnswer(200, """{"requestStatusPerDestination":[{"requestStatus":"PROCESSING"}]}""") : null;

        host.Time.SetUtcNow(host.Time.GetUtcNow().AddMinutes(31));
        await Task.WhenAll(WatchAsync(host), WatchAsync(peer));
        Asked(host).ShouldBe(1);
        (await host.RunOfAsync(gold)).Processing.ShouldNotBeNull().ShouldSatisfyAllConditions(p => p.State.ShouldBe(ProcessingState.Processing), p => p.AskedAt.ShouldBe(host.Time.GetUtcNow()));
        (await host.RunOfAsync(silver)).Processing.ShouldNotBeNull().State.ShouldBe(ProcessingState.Processing);

        (host.Platform.Fault, host.Platform.Answer) = (null, null);
        host.Time.SetUtcNow(host.Time.GetUtcNow().AddMinutes(6));
        await WatchAsync(host);
        Asked(host).ShouldBe(1, "not before 39 more minutes");
        (await host.RunOfAsync(silver)).ShouldSatisfyAllConditions(
            r => r.Failed.ShouldBe(1), r => r.Processing?.State.ShouldBe(ProcessingState.Completed), r => r.Processing?.Accepted.ShouldBe(4), r => r.Processing?.Refused.ShouldBe(0, "what the answer had refused is a failure of the run already"));

        host.Time.SetUtcNow(host.Time.GetUtcNow().AddMinutes(34));
        await WatchAsync(host);
        Asked(host).ShouldBe(2);
        (await host.RunOfAsync(gold)).Processing.ShouldNotBeNull().ShouldSatisfyAllConditions(p => p.State.ShouldBe(ProcessingState.Completed), p => p.Accepted.ShouldBe(13));
    }

    [Fact]
    public async Task CredentialsRefused_NothingIsAskedUntilTheyAreRenewed()
    {
        await using var host = await StartAsync();
        await host.DefineMetaAsync("meta");
        await host.DefineSyncAsync("silver", "meta");
        await host.ImportAsync("silver.csv", DeliveryHost.Members(("silver", 50, 5)));
        var run = new RunId((await host.RunAsync("silver")).RunId);
        await host.DefineMetaAsync("meta", token: "an-expired-token");
        host.Time.SetUtcNow(host.Time.GetUtcNow().AddMinutes(31));
        await WatchAsync(host);
        host.Platform.ClearCalls();

        host.Time.SetUtcNow(host.Time.GetUtcNow().AddHours(30));
        await WatchAsync(host);

        host.Platform.Calls.ShouldBeEmpty();
        (await host.RunOfAsync(run)).Processing.ShouldNotBeNull().State.ShouldBe(ProcessingState.Processing);
        await host.DefineMetaAsync("meta");
        await host.Get<Reconnection>().ResumeAsync(new DestinationId("meta"), CancellationToken.None);
        host.Time.SetUtcNow(host.Time.GetUtcNow().AddMinutes(6));
        await WatchAsync(host);
        (await host.RunOfAsync(run)).Processing.ShouldNotBeNull().State.ShouldBe(ProcessingState.Completed);
    }

    [Fact]
    public async Task DestinationOfTheSyncChanged_TheOtherOneIsNotAsked()
    {
        await using var host = await StartAsync();
        var run = new RunId((await host.RunAsync("gold")).RunId);
        await host.DefineMetaAsync("meta");
        await host.DefineSyncAsync("gold", "meta");
        host.Platform.ClearCalls();

        host.Time.SetUtcNow(host.Time.GetUtcNow().AddMinutes(31));
        await WatchAsync(host);

        host.Platform.Calls.ShouldBeEmpty();
        (await host.RunOfAsync(run)).Processing.ShouldNotBeNull().ShouldSatisfyAllConditions(p => p.State.ShouldBe(ProcessingState.GivenUp), p => p.GivenUp.ShouldBe(1));
    }

    [Fact]
    public async Task SyncDeleted_ItsRunsAreNotWaitedFor()
    {
        await using var host = await StartAsync();
        var run = new RunId((await host.RunAsync("gold")).RunId);

        await host.Requests.DeleteAsync(new SyncId("gold"), AtDeletion.Keep, CancellationToken.None);

        (await host.RunOfAsync(run)).Processing.ShouldNotBeNull().ShouldSatisfyAllConditions(p => p.State.ShouldBe(ProcessingState.GivenUp), p => p.Open.ShouldBe(0));
    }

    /// <summary>A list at Google, with thirteen to come.</summary>
    private Task<DeliveryHost> StartAsync() => DeliveryHost.StartAsync(azurite.NewAccount()).PreparedAsync(async host =>
    {
        var google = PlatformSamples.All(host.Sandbox.BaseUrl).Single(s => s.Type == "google");
        await host.DefineAsync("ads", google.Type, google.Settings, JsonSerializer.SerializeToElement(google.Secret).Deserialize<Dictionary<string, string>>().ShouldNotBeNull());
        await host.DefineSyncAsync("gold", "ads");
        await host.ImportAsync("one.csv", DeliveryHost.Members(("gold", 1, 13)));
    });

    private static Task WatchAsync(DeliveryHost host) => host.Get<ProcessingWatch>().RunAsync(CancellationToken.None);

    /// <summary>Half an hour later, Google says that it has applied nothing of the calls that are waited for.</summary>
    private static async Task<FailedProcessing> FailAsync(DeliveryHost host)
    {
        host.Platform.Answer = call => IsStatus(call) ? new SandboxAnswer(200, """{"requestStatusPerDestination":[{"requestStatus":"FAILED"}]}""") : null;
        host.Time.Advance(TimeSpan.FromMinutes(31));
        await WatchAsync(host);
        host.Platform.Answer = null;
        return (await host.Get<SyncStateStore>().GetAsync(new SyncId("gold"), CancellationToken.None)).FailedProcessing.ShouldNotBeNull();
    }

    private static Task<RunRecord> RunAsync(DeliveryHost host)
    {
        host.Time.Advance(TimeSpan.FromMinutes(1));
        return host.RunAsync("gold");
    }

    private static int Asked(DeliveryHost host) => host.Platform.Calls.Count(IsStatus);

    private static bool IsStatus(SandboxCall call) => call.Path.EndsWith("requestStatus:retrieve", StringComparison.Ordinal);
}
