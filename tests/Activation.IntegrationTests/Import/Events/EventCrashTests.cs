using Activation.IntegrationTests.Support;
using Activation.Profiles.Events;

namespace Activation.IntegrationTests.Import.Events;

/// <summary>An import of events that stops at a given storage request, and a new host that carries on, end as if nothing had happened.</summary>
public sealed class EventCrashTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Theory]
    [InlineData("catalogue", 1)]
    [InlineData("table", 2)]
    [InlineData("changes", 1)]
    [InlineData("events", 1)]
    [InlineData("events", 4)]
    [InlineData("events", 8)]
    [InlineData("checkpoint", 2)]
    [InlineData("checkpoint", 6)]
    [InlineData("state", 3)]
    [InlineData("manifest", 1)]
    [InlineData("compaction", 1)]
    [InlineData("delete", 1)]
    public async Task RunAsync_StoppedAtAStorageRequest_EndsTheSame(string kind, int nth)
    {
        var truth = new EventTruth(seed: nth, people: 400, count: 1_200, days: 3);
        await StoppedImport.CarryOnAsync(
            azurite,
            Request(kind),
            nth,
            async first =>
            {
                await first.DefineEventsAsync();

                // In so many files that the last one has them compacted.
                var before = kind == "compaction" ? EventCompaction.MaxSmallFiles : 1;
                for (var i = 0; i < before; i++)
                {
                    await first.ImportEventsAsync($"{i}.csv", truth.Csv(200 / before * i, 200 / before * (i + 1), repeatEvery: 0));
                }

                return await first.DropEventsAsync("second.csv", truth.Csv(100, 1_200, repeatEvery: 4) + "C-1,Purchase,never,x-1,1,\nC-1,New name,1763600000,x-2,,\n");
            },
            async (second, receipt) =>
            {
                receipt.ShouldBalance();
                (receipt.RowsRead, receipt.New, receipt.Duplicates, receipt.Rejected).ShouldBe((1_377, 1_001, 375, 1));
                (await second.EventsAsync()).ShouldBeTheEvents(truth.Events.Append(new(ProfileId.ForCustomer("C-1"), "New name", DateTime.UnixEpoch.AddSeconds(1763600000), "")));
                (await second.SnapshotAsync()).Keys.ShouldBe(truth.Events.Select(e => e.Profile).Append(ProfileId.ForCustomer("C-1")).Distinct(), ignoreOrder: true);
                (await second.EventDrop("second.csv").ExistsAsync()).Value.ShouldBeFalse();
            });
    }

    private static Func<ProxiedRequest, bool> Request(string kind) => kind switch
    {
        "table" => r => r.WritesBatch,
        "state" => r => r.WritesTable("Imports"),
        "catalogue" => r => r.WritesBlob("snapshot/events.json"),
        "manifest" => r => r.WritesBlob("snapshot/manifest.json"),
        "compaction" => r => r.WritesBlob("snapshot/events/") && r.Target.Contains("/base-", StringComparison.Ordinal),
        "changes" => r => r.WritesBlob("snapshot/") && r.Target.Contains("/c-", StringComparison.Ordinal) && !r.Target.Contains("/events/", StringComparison.Ordinal),
        "events" => r => r.WritesBlob("snapshot/events/"),
        "checkpoint" => r => r.WritesBlob("imports/") && r.Target.Contains("/checkpoint/", StringComparison.Ordinal),
        _ => r => r.DeletesBlob("events/"),
    };
}
