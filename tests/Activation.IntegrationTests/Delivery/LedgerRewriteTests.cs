using Activation.IntegrationTests.Support;
using Activation.Storage;
using Activation.Sync;
using Activation.Sync.Ledger;
using Activation.Sync.Planning;

namespace Activation.IntegrationTests.Delivery;

/// <summary>A large ledger that is written anew: in files that a small instance can sort, each row in one of them.</summary>
public sealed class LedgerRewriteTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const int Rows = 250_000;
    private static readonly SyncId Sync = new("gold");

    [Fact]
    public async Task Rewrite_ManyRows_AreInSeveralFilesInTheirOrder_EachOnce()
    {
        await using var host = await DeliveryHost.StartAsync(azurite.NewAccount());
        var ledgers = host.Get<LedgerStore>();
        using var session = new DuckDbSession(host.Get<ScratchFolder>(), 256);
        PlanTables.Create(session);
        session.Execute($"""
            INSERT INTO fresh SELECT p, CAST(md5('row' || i) AS UUID), p, [p], 'data' || i FROM (SELECT i, CAST(md5(CAST(i AS VARCHAR)) AS UUID) AS p FROM range({Rows}) r(i))
            """);
        await using var draft = new PlanDraft(ledgers, await ledgers.ReadAsync(Sync, CancellationToken.None));
        var committed = await draft.CommitAsync(session, m => m, CancellationToken.None);

        var rewritten = await ledgers.RewriteAsync(committed, CancellationToken.None);

        rewritten.Manifest.Changes.ShouldBeEmpty();
        rewritten.Manifest.Base.Count.ShouldBe(3);
        rewritten.Manifest.Base.Sum(f => f.Rows).ShouldBe(Rows);
        rewritten.Manifest.Base.ShouldAllBe(f => f.Rows < LedgerStore.WrittenAtOnce);
        await using (var files = await ledgers.RentAsync(rewritten.Manifest, CancellationToken.None))
        {
            var ends = files.Paths.Select(path => (First: Profile(session, "min", path), Last: Profile(session, "max", path))).OrderBy(e => e.First, StringComparer.Ordinal).ToList();
            ends.Zip(ends.Skip(1)).ShouldAllBe(pair => string.CompareOrdinal(pair.First.Last, pair.Second.First) < 0);
        }

        await using var opened = await ledgers.OpenAsync(session, rewritten.Manifest, LedgerStore.AllShards, CancellationToken.None);
        session.ScalarInt64("SELECT count(*) FROM ledger").ShouldBe(Rows);
        session.ScalarInt64("SELECT count(*) FROM ledger l JOIN fresh f ON f.pid = l.pid AND f.row = l.row AND f.src = l.src AND f.keys = l.keys AND f.data = l.data").ShouldBe(Rows);
    }

    private static string Profile(DuckDbSession session, string function, string path)
    {
        using var command = session.Command($"SELECT CAST({function}(pid) AS VARCHAR) FROM read_parquet({DuckDbSession.Quote(path)})");
        return (string)command.ExecuteScalar()!;
    }
}
