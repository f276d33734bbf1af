using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Activation.Import;
using Activation.IntegrationTests.Support;
using Activation.Profiles;
using Activation.Profiles.Events;
using Microsoft.Extensions.Time.Testing;

namespace Activation.IntegrationTests.Import.Events;

/// <summary>Event files on real storage, compared event by event with what the rows were made from.</summary>
public sealed class EventImportTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task RunAsync_FilesThatOverlap_RecordEachEventOnce()
    {
        await using var host = await ImportHost.StartAsync(azurite.NewAccount().ConnectionString, chunkRows: 500, time: new FakeTimeProvider(Now));
        await host.DefineEventsAsync();
        var truth = new EventTruth(seed: 7, people: 300, count: 4_000, days: 6);

        var first = (await host.ImportEventsAsync("a.csv", truth.Csv(0, 2_500, repeatEvery: 10) + "C-1,Purchase,yesterday,x-1,1,\n,Purchase,2026-11-19T10:00:00Z,x-2,1,\n")).ShouldBalance();
        var second = (await host.ImportEventsAsync("b.csv", truth.Csv(2_000, 4_000, repeatEvery: 0))).ShouldBalance();
        var again = (await host.ImportEventsAsync("a.csv", truth.Csv(0, 2_500, repeatEvery: 10))).ShouldBalance();

        (first.RowsRead, first.New, first.Duplicates, first.Rejected).ShouldBe((2_752, 2_500, 250, 2));
        first.Columns.ShouldAllBe(c => c.Filled == c.Valid + c.Repaired + c.Rejected && c.Filled > 0);
        first.Reasons.ShouldBe(new Dictionary<string, long> { ["invalidEventTime"] = 1, ["noIdentifier"] = 1 }, ignoreOrder: true);
        (second.RowsRead, second.New, second.Duplicates).ShouldBe((2_000, 1_500, 500));
        (again.RowsRead, again.New, again.Duplicates).ShouldBe((2_750, 0, 2_750));
        (await host.EventsAsync()).ShouldBeTheEvents(truth.Events);
        (await host.EventDrop("a.csv").ExistsAsync()).Value.ShouldBeFalse();
        (await host.SnapshotAsync()).Keys.ShouldBe(truth.Events.Select(e => e.Profile).Distinct(), ignoreOrder: true);
        (await host.RejectsAsync(first)).ShouldContain("event_time,invalidEventTime");
        (await host.ManifestAsync()).Events.Select(f => f.Day).Distinct().Count().ShouldBe(6);
    }

    [Fact]
    public async Task RunAsync_ShardsAndDays_TogetherAreAllEvents()
    {
        await using var host = await ImportHost.StartAsync(azurite.NewAccount().ConnectionString, time: new FakeTimeProvider(Now));
        await host.DefineEventsAsync();
        var truth = new EventTruth(seed: 8, people: 200, count: 1_000, days: 4);
        await host.ImportEventsAsync("a.csv", truth.Csv(0, 1_000, repeatEvery: 0));

        var byShard = new List<RecordedEvent>();
        foreach (var shards in new int[][] { [0, 1, 2, 3], [4, 7], [5, 6], [8, 9, 10, 11, 12, 13, 14], [15] })
        {
            var part = await host.EventsAsync(shards);
            part.ShouldAllBe(e => shards.Contains(e.Profile.Shard));
            byShard.AddRange(part);
        }

        byShard.ShouldBeTheEvents(truth.Events);
        var day = new DateTimeOffset(2026, 11, 18, 0, 0, 0, TimeSpan.Zero);
        (await host.EventsAsync(from: day.AddHours(5), to: day.AddHours(6))).ShouldBeTheEvents(truth.Events.Where(e => e.At.Date == day.Date));
        (await host.EventsAsync(from: day, to: day.AddDays(1))).ShouldBeTheEvents(truth.Events.Where(e => e.At.Date == day.Date));
        (await host.EventsAsync(from: day)).ShouldBeTheEvents(truth.Events.Where(e => e.At >= day.UtcDateTime));
        (await host.EventsAsync(to: day)).ShouldBeTheEvents(truth.Events.Where(e => e.At < day.UtcDateTime));
    }

    [Fact]
    public async Task RunAsync_TrackingPayloads_AreEventsOfCustomers()
    {
        await using var host = await ImportHost.StartAsync(azurite.NewAccount().ConnectionString, time: new FakeTimeProvider(Now));
        await host.DefineEventsAsync();
        const string Purchase = """{"type":"track","event":"Order Completed","userId":"C-7","anonymousId":"a-1","timestamp":"2026-11-18T23:30:00+02:00","sentAt":"2026-11-18T21:30:01Z","messageId":"m-1","context":{"ip":"203.0.113.9","traits":{"email":"Ann@Example.com"},"page":{"path":"/cart"}},"integrations":{"All":true},"properties":{"order_id":"0042","value":49.90,"coupon":null,"gift":true,"email":"friend@example.com","products":[{"sku":"1"}]}}""";
        const string View = """{"type":"track","event":"Product Viewed","userId":"C-7","timestamp":1763503200000,"messageId":"m-2","properties":{"value":5}}""";

        var receipt = (await host.ImportEventsAsync("track.ndjson", $"{Purchase}\n{View}\n{Purchase}\n")).ShouldBalance();

        (receipt.RowsRead, receipt.New, receipt.Duplicates).ShouldBe((3, 2, 1));
        var customer = ProfileId.ForCustomer("C-7");
        (await host.EventsAsync()).ShouldBeTheEvents(
        [
            new(customer, "Order Completed", new DateTime(2026, 11, 18, 21, 30, 0), "context.page.path=/cart gift=True order_id=0042 sentAt=11/18/2026 21:30:01 type=track value=49.9"),
            new(customer, "Product Viewed", DateTime.UnixEpoch.AddSeconds(1763503200), "type=track value=5"),
        ]);
        var row = (await host.FindAsync("C-7")).ShouldNotBeNull();
        row.Identifiers["email"].ShouldBe([EventTruth.Sha256("ann@example.com")]);
        row.Traits.ShouldBeEmpty();
        var columns = receipt.Columns.ToDictionary(c => c.Column, c => c.Reason is null ? c.Target : $"{c.Target}: {c.Reason}");
        columns["userId"].ShouldBe("customerId");
        columns["properties.value"].ShouldBe("property:value:number");
        columns["properties.order_id"].ShouldBe("property:order_id:string");
        columns["properties.email"].ShouldBe("ignored: personalData");
        columns["anonymousId"].ShouldBe("ignored: personalData");
        columns["context.ip"].ShouldBe("ignored: personalData");
        columns["integrations.All"].ShouldBe("ignored: envelope");
        columns["properties.products"].ShouldBe("ignored: nestedList");
        (await host.Get<EventCatalog>().ReadAsync(CancellationToken.None)).Names.ShouldBe(["Order Completed", "Product Viewed"], ignoreOrder: true);
    }

    [Fact]
    public async Task RunAsync_WithoutEventIds_KnowsARowByWhatItSays()
    {
        await using var host = await ImportHost.StartAsync(azurite.NewAccount().ConnectionString, time: new FakeTimeProvider(Now));
        await host.DefineEventsAsync();

        var first = (await host.ImportEventsAsync("a.csv", "customer_id,event,time,value,note_kind\nC-1,Purchase,2026-11-19 10:00:00,5,\nC-1,Purchase,2026-11-19 10:00:00,6,\nC-1,Purchase,2026-11-19 10:00:00,5,\n")).ShouldBalance();
        var second = (await host.ImportEventsAsync("b.csv", "time;value;event;customer_id\n2026-11-19T12:00:00+02:00;5;Purchase;C-1\n2026-11-19T10:00:00Z;7;Purchase;C-1\n")).ShouldBalance();

        (first.New, first.Duplicates).ShouldBe((2, 1));
        (second.New, second.Duplicates).ShouldBe((1, 1));
        (await host.EventsAsync()).Select(e => e.Properties).Order(StringComparer.Ordinal).ShouldBe(["value=5", "value=6", "value=7"]);
    }

    [Fact]
    public async Task RunAsync_ValueOfAnotherType_IsLeftOutAndReported()
    {
        await using var host = await ImportHost.StartAsync(azurite.NewAccount().ConnectionString, time: new FakeTimeProvider(Now));
        await host.DefineEventsAsync();
        await host.ImportEventsAsync("a.csv", "customer_id,event,time,value\nC-1,Purchase,1763600000,5\n");

        var receipt = (await host.ImportEventsAsync("b.csv", "customer_id,event,time,Value\nC-1,Purchase,1763600001,a lot\nC-1,Purchase,1763600002,8\n")).ShouldBalance();

        receipt.Reasons.ShouldBe(new Dictionary<string, long> { ["typeConflict"] = 1 });
        var column = receipt.Columns.Single(c => c.Column == "Value");
        (column.Target, column.Filled, column.Rejected).ShouldBe(("property:value:number", 2, 1));
        (await host.EventsAsync()).Select(e => e.Properties).Order(StringComparer.Ordinal).ShouldBe(["", "value=5", "value=8"]);
    }

    [Fact]
    public async Task RunAsync_SamePeopleAgain_WritesNoProfile()
    {
        await using var host = await ImportHost.StartAsync(azurite.NewAccount().ConnectionString, chunkRows: 100, time: new FakeTimeProvider(Now));
        await host.DefineEventsAsync();
        var truth = new EventTruth(seed: 9, people: 50, count: 1_000, days: 2);
        await host.ImportEventsAsync("a.csv", truth.Csv(0, 500, repeatEvery: 0));
        var before = (await host.ManifestAsync()).Rows;

        (await host.ImportEventsAsync("b.csv", truth.Csv(500, 1_000, repeatEvery: 0))).ShouldBalance().New.ShouldBe(500);

        (await host.ManifestAsync()).Rows.ShouldBe(before);
        (await host.EventsAsync()).ShouldBeTheEvents(truth.Events);
    }

    [Fact]
    public async Task RunAsync_PersonOnSeveralDevices_KeepsThemAll()
    {
        await using var host = await ImportHost.StartAsync(azurite.NewAccount().ConnectionString, time: new FakeTimeProvider(Now));
        await host.DefineEventsAsync();

        await host.ImportEventsAsync("a.csv", "customer_id,email,event,time\nC-1,a@example.com,Login,1763600000\nC-1,b@example.com,Login,1763600001\n");
        await host.ImportEventsAsync("b.csv", "customer_id,email,event,time\nC-1,a@example.com,Login,1763600002\n");

        (await host.FindAsync("C-1")).ShouldNotBeNull().Identifiers["email"].ShouldBe([EventTruth.Sha256("b@example.com"), EventTruth.Sha256("a@example.com")]);
    }

    [Fact]
    public async Task RunAsync_FileInTheOtherContainer_FailsAndSaysWhere()
    {
        await using var host = await ImportHost.StartAsync(azurite.NewAccount().ConnectionString, time: new FakeTimeProvider(Now));
        await host.DefineEventsAsync();

        var misplaced = await host.ImportAsync("a.csv", "customer_id,event,time\nC-1,Purchase,1763600000\n");
        await host.DefineAsync(new SourceDefinition());
        var other = await host.ImportEventsAsync("b.csv", "customer_id,event,time\nC-1,Purchase,1763600000\n");

        misplaced.Failure.ShouldNotBeNull().Code.ShouldBe("wrongContainer");
        other.Failure.ShouldNotBeNull().Code.ShouldBe("wrongContainer");
        (await host.ManifestAsync()).Events.ShouldBeEmpty();
    }

    [Fact]
    public async Task RunAsync_OutOfTime_ContinuesInFurtherMessages()
    {
        await using var host = await ImportHost.StartAsync(azurite.NewAccount().ConnectionString, chunkRows: 200, budgetMinutes: 0, time: new FakeTimeProvider(Now));
        await host.DefineEventsAsync();
        var truth = new EventTruth(seed: 10, people: 100, count: 1_500, days: 3);

        var id = await host.DropEventsAsync("a.csv", truth.Csv(0, 1_500, repeatEvery: 5));
        var messages = await host.DrainAllAsync();

        messages.ShouldBeGreaterThan(5);
        var receipt = (await host.Imports.FindAsync(id, CancellationToken.None)).ShouldNotBeNull().ShouldBalance();
        (receipt.RowsRead, receipt.New, receipt.Duplicates).ShouldBe((1_800, 1_500, 300));
        (await host.EventsAsync()).ShouldBeTheEvents(truth.Events);
        await host.ShouldHaveNoCheckpointsAsync();
    }
}
