using System.Globalization;
using System.Text;
using Activation.Import;
using Activation.Import.Events;
using Activation.IntegrationTests.Support;
using Activation.Profiles;
using Activation.Profiles.Events;
using Activation.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Activation.IntegrationTests.Import.Events;

/// <summary>What becomes of events after they are recorded: their people merge, their files are compacted, their time is over.</summary>
public sealed class EventUpkeepTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly SourceId Crm = new("crm");
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task EventsView_ProfileThatMerged_HasItsEventsUnderTheCustomer()
    {
        await using var host = await ImportHost.StartAsync(azurite.NewAccount().ConnectionString, time: new FakeTimeProvider(Now));
        await host.DefineEventsAsync();
        var (ann, bob) = (ByEmail("ann@example.com"), ByEmail("bob@example.com"));
        await host.ImportEventsAsync("a.csv", "email,event,time\nann@example.com,First,1763600000\nbob@example.com,First,1763600000\n");
        (await NamesAsync(host)).ShouldBe([(ann, "First"), (bob, "First")], ignoreOrder: true);

        await ImportCrmAsync(host, "link.csv", "customer_id,email\nC-1,ann@example.com\n");
        await host.ImportEventsAsync("b.csv", "email,event,time\nann@example.com,Second,1763600001\nbob@example.com,Second,1763600001\n");

        var customer = ProfileId.ForCustomer("C-1");
        (ProfileId, string)[] expected = [(customer, "First"), (customer, "Second"), (bob, "First"), (bob, "Second")];
        (await NamesAsync(host)).ShouldBe(expected, ignoreOrder: true);
        foreach (var shards in EventImports.AllShards.Chunk(1))
        {
            (await NamesAsync(host, shards)).ShouldBe(expected.Where(e => shards.Contains(e.Item1.Shard)), ignoreOrder: true);
        }

        // The same events again are still known, though they were somebody else's.
        var again = await host.ImportEventsAsync("a.csv", "email,event,time\nann@example.com,First,1763600000\n");
        (again.New, again.Duplicates).ShouldBe((0, 1));
    }

    [Fact]
    public async Task EventsView_ProfileThatLivesAgain_KeepsWhatItDidSince()
    {
        await using var host = await ImportHost.StartAsync(azurite.NewAccount().ConnectionString, time: new FakeTimeProvider(Now));
        await host.DefineEventsAsync();
        await host.ImportEventsAsync("a.csv", "email,event,time\nann@example.com,Before,1763600000\n");
        await ImportCrmAsync(host, "link.csv", "customer_id,email\nC-1,ann@example.com\n");

        // With a second customer of that email a row belongs to neither.
        await ImportCrmAsync(host, "second.csv", "customer_id,email\nC-2,ann@example.com\n");
        await host.ImportEventsAsync("b.csv", "email,event,time\nann@example.com,After,1763600001\n");

        (await NamesAsync(host)).ShouldBe([(ProfileId.ForCustomer("C-1"), "Before"), (ByEmail("ann@example.com"), "After")], ignoreOrder: true);
    }

    [Fact]
    public async Task EventsView_LinkInTheFileItself_IsFollowed()
    {
        await using var host = await ImportHost.StartAsync(azurite.NewAccount().ConnectionString, chunkRows: 100, time: new FakeTimeProvider(Now));
        await host.DefineEventsAsync();
        var csv = new StringBuilder("customer_id,email,event,time\n");
        for (var i = 0; i < 150; i++)
        {
            csv.Append(CultureInfo.InvariantCulture, $",p{i}@example.com,Early,1763600000\n");
        }

        for (var i = 0; i < 150; i++)
        {
            csv.Append(CultureInfo.InvariantCulture, $"C-{i},p{i}@example.com,Late,1763600001\n");
        }

        var receipt = (await host.ImportEventsAsync("a.csv", csv.ToString())).ShouldBalance();

        (receipt.New, receipt.Merged).ShouldBe((300, 150));
        (await NamesAsync(host)).ShouldBe(Enumerable.Range(0, 150).SelectMany(i => new[] { (ProfileId.ForCustomer($"C-{i}"), "Early"), (ProfileId.ForCustomer($"C-{i}"), "Late") }), ignoreOrder: true);
    }

    [Fact]
    public async Task CompactAsync_ManyFilesOfADay_BecomeOneWithTheSameEvents()
    {
        var time = new FakeTimeProvider(Now);
        await using var host = await ImportHost.StartAsync(azurite.NewAccount().ConnectionString, time: time);
        await host.DefineEventsAsync();
        var truth = new EventTruth(seed: 3, people: 100, count: 1_000, days: 2);
        var old = new List<string>();
        for (var i = 0; i <= EventCompaction.MaxSmallFiles; i++)
        {
            old.AddRange((await host.ManifestAsync()).Events.Select(f => f.Name));
            await host.ImportEventsAsync($"{i}.csv", truth.Csv(i * 100, (i + 1) * 100, repeatEvery: 0));
        }

        var files = (await host.ManifestAsync()).Events;
        files.Count.ShouldBe(2);
        files.Sum(f => f.Rows).ShouldBe(900);
        (await host.EventsAsync()).ShouldBeTheEvents(truth.Events.Take(900));
        (await ExistAsync(host, old)).ShouldBeTrue("a reader may still have them open");
        time.Advance(TimeSpan.FromMinutes(61));
        (await host.ImportEventsAsync("last.csv", truth.Csv(0, 1_000, repeatEvery: 0))).New.ShouldBe(100);
        (await ExistAsync(host, old)).ShouldBeFalse();
        (await host.EventsAsync()).ShouldBeTheEvents(truth.Events);
    }

    [Fact]
    public async Task CompactAsync_MergedProfiles_AreFollowedAndTheAliasesGo()
    {
        await using var host = await ImportHost.StartAsync(azurite.NewAccount().ConnectionString, time: new FakeTimeProvider(Now));
        await host.DefineEventsAsync();
        await host.ImportEventsAsync("first.csv", "email,event,time\nann@example.com,Login,1763600000\n");
        await ImportCrmAsync(host, "link.csv", "customer_id,email\nC-1,ann@example.com\n");
        (await host.ManifestAsync()).Aliases.Count.ShouldBe(1);

        for (var i = 1; i <= EventCompaction.MaxSmallFiles; i++)
        {
            await host.ImportEventsAsync($"{i}.csv", $"email,event,time\nann@example.com,Login,{1763600000 + i}\n");
        }

        var manifest = await host.ManifestAsync();
        manifest.Events.Count.ShouldBe(1);
        manifest.Aliases.ShouldBeEmpty();
        (await host.EventsAsync()).Count(e => e.Profile == ProfileId.ForCustomer("C-1")).ShouldBe(EventCompaction.MaxSmallFiles + 1);
    }

    [Fact]
    public async Task CompactAsync_ManyAliasFiles_BecomeOne()
    {
        await using var host = await ImportHost.StartAsync(azurite.NewAccount().ConnectionString, time: new FakeTimeProvider(Now));
        await host.DefineEventsAsync();
        await host.ImportEventsAsync("first.csv", "email,event,time\n" + string.Concat(Enumerable.Range(0, 20).Select(i => $"p{i}@example.com,Login,1763600000\n")));
        for (var i = 0; i < 20; i++)
        {
            await ImportCrmAsync(host, $"{i}.csv", $"customer_id,email\nC-{i},p{i}@example.com\n");
        }

        var aliases = (await host.ManifestAsync()).Aliases;
        aliases.Count.ShouldBe(4);
        aliases.Sum(a => a.Rows).ShouldBe(20);
        (await NamesAsync(host)).ShouldBe(Enumerable.Range(0, 20).Select(i => (ProfileId.ForCustomer($"C-{i}"), "Login")), ignoreOrder: true);
    }

    [Fact]
    public async Task CompactAsync_RetentionOver_DropsTheDaysOfThatSource()
    {
        var time = new FakeTimeProvider(Now);
        await using var host = await ImportHost.StartAsync(azurite.NewAccount().ConnectionString, time: time);
        await host.DefineEventsAsync();
        var truth = new EventTruth(seed: 4, people: 50, count: 500, days: 5);
        await host.ImportEventsAsync("a.csv", truth.Csv(0, 500, repeatEvery: 0));
        await host.DefineEventsAsync(retentionDays: 2);

        var receipt = (await host.ImportEventsAsync("b.csv", truth.Csv(0, 500, repeatEvery: 0) + "C-1,Purchase,2026-11-18T00:00:00Z,x-1,5,\nC-1,Purchase,2026-11-17T23:59:59Z,x-2,6,\n")).ShouldBalance();

        (receipt.New, receipt.Duplicates, receipt.Reasons["eventExpired"]).ShouldBe((1, 300, 201));
        var kept = truth.Events.Where(e => e.At >= Now.Date.AddDays(-2)).ToList();
        kept.Count.ShouldBe(300);
        (await host.EventsAsync()).ShouldBeTheEvents(kept.Append(new(ProfileId.ForCustomer("C-1"), "Purchase", new DateTime(2026, 11, 18), "value=5")));
        (await host.ManifestAsync()).Events.Select(f => f.Day).Distinct().Order().ShouldBe([new(2026, 11, 18), new(2026, 11, 19), new(2026, 11, 20)]);
    }

    [Fact]
    public async Task RunAsync_NothingIsImported_ForgetsInTimeAndOtherwiseWritesNothing()
    {
        var time = new FakeTimeProvider(Now);
        await using var host = await ImportHost.StartAsync(azurite.NewAccount().ConnectionString, time: time);
        await host.DefineEventsAsync(retentionDays: 2);
        var truth = new EventTruth(seed: 5, people: 20, count: 100, days: 2);
        await host.ImportEventsAsync("a.csv", truth.Csv(0, 100, repeatEvery: 0));
        var before = (await host.ManifestAsync()).Events;
        var manifest = host.Storage.Blob(StorageNames.Snapshot, "manifest.json");
        var written = (await manifest.GetPropertiesAsync()).Value.ETag;

        await host.Get<EventUpkeep>().RunAsync(CancellationToken.None);
        (await manifest.GetPropertiesAsync()).Value.ETag.ShouldBe(written, "no event is old enough");

        time.SetUtcNow(Now.AddHours(36));
        await host.Get<EventUpkeep>().RunAsync(CancellationToken.None);
        var left = truth.Events.Where(e => e.At >= Now.Date).ToList();
        left.Count.ShouldBeInRange(1, 99);
        (await host.EventsAsync()).ShouldBeTheEvents(left);
        var dropped = before.Where(f => f.Day < DateOnly.FromDateTime(Now.Date)).Select(f => f.Name).ToList();
        (await ExistAsync(host, dropped)).ShouldBeTrue("somebody may read them");

        time.Advance(TimeSpan.FromHours(1));
        await host.Get<EventUpkeep>().RunAsync(CancellationToken.None);
        (await ExistAsync(host, dropped)).ShouldBeFalse();
        written = (await manifest.GetPropertiesAsync()).Value.ETag;
        time.Advance(TimeSpan.FromHours(1));
        await host.Get<EventUpkeep>().RunAsync(CancellationToken.None);
        (await manifest.GetPropertiesAsync()).Value.ETag.ShouldBe(written);
        (await host.EventsAsync()).ShouldBeTheEvents(left);
    }

    private static ProfileId ByEmail(string email) => ProfileId.ForIdentifier("email", EventTruth.Sha256(email));

    private static async Task<List<(ProfileId, string)>> NamesAsync(ImportHost host, IReadOnlyList<int>? shards = null) => [.. (await host.EventsAsync(shards)).Select(e => (e.Profile, e.Name))];

    private static async Task ImportCrmAsync(ImportHost host, string name, string csv)
    {
        await host.Storage.Blob(StorageNames.Crm, $"{Crm}/{name}").UploadAsync(BinaryData.FromString(csv));
        await host.Get<ImportRunner>().RunAsync(new ImportMessage(Crm.Value), CancellationToken.None);
    }

    private static async Task<bool> ExistAsync(ImportHost host, IEnumerable<string> blobs)
    {
        var found = new HashSet<bool>();
        foreach (var blob in blobs.Distinct())
        {
            found.Add((await host.Storage.Blob(StorageNames.Snapshot, blob).ExistsAsync()).Value);
        }

        return found.ShouldHaveSingleItem();
    }
}
