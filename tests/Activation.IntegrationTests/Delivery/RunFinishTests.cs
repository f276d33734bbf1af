using Activation.Delivery;
using Activation.Delivery.Accounts;
using Activation.IntegrationTests.Support;
using Activation.Local.Sandbox;
using Activation.Storage;
using Activation.Sync;
using Activation.Tests.Destinations.ServerFiles;
using static Activation.IntegrationTests.Delivery.FileRuns;

namespace Activation.IntegrationTests.Delivery;

/// <summary>What a destination does at the end of a run, shown by the control file of batch files: once everything is there, for the whole run, and whatever happens in between.</summary>
public sealed class RunFinishTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    /// <summary>More than a batch.</summary>
    private const int Members = 50_010;

    [Fact]
    public async Task RunOfSeveralBatches_HasOneControlFileThatListsThemAllAndIsLast()
    {
        await using var host = await StartAsync();
        await host.ImportAsync("one.csv", DeliveryHost.Members(("gold", 1, Members)));

        (await host.RunAsync("gold")).State.ShouldBe(RunState.Completed);

        OutboundReader.Read(host.Platform.Files).ShouldBe(Held(1, Members));
        host.Platform.Calls.Count(IsControl).ShouldBe(1);
        IsControl(host.Platform.Calls[^1]).ShouldBeTrue();
        await ShouldHoldNoRecordsAsync(host);

        // Removes and adds of one run are in one control file.
        host.Time.Advance(TimeSpan.FromHours(1));
        host.Platform.ClearCalls();
        await host.ImportAsync("two.csv", DeliveryHost.Members(("silver", 1, 5), ("gold", 200_001, 5)));

        (await host.RunAsync("gold")).State.ShouldBe(RunState.Completed);

        OutboundReader.Read(host.Platform.Files).ShouldBe(Held((6, Members - 5), (200_001, 5)));
        host.Platform.Calls.Count.ShouldBe(3);
        IsControl(host.Platform.Calls[^1]).ShouldBeTrue();
        OutboundReader.Unlisted(host.Platform.Files).ShouldBeEmpty();
    }

    [Fact]
    public async Task SeveralKindsOfIds_AreInOneControlFile()
    {
        await using var host = await StartAsync();
        await FileRuns.ChangeAsync(host, s => s with { Identifiers = ["externalId", "email"] });
        await host.ImportAsync("one.csv", DeliveryHost.Members(("gold", 1, 10)));

        (await host.RunAsync("gold")).State.ShouldBe(RunState.Completed);

        var emails = Enumerable.Range(1, 10).Select(i => $"gold email:{DeliveryHost.EmailKey(i)["EMAIL:".Length..]}");
        OutboundReader.Read(host.Platform.Files).ShouldBe(Held(1, 10).Concat(emails).Order(StringComparer.Ordinal));
        host.Platform.Calls.Count(IsControl).ShouldBe(1);
    }

    [Fact]
    public async Task ControlFileFailsForAWhile_IsTriedAgainAndNothingElseIs()
    {
        await using var host = await StartAsync();
        await host.ImportAsync("one.csv", DeliveryHost.Members(("gold", 1, 10)));
        var tries = 0;
        host.Platform.Fault = call => IsControl(call) && ++tries <= 3 ? (tries == 2 ? SandboxFault.LostResponse : SandboxFault.Error500) : null;

        (await host.RunAsync("gold")).State.ShouldBe(RunState.Completed);

        host.Platform.Calls.Count(c => !IsControl(c)).ShouldBe(1);
        tries.ShouldBe(4);
        OutboundReader.Read(host.Platform.Files).ShouldBe(Held(1, 10));
    }

    [Fact]
    public async Task ABatchCannotBeStored_NoControlFileIsWrittenAndTheNextRunSendsEverythingAgain()
    {
        await using var host = await StartAsync();
        await host.ImportAsync("one.csv", DeliveryHost.Members(("gold", 1, Members)));
        host.Platform.Answer = call => call.Path.EndsWith("001.sync.gz", StringComparison.Ordinal) ? new(400, "") : null;

        var run = await host.RunAsync("gold");

        (run.State, run.Activated, run.Failed).ShouldBe((RunState.CompletedWithErrors, 0, Members));
        run.Reasons["notDelivered:runNotFinished"].ShouldBe(50_000);
        host.Platform.Calls.ShouldNotContain(c => IsControl(c));
        (await StateAsync(host)).Size.ShouldBe(0);

        host.Platform.Answer = null;
        host.Time.Advance(TimeSpan.FromHours(1));
        (await host.RunAsync("gold")).State.ShouldBe(RunState.Completed);

        OutboundReader.Read(host.Platform.Files).ShouldBe(Held(1, Members));
        (await StateAsync(host)).Size.ShouldBe(Members);
    }

    /// <summary>What was delivered and cannot be finished counts as never delivered: removes too.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task NewerRunComesBeforeTheControlFile_WritesItForTheOlderOneOrSendsEverythingAgain(bool canBeWritten)
    {
        await using var host = await StartAsync();
        var older = await DeliverWithoutControlFileAsync(host);
        (await host.BatchesAsync(older)).ShouldAllBe(b => b.State == BatchState.Delivered && b.AwaitsRunEnd);
        (await host.RunOfAsync(older)).State.ShouldBe(RunState.Delivering);

        host.Platform.Fault = null;
        var refused = canBeWritten ? 0 : 1;
        host.Platform.Answer = call => IsControl(call) && refused-- > 0 ? new(400, "") : null;
        host.Platform.ClearCalls();
        host.Time.Advance(TimeSpan.FromHours(1));
        (await host.RunAsync("gold")).State.ShouldBe(RunState.Completed);

        var superseded = await host.RunOfAsync(older);
        (superseded.State, superseded.Activated, superseded.Failed).ShouldBe((RunState.Superseded, canBeWritten ? 9 : 7, canBeWritten ? 0 : 2));
        OutboundReader.Read(host.Platform.Files).ShouldBe(Held(4, 9));
        OutboundReader.Unlisted(host.Platform.Files).Count.ShouldBe(canBeWritten ? 0 : 2, "those of the older run");
        host.Platform.Calls.Count(c => !IsControl(c)).ShouldBe(canBeWritten ? 0 : 2);
    }

    /// <summary>What is uploaded stays so, and has its control file as soon as the credentials are good again: by the run that follows, which sends what is left.</summary>
    [Fact]
    public async Task CredentialsAreRefusedAtTheControlFile_ItIsAllThatIsLeftToWrite()
    {
        await using var host = await StartAsync();
        await host.ImportAsync("one.csv", DeliveryHost.Members(("gold", 1, 10)));
        host.Platform.Answer = call => IsControl(call) ? new(403, "") : null;

        var held = await host.RunAsync("gold");

        (held.State, held.Code).ShouldBe((RunState.Held, "destinationDisconnected"));
        OutboundReader.Unlisted(host.Platform.Files).ShouldHaveSingleItem();

        await ReconnectAsync(host);

        (await host.RunsAsync("gold"))[0].ShouldSatisfyAllConditions(r => r.State.ShouldBe(RunState.Completed), r => r.Adds.ShouldBe(0));
        (await host.RunOfAsync(new RunId(held.RunId))).ShouldSatisfyAllConditions(r => r.State.ShouldBe(RunState.Superseded), r => r.Activated.ShouldBe(10), r => r.EndedAt.ShouldNotBeNull());
        host.Platform.Calls.ShouldAllBe(c => IsControl(c));
        OutboundReader.Read(host.Platform.Files).ShouldBe(Held(1, 10));
        (await StateAsync(host)).Size.ShouldBe(10);
        await ShouldHoldNoRecordsAsync(host);
    }

    [Fact]
    public async Task CredentialsAreRefusedBetweenTwoFiles_WhatIsUploadedIsNotSentAgain()
    {
        await using var host = await FileRuns.StartAsync(azurite.NewAccount(), maxBatch: 10);
        await host.ImportAsync("one.csv", DeliveryHost.Members(("gold", 1, 30)));
        var taken = 0;
        host.Platform.Answer = call => !IsControl(call) && ++taken > 1 ? new(403, "") : null;

        var held = await host.RunAsync("gold");

        held.State.ShouldBe(RunState.Held);
        host.Platform.Files.ShouldHaveSingleItem();
        await host.ImportAsync("two.csv", DeliveryHost.Members(("silver", 1, 1), ("gold", 41, 1)));

        await ReconnectAsync(host);

        (await host.RunsAsync("gold"))[0].ShouldSatisfyAllConditions(r => r.State.ShouldBe(RunState.Completed), r => r.Activated.ShouldBe(30));
        (await host.RunOfAsync(new RunId(held.RunId))).ShouldSatisfyAllConditions(r => r.Activated.ShouldBe(10), r => r.Failed.ShouldBe(20));
        OutboundReader.Read(host.Platform.Files).ShouldBe(Held((2, 29), (41, 1)));
        OutboundReader.Unlisted(host.Platform.Files).ShouldBeEmpty();
    }

    [Fact]
    public async Task CredentialsAreRefusedWhenANewerRunTakesOver_ItWaitsAndNothingIsSentAgain()
    {
        await using var host = await StartAsync();
        var older = await DeliverWithoutControlFileAsync(host);
        host.Platform.Fault = null;
        host.Platform.Answer = call => IsControl(call) ? new(403, "") : null;
        host.Time.Advance(TimeSpan.FromHours(1));

        var newer = await host.RunAsync("gold");

        (newer.State, newer.Code).ShouldBe((RunState.Held, "destinationDisconnected"));
        (newer.Activated + newer.Excluded + newer.Failed).ShouldBe(newer.Received);

        await ReconnectAsync(host);

        (await host.RunsAsync("gold"))[0].State.ShouldBe(RunState.Completed);
        (await host.RunOfAsync(older)).ShouldSatisfyAllConditions(r => r.State.ShouldBe(RunState.Superseded), r => r.Activated.ShouldBe(9), r => r.Failed.ShouldBe(0));
        host.Platform.Calls.ShouldAllBe(c => IsControl(c));
        OutboundReader.Read(host.Platform.Files).ShouldBe(Held(4, 9));
        OutboundReader.Unlisted(host.Platform.Files).ShouldBeEmpty();
    }

    /// <summary>Half of a full set may not be taken for all that there is.</summary>
    [Fact]
    public async Task CredentialsAreRefusedInAFullRun_NothingOfItCountsAndItIsDoneAgain()
    {
        await using var host = await FileRuns.StartAsync(azurite.NewAccount(), maxBatch: 10);
        await host.ImportAsync("one.csv", DeliveryHost.Members(("gold", 1, 30)));
        await host.RunAsync("gold");
        host.Time.Advance(TimeSpan.FromHours(1));
        var taken = 0;
        host.Platform.Answer = call => ++taken > 1 ? new(403, "") : null;
        (await host.RunAsync("gold", RunMode.Full)).State.ShouldBe(RunState.Held);

        await ReconnectAsync(host);

        (await host.RunsAsync("gold"))[0].ShouldSatisfyAllConditions(r => r.State.ShouldBe(RunState.Completed), r => r.Mode.ShouldBe(RunMode.Full), r => r.Adds.ShouldBe(30));
        OutboundReader.Read(host.Platform.Files).ShouldBe(Held(1, 30));
        OutboundReader.Unlisted(host.Platform.Files).ShouldHaveSingleItem("of the run that was not finished");
    }

    [Fact]
    public async Task ControlFileCannotBeWritten_RunFailsWithTheReason()
    {
        await using var host = await StartAsync();
        await host.ImportAsync("one.csv", DeliveryHost.Members(("gold", 1, 10)));
        host.Platform.Answer = call => IsControl(call) ? new(400, "") : null;

        var run = await host.RunAsync("gold");

        (run.State, run.Failed).ShouldBe((RunState.Failed, 10));
        run.Message.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task ControlFileFailsForADay_IsGivenUp()
    {
        await using var host = await StartAsync();
        await host.ImportAsync("one.csv", DeliveryHost.Members(("gold", 1, 10)));
        host.Platform.Fault = call => IsControl(call) ? SandboxFault.Error500 : null;

        var run = await host.RunAsync("gold");

        run.State.ShouldBe(RunState.Failed);
        run.Message.ShouldNotBeNull().ShouldContain("24 hours");
    }

    /// <summary>The message is handed out again to another host, after the first has died between the control file and the run's end.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task HostStopsAtTheControlFile_AnotherWritesTheSameAndClosesTheRun(bool afterItIsThere)
    {
        await using var host = await StartAsync();
        await host.ImportAsync("one.csv", DeliveryHost.Members(("gold", 1, 10)));
        var run = await host.RequestAsync("gold");
        var first = await PumpOverDeathAtTheControlFileAsync(host, afterItIsThere);

        (await host.RunOfAsync(run)).State.ShouldBe(RunState.Completed);
        OutboundReader.Read(host.Platform.Files).ShouldBe(Held(1, 10));
        var controls = host.Platform.Calls.Where(IsControl).ToList();
        controls.Count.ShouldBe(2);
        first.ShouldBe(afterItIsThere ? host.Platform.Files[controls[0].Path] : null);
    }

    private Task<DeliveryHost> StartAsync() => FileRuns.StartAsync(azurite.NewAccount());

    /// <summary>A run over ten members (three go, two come) whose data files are there and whose control file the platform fails at; its message is lost.</summary>
    private static async Task<RunId> DeliverWithoutControlFileAsync(DeliveryHost host)
    {
        await host.ImportAsync("one.csv", DeliveryHost.Members(("gold", 1, 10)));
        await host.RunAsync("gold");
        host.Time.Advance(TimeSpan.FromHours(1));
        await host.ImportAsync("two.csv", DeliveryHost.Members(("silver", 1, 3), ("gold", 11, 2)));
        host.Platform.Fault = call => IsControl(call) ? SandboxFault.Error500 : null;
        var older = await host.RequestAsync("gold");
        await host.PumpAsync(TimeSpan.FromMinutes(2));
        host.Queue.Lose();
        return older;
    }

    private static IReadOnlyList<string> Held(int from, int count) => Held((from, count));

    private static IReadOnlyList<string> Held(params (int From, int Count)[] members) => FileRuns.Held([.. members.Select(m => Enumerable.Range(m.From, m.Count))]);

    /// <summary>The storage takes the credentials again; what is called from then on is in the platform's calls.</summary>
    private static async Task ReconnectAsync(DeliveryHost host)
    {
        host.Platform.Answer = null;
        host.Platform.ClearCalls();
        host.Time.Advance(TimeSpan.FromMinutes(5));
        await host.Get<Reconnection>().ResumeAsync(new DestinationId(FileRuns.Destination), CancellationToken.None);
        await host.PumpAsync();
    }

    private static Task<SyncState> StateAsync(DeliveryHost host) => host.Get<SyncStateStore>().GetAsync(new SyncId("gold"), CancellationToken.None);

    private static async Task ShouldHoldNoRecordsAsync(DeliveryHost host)
    {
        await foreach (var blob in host.Get<ActivationStorage>().Container(StorageNames.Batches).GetBlobsAsync())
        {
            blob.Name.ShouldNotContain("/records/");
        }
    }
}
