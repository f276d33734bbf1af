using Activation.IntegrationTests.Support;
using Activation.Storage;
using Activation.Sync;
using Activation.Sync.Ledger;
using Activation.Sync.Planning;
using Azure;
using Azure.Storage.Blobs.Models;

namespace Activation.IntegrationTests.Delivery;

/// <summary>The ledger's files that are written while a plan is made: they are named with it, or go.</summary>
public sealed class PlanDraftTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const int People = 400;
    private static readonly SyncId Sync = new("gold");

    [Fact]
    public async Task Commit_StoredAndUnstoredRows_AreInTheLedgerEachOnce()
    {
        await using var host = await DeliveryHost.StartAsync(azurite.NewAccount());
        var ledgers = host.Get<LedgerStore>();
        using var session = Session(host);
        await using var draft = new PlanDraft(ledgers, await ledgers.ReadAsync(Sync, CancellationToken.None));
        await StoreAsync(session, draft);
        Fill(session, People, 3);

        var committed = await draft.CommitAsync(session, m => m with { NewestRun = "gold.1" }, CancellationToken.None);

        draft.Count.ShouldBe(People);
        committed.Manifest.NewestRun.ShouldBe("gold.1");
        committed.Manifest.Rows.ShouldBe(People + 3);
        var names = committed.Manifest.Changes.Select(f => f.Name).ToList();
        await draft.DisposeAsync();
        (await BlobsAsync(host)).ShouldBe([.. names, "gold/manifest.json"], ignoreOrder: true);
        (await RowsAsync(host, await ledgers.ReadAsync(Sync, CancellationToken.None))).ShouldBe(Expected(People + 3), ignoreOrder: true);
    }

    [Fact]
    public async Task Open_EachShard_HasTheRowsOfItThatWereStored()
    {
        await using var host = await DeliveryHost.StartAsync(azurite.NewAccount());
        var ledgers = host.Get<LedgerStore>();
        using var session = Session(host);
        await using var draft = new PlanDraft(ledgers, await ledgers.ReadAsync(Sync, CancellationToken.None));
        await StoreAsync(session, draft);
        Fill(session, People, 3);

        var read = new List<Guid>();
        foreach (var shard in LedgerStore.AllShards)
        {
            await using var opened = await draft.OpenAsync(session, [shard], CancellationToken.None);
            var rows = Profiles(session, "SELECT pid FROM stored");
            rows.ShouldAllBe(p => new ProfileId(p).Shard == shard);
            read.AddRange(rows);
        }

        read.ShouldBe(Enumerable.Range(0, People).Select(Person), ignoreOrder: true);
    }

    [Fact]
    public async Task Dispose_WithoutCommit_LeavesNothingBehind()
    {
        await using var host = await DeliveryHost.StartAsync(azurite.NewAccount());
        var ledgers = host.Get<LedgerStore>();
        using var session = Session(host);
        await using (var draft = new PlanDraft(ledgers, await ledgers.ReadAsync(Sync, CancellationToken.None)))
        {
            await StoreAsync(session, draft);
            (await BlobsAsync(host)).ShouldNotBeEmpty();
        }

        (await BlobsAsync(host)).ShouldBeEmpty();
    }

    [Fact]
    public async Task WriterLostTheLeaseWithoutNoticing_ItsFilesGo_AndItCannotCommitThem()
    {
        await using var host = await DeliveryHost.StartAsync(azurite.NewAccount());
        var ledgers = host.Get<LedgerStore>();
        using var session = Session(host);
        await using var draft = new PlanDraft(ledgers, await ledgers.ReadAsync(Sync, CancellationToken.None));
        await StoreAsync(session, draft);
        var before = await ledgers.ReadAsync(Sync, CancellationToken.None);

        (await ledgers.HasRetiredAsync(before, host.Time.GetUtcNow(), CancellationToken.None)).ShouldBeTrue();
        await ledgers.RemoveRetiredAsync(before, host.Time.GetUtcNow(), CancellationToken.None);

        (await BlobsAsync(host)).ShouldBe(["gold/manifest.json"]);
        (await Should.ThrowAsync<RequestFailedException>(() => draft.CommitAsync(session, m => m, CancellationToken.None))).Status.ShouldBeOneOf(409, 412);
        (await ledgers.ReadAsync(Sync, CancellationToken.None)).Manifest.Rows.ShouldBe(0);
    }

    private static DuckDbSession Session(DeliveryHost host)
    {
        var session = new DuckDbSession(host.Get<ScratchFolder>(), 256);
        PlanTables.Create(session);
        return session;
    }

    /// <summary>In two parts, as of two ranges.</summary>
    private static async Task StoreAsync(DuckDbSession session, PlanDraft draft)
    {
        for (var half = 0; half < 2; half++)
        {
            Fill(session, 0, People, half);
            await draft.StoreAsync(session, [.. Enumerable.Range(half * 8, 8)], CancellationToken.None);
            PlanTables.ForgetFresh(session);
        }
    }

    /// <param name="half">Of the shards; null: all.</param>
    private static void Fill(DuckDbSession session, int first, int count, int? half = null)
    {
        using var fresh = session.Connection.CreateAppender("fresh");
        foreach (var person in Enumerable.Range(first, count).Select(Person).Where(p => half is null || new ProfileId(p).Shard / 8 == half))
        {
            fresh.CreateRow().AppendValue(person).AppendValue(person).AppendValue(person).AppendValue(new List<Guid> { person }).AppendValue($"{{\"email\":[\"{person:N}\"]}}").EndRow();
        }
    }

    private static Guid Person(int i) => ProfileId.ForCustomer($"{i}").Value;

    private static IEnumerable<(Guid, Guid, LedgerState, string)> Expected(int count) =>
        Enumerable.Range(0, count).Select(Person).Select(p => (p, p, LedgerState.Maybe, $"{{\"email\":[\"{p:N}\"]}}"));

    private static async Task<List<(Guid, Guid, LedgerState, string)>> RowsAsync(DeliveryHost host, VersionedLedger ledger)
    {
        using var session = new DuckDbSession(host.Get<ScratchFolder>(), 256);
        await using var files = await host.Get<LedgerStore>().OpenAsync(session, ledger.Manifest, LedgerStore.AllShards, CancellationToken.None);
        using var command = session.Command("SELECT pid, keys[1], state, data FROM ledger");
        using var reader = command.ExecuteReader();
        var rows = new List<(Guid, Guid, LedgerState, string)>();
        while (reader.Read())
        {
            rows.Add((reader.GetGuid(0), reader.GetGuid(1), (LedgerState)reader.GetByte(2), reader.GetString(3)));
        }

        return rows;
    }

    private static List<Guid> Profiles(DuckDbSession session, string query)
    {
        using var command = session.Command(query);
        using var reader = command.ExecuteReader();
        var profiles = new List<Guid>();
        while (reader.Read())
        {
            profiles.Add(reader.GetGuid(0));
        }

        return profiles;
    }

    private static async Task<IReadOnlyList<string>> BlobsAsync(DeliveryHost host)
    {
        var names = new List<string>();
        await foreach (var blob in host.Get<ActivationStorage>().Container(StorageNames.Ledger).GetBlobsAsync(BlobTraits.None, BlobStates.None, null, CancellationToken.None))
        {
            names.Add(blob.Name);
        }

        return names;
    }
}
