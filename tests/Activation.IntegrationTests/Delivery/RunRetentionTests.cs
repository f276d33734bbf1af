using Activation.Delivery;
using Activation.Delivery.DeadLetters;
using Activation.IntegrationTests.Support;
using Activation.Local.Sandbox;
using Activation.Storage;
using Activation.Sync;
using Azure.Data.Tables;

namespace Activation.IntegrationTests.Delivery;

/// <summary>Runs go when they are old enough, with all that belongs to them; what somebody may still want to know or decide stays.</summary>
public sealed class RunRetentionTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const int Days = 30;

    [Fact]
    public async Task OldRuns_GoWithTheirBatches_ButTheNewestOfASync_AndNothingIsSentForIt()
    {
        await using var host = await StartAsync();
        await AddAsync(host, "gold", 3);
        await AddAsync(host, "gone", 3);
        await host.Requests.DeleteAsync(new SyncId("gone"), AtDeletion.Keep, CancellationToken.None);
        await host.ImportAsync("1.csv", DeliveryHost.Members(("gold", 1, 5)));
        (await host.RunAsync("gold")).Adds.ShouldBe(5);
        host.Time.Advance(TimeSpan.FromDays(20));
        await AddAsync(host, "gold", 10);
        var all = await host.RunsAsync("gold");
        all.Count.ShouldBe(14);

        // The first four are over 30 days old then, and those after them are not; of the sync that is gone, all are.
        host.Time.Advance(TimeSpan.FromDays(11));
        await ForgetAsync(host);
        (await host.RunsAsync("gold")).ShouldBe(all.Take(10), new ById());
        (await host.RunsAsync("gone")).ShouldBeEmpty();
        (await RowsAsync(host, StorageNames.BatchesTable)).Select(r => r.PartitionKey).Distinct(StringComparer.Ordinal).ShouldBe(all.Take(10).Select(r => r.RunId), ignoreOrder: true);

        // However old they are, the newest ten stay.
        host.Time.Advance(TimeSpan.FromDays(200));
        await ForgetAsync(host);
        (await host.RunsAsync("gold")).ShouldBe(all.Take(10), new ById());

        var next = await host.RunAsync("gold");
        (next.State, next.Activated, next.Adds, next.Removes).ShouldBe((RunState.Completed, 5, 0, 0));
        await ForgetAsync(host);
        (await host.RunsAsync("gold")).Count.ShouldBe(11, "it was looked at on that day before");
        host.Time.Advance(TimeSpan.FromDays(1));
        await ForgetAsync(host);
        (await host.RunsAsync("gold")).Select(r => r.RunId).ShouldBe([next.RunId, .. all.Take(9).Select(r => r.RunId)]);
    }

    [Fact]
    public async Task OldRuns_ThatWaitForADecision_OrHaveDeadLettersThatNothingMadeUpFor_Stay()
    {
        await using var host = await StartAsync();
        await host.Get<Definitions>().Syncs.PutAsync("gone", (await host.Get<Definitions>().Syncs.FindAsync("gone", CancellationToken.None)).ShouldNotBeNull() with { MinimumSize = 20 }, CancellationToken.None);
        await host.ImportAsync("few.csv", DeliveryHost.Members(("gone", 1, 5)));
        var held = await host.RunAsync("gone");
        held.State.ShouldBe(RunState.Held);

        host.Platform.RefusesCallFor = _ => true;
        await host.ImportAsync("refused.csv", DeliveryHost.Members(("gold", 101, 5)));
        var failed = await host.RunAsync("gold");
        failed.State.ShouldBe(RunState.Failed);
        var dead = (await host.Get<DeadLetterStore>().ListAsync(null, resolved: false, CancellationToken.None)).ShouldHaveSingleItem();
        await host.Get<Definitions>().Syncs.DeleteAsync("gold", CancellationToken.None);
        await host.Get<Definitions>().Syncs.DeleteAsync("gone", CancellationToken.None);

        host.Time.Advance(TimeSpan.FromDays(Days + 1));
        await host.TickAsync();

        (await host.RunsAsync("gone")).ShouldHaveSingleItem().RunId.ShouldBe(held.RunId);
        (await host.RunsAsync("gold")).ShouldHaveSingleItem().RunId.ShouldBe(failed.RunId);
        (await host.BatchesAsync(new RunId(failed.RunId))).ShouldHaveSingleItem().BatchId.ShouldBe(dead.BatchId);

        await host.Get<DeadLetterStore>().ResolveAsync(new SyncId("gold"), null, CancellationToken.None);
        host.Time.Advance(TimeSpan.FromDays(1));
        await host.TickAsync();

        (await host.RunsAsync("gold")).ShouldBeEmpty();
        (await RowsAsync(host, StorageNames.BatchesTable)).ShouldBeEmpty();
        (await RowsAsync(host, StorageNames.DeadLettersTable)).ShouldBeEmpty();
        (await host.RunsAsync("gone")).ShouldHaveSingleItem().RunId.ShouldBe(held.RunId);
    }

    /// <summary>A document of a table may have more than the 64 KiB of one of its properties.</summary>
    [Fact]
    public async Task RunWithMuchToSay_IsKeptAsItIs()
    {
        await using var host = await StartAsync();
        var run = RunId.Manual(new SyncId("gold"), host.Time.GetUtcNow());
        var record = new RunRecord { RunId = run.Value, Sync = "gold", Mode = RunMode.Delta, State = RunState.Failed, RequestedAt = host.Time.GetUtcNow(), Message = new string('m', 200_000) };
        (await host.Get<RunStore>().TryAddAsync(record, CancellationToken.None)).ShouldBeTrue();
        (await host.RunOfAsync(run)).Message.ShouldBe(record.Message);

        await host.Get<RunStore>().UpdateAsync(run, r => r with { Message = "Less." }, CancellationToken.None);
        (await host.RunsAsync("gold")).ShouldHaveSingleItem().Message.ShouldBe("Less.");
    }

    /// <summary>Runs that are over, each with a batch, ten minutes apart.</summary>
    private static async Task AddAsync(DeliveryHost host, string sync, int count)
    {
        for (var i = 0; i < count; i++)
        {
            host.Time.Advance(TimeSpan.FromMinutes(10));
            var now = host.Time.GetUtcNow();
            var run = RunId.Manual(new SyncId(sync), now);
            await host.Get<RunStore>().TryAddAsync(new RunRecord { RunId = run.Value, Sync = sync, Mode = RunMode.Delta, State = RunState.Completed, RequestedAt = now, EndedAt = now }, CancellationToken.None);
            await host.Get<BatchStore>().AddMissingAsync(
                run, [new BatchRecord { BatchId = new BatchId(run, 1).ToString(), Operation = BatchOperation.Add, State = BatchState.Delivered, Members = 1 }], CancellationToken.None);
        }
    }

    private static Task ForgetAsync(DeliveryHost host) => host.Get<RunRetention>().RemoveOldAsync(CancellationToken.None);

    private static async Task<IReadOnlyList<TableEntity>> RowsAsync(DeliveryHost host, string table)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in host.Get<ActivationStorage>().Table(table).QueryAsync<TableEntity>())
        {
            rows.Add(row);
        }

        return rows;
    }

    private Task<DeliveryHost> StartAsync() =>
        DeliveryHost.StartAsync(azurite.NewAccount(), new SandboxOptions(), ("Activation:Delivery:RunDays", $"{Days}")).PreparedAsync(async host =>
        {
            await host.DefineMetaAsync("meta");
            foreach (var sync in new[] { "gold", "gone" })
            {
                await host.DefineSyncAsync(sync, "meta");
            }
        });

    private sealed class ById : IEqualityComparer<RunRecord>
    {
        public bool Equals(RunRecord? x, RunRecord? y) => x?.RunId == y?.RunId;

        public int GetHashCode(RunRecord obj) => obj.RunId.GetHashCode(StringComparison.Ordinal);
    }
}
