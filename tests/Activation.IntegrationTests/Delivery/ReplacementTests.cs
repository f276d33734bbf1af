using Activation.Delivery;
using Activation.Destinations;
using Activation.Destinations.Meta;
using Activation.IntegrationTests.Support;
using Activation.IntegrationTests.Truth;
using Activation.Local.Sandbox;
using Activation.Sync;

namespace Activation.IntegrationTests.Delivery;

/// <summary>Drift at the platform: people whom others have put into an audience of ours. Only a full run can find them, and only where it replaces the audience.</summary>
public sealed class ReplacementTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const int Stranger = 900;

    [Fact]
    public async Task FullRunOfASmallAudience_TakesOutWhomOthersHavePutThere()
    {
        await using var host = await StartAsync();
        await host.ImportAsync("two.csv", DeliveryHost.Members(("silver", 1, 2), ("gold", 21, 3)));
        host.Platform.ClearCalls();

        var full = await host.RunAsync("gold", RunMode.Full);

        await ShouldHoldAsync(host, Enumerable.Range(3, 21));
        (full.State, full.Received, full.Activated, full.Adds, full.Removes).ShouldBe((RunState.Completed, 21, 21, 21, 2));
        host.Platform.Calls.Where(c => c.Operation == "replace").ShouldHaveSingleItem().Rows.ShouldBe(21);
        host.Platform.Calls.ShouldNotContain(c => c.Operation == "add");
        (await StateAsync(host)).Size.ShouldBe(21);

        // What the ledger has of them is right: the next changes are as any other.
        host.Time.Advance(TimeSpan.FromMinutes(1));
        await host.ImportAsync("three.csv", DeliveryHost.Members(("silver", 21, 1), ("gold", 30, 1)));
        var next = await host.RunAsync("gold");
        (next.Adds, next.Removes).ShouldBe((1, 1));
        await ShouldHoldAsync(host, [.. Enumerable.Range(3, 18), 22, 23, 30]);
        host.Platform.Calls.Count(c => c.Operation == "replace").ShouldBe(1);
    }

    [Fact]
    public async Task FullRunOfPeopleWithDifferentIdentifiers_IsOneReplacement()
    {
        await using var host = await StartAsync();
        await host.ImportAsync("two.csv", "member_id,email,phone,first_name,tier\nM00021,,+12025550123,,gold\nM00022,member22@example.com,,Ann,gold\n,member23@example.com,,,gold\n");
        host.Platform.ClearCalls();

        (await host.RunAsync("gold", RunMode.Full)).ShouldSatisfyAllConditions(r => r.State.ShouldBe(RunState.Completed), r => r.Activated.ShouldBe(23));

        host.Platform.Calls.Where(c => c.Operation is "replace" or "add").ShouldHaveSingleItem().ShouldSatisfyAllConditions(c => c.Operation.ShouldBe("replace"), c => c.Rows.ShouldBe(23));
        await ShouldHoldAsync(host, [.. Enumerable.Range(1, 20), 22, 23]);
        (await host.AudienceAsync("gold")).ShouldNotContain(k => k.StartsWith("EXTERN_ID:", StringComparison.Ordinal), "one of them has no external id, and a call wants one of all or of none");
        (await host.AudienceAsync("gold")).Count(k => k.StartsWith("PHONE:", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task ChangesAlone_OrMoreThanACall_AddAsEver()
    {
        await using var host = await StartAsync(services => SmallBatches.Of<MetaDestination>(services, 10));
        await host.ImportAsync("two.csv", DeliveryHost.Members(("gold", 21, 1)));
        (await host.RunAsync("gold")).Adds.ShouldBe(1);
        host.Time.Advance(TimeSpan.FromMinutes(1));

        (await host.RunAsync("gold", RunMode.Full)).ShouldSatisfyAllConditions(r => r.State.ShouldBe(RunState.Completed), r => r.Adds.ShouldBe(21));

        host.Platform.Calls.ShouldNotContain(c => c.Operation == "replace");
        await ShouldHoldAsync(host, [.. Enumerable.Range(1, 21), Stranger]);
    }

    [Theory]
    [InlineData(SandboxFault.LostResponse)]
    [InlineData(SandboxFault.Error500)]
    [InlineData(SandboxFault.Throttle)]
    public async Task ReplacementFailsOnce_IsRepeated(SandboxFault fault)
    {
        await using var host = await StartAsync();
        var tries = 0;
        host.Platform.Fault = call => call.Operation == "replace" && ++tries == 1 ? fault : null;

        (await host.RunAsync("gold", RunMode.Full)).ShouldSatisfyAllConditions(r => r.State.ShouldBe(RunState.Completed), r => r.Activated.ShouldBe(20));

        tries.ShouldBe(2);
        await ShouldHoldAsync(host, Enumerable.Range(1, 20));
    }

    /// <summary>An answer was lost, and the next run begins with other people before the call could be repeated.</summary>
    [Fact]
    public async Task ReplacementIsTakenOverByTheNextRun_HoldsWhoIsWantedByThen()
    {
        await using var host = await StartAsync();
        host.Platform.Fault = call => call.Operation == "replace" ? SandboxFault.LostResponse : null;
        var lost = await host.RequestAsync("gold", RunMode.Full);
        await host.PumpAsync(TimeSpan.FromSeconds(1));
        await ShouldHoldAsync(host, Enumerable.Range(1, 20));
        host.Time.Advance(TimeSpan.FromMinutes(1));
        await host.ImportAsync("two.csv", DeliveryHost.Members(("silver", 1, 2), ("gold", 21, 3)));
        host.Platform.Fault = null;
        host.Queue.Lose();

        (await host.RunAsync("gold")).ShouldSatisfyAllConditions(r => r.State.ShouldBe(RunState.Completed), r => r.Mode.ShouldBe(RunMode.Full));

        (await host.RunOfAsync(lost)).State.ShouldBe(RunState.Superseded);
        await ShouldHoldAsync(host, Enumerable.Range(3, 21));
    }

    [Fact]
    public async Task MetaIsNeverDoneWithTheAudience_ItsPeopleAreAddedInTheEnd()
    {
        await using var host = await StartAsync();
        await host.ImportAsync("two.csv", DeliveryHost.Members(("gold", 21, 3)));
        host.Platform.Answer = call => call.Operation == "replace" ? new SandboxAnswer(400, """{"error":{"code":2650,"error_subcode":1870145}}""") : null;
        var began = host.Time.GetUtcNow();

        (await host.RunAsync("gold", RunMode.Full)).ShouldSatisfyAllConditions(r => r.State.ShouldBe(RunState.Completed), r => r.Activated.ShouldBe(23));

        (host.Time.GetUtcNow() - began).ShouldBeLessThan(TimeSpan.FromMinutes(30));
        host.Platform.Calls.Count(c => c.Operation == "replace").ShouldBe(MetaReplacement.Tries);
        await ShouldHoldAsync(host, [.. Enumerable.Range(1, 23), Stranger]);
    }

    [Fact]
    public async Task OneRowIsRefused_TheOthersAreInAndItIsNamed()
    {
        await using var host = await StartAsync();
        host.Platform.RefusesCallFor = row => row.Contains(DeliveryHost.EmailKey(7));

        var full = await host.RunAsync("gold", RunMode.Full);

        (full.State, full.Activated, full.Failed).ShouldBe((RunState.CompletedWithErrors, 19, 1));
    }

    private Task<DeliveryHost> StartAsync(Action<Microsoft.Extensions.DependencyInjection.IServiceCollection>? configure = null) =>
        DeliveryHost.StartAsync(azurite.NewAccount(), new SandboxOptions(), configure ?? (_ => { })).PreparedAsync(async host =>
        {
            await host.DefineMetaAsync("meta");
            await host.DefineSyncAsync("gold", "meta");
            await host.ImportAsync("one.csv", DeliveryHost.Members(("gold", 1, 20)));
            (await host.RunAsync("gold")).State.ShouldBe(RunState.Completed);
            await PutStrangerAsync(host);
            host.Time.Advance(TimeSpan.FromMinutes(1));
        });

    /// <summary>Somebody is put into the audience behind our back.</summary>
    private static async Task PutStrangerAsync(DeliveryHost host)
    {
        var (destination, account) = await host.Get<DestinationAccounts>().GetAsync(new DestinationId("meta"), CancellationToken.None);
        var audience = (await StateAsync(host)).AudienceId.ShouldNotBeNull();
        var row = new MemberRow(default, [new("email", [DeliveryHost.EmailKey(Stranger)["EMAIL:".Length..]])]);
        var batch = new DestinationBatch(new BatchId(new RunId("another-tool.1"), 1), 1, audience, "", BatchOperation.Add, [row], host.Time.GetUtcNow());
        (await destination.SendAsync(account, batch, CancellationToken.None)).Result.ShouldBe(DestinationResult.Success);
        (await host.AudienceAsync("gold")).ShouldContain(DeliveryHost.EmailKey(Stranger));
    }

    private static Task<SyncState> StateAsync(DeliveryHost host) => host.Get<SyncStateStore>().GetAsync(new SyncId("gold"), CancellationToken.None);

    private static async Task ShouldHoldAsync(DeliveryHost host, IEnumerable<int> members) =>
        (await host.AudienceAsync("gold")).Where(k => k.StartsWith("EMAIL:", StringComparison.Ordinal)).ToList()
            .ShouldHoldExactly(members.Select(DeliveryHost.EmailKey).ToHashSet(StringComparer.Ordinal), "gold");
}
