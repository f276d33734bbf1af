using System.Globalization;
using Activation.Storage;
using Activation.Sync.Ledger;
using Azure;

namespace Activation.Sync.Planning;

/// <summary>
/// What a plan changes in a ledger. Many fresh rows are written while it is made, into files that no manifest names before <see cref="CommitAsync"/>; without it they are deleted,
/// and those of a host that was killed go as other orphans.
/// </summary>
internal sealed class PlanDraft(LedgerStore ledgers, VersionedLedger ledger) : IFreshRows, IAsyncDisposable
{
    private readonly List<LedgerFile> files = [];
    private Task<LedgerFile?> storing = Task.FromResult<LedgerFile?>(null);

    /// <summary>As it was read; it is changed as long as nobody else does.</summary>
    public VersionedLedger Ledger => ledger;

    public long Count { get; private set; }

    private long Generation => ledger.Manifest.Generation + 1;

    public async Task StoreAsync(DuckDbSession session, IReadOnlyList<int> shards, CancellationToken cancellationToken)
    {
        foreach (var shard in shards)
        {
            var range = ProfileRange.Of([shard]);
            foreach (var part in range.Split(session.ScalarInt64($"SELECT count(*) FROM fresh WHERE {range.Contains("pid")}"), LedgerStore.WrittenAtOnce))
            {
                Count += await StoreAsync(session, $"SELECT * FROM ({PlanTables.FreshChanges}) WHERE {part.Contains("pid")}", shard, cancellationToken);
            }
        }
    }

    public async Task<IAsyncDisposable> OpenAsync(DuckDbSession session, IReadOnlyList<int> shards, CancellationToken cancellationToken)
    {
        await SettleAsync();
        var rent = await ledgers.RentAsync([.. files.Where(f => f.Shard is { } shard && shards.Contains(shard))], cancellationToken);
        var rows = rent.Paths.Count == 0 ? "fresh WHERE FALSE" : $"read_parquet({DuckDbSession.FileList(rent.Paths)})";
        session.Execute($"CREATE OR REPLACE VIEW stored AS SELECT pid, row, keys, data FROM {rows}");
        return rent;
    }

    public async Task<IAsyncDisposable> OpenLedgerAsync(DuckDbSession session, IReadOnlyList<int> shards, CancellationToken cancellationToken) =>
        await ledgers.OpenAsync(session, ledger.Manifest, shards, cancellationToken);

    /// <summary>Puts the plan into the ledger. If the answer is lost, it may be there: the files stay.</summary>
    /// <param name="session">Of the plan.</param>
    /// <param name="change">What else to change in the manifest.</param>
    public async Task<VersionedLedger> CommitAsync(DuckDbSession session, Func<LedgerManifest, LedgerManifest> change, CancellationToken cancellationToken)
    {
        foreach (var range in LedgerStore.Ranges(ledger.Manifest))
        {
            await StoreAsKnownAsync(session, range, cancellationToken);
        }

        await SettleAsync();
        var stored = files.ToList();
        files.Clear();
        return await ledgers.CommitAsync(session, ledger, $"SELECT * FROM ledger_change WHERE data IS NOT NULL UNION ALL {PlanTables.FreshChanges}", stored, change, cancellationToken);
    }

    private async Task StoreAsKnownAsync(DuckDbSession session, IReadOnlyList<int> shards, CancellationToken cancellationToken)
    {
        var range = ProfileRange.Of(shards);
        if (session.ScalarInt64(PlanTables.ChangesAsKnown(range)) is var rows && rows > 0)
        {
            await using var opened = await OpenLedgerAsync(session, shards, cancellationToken);
            foreach (var part in range.Split(rows, LedgerStore.WrittenAtOnce))
            {
                await StoreAsync(session, PlanTables.ChangedAsKnown(part), shards.Count == 1 ? shards[0] : null, cancellationToken);
            }
        }
    }

    /// <summary>A file is uploaded while the next one is made.</summary>
    private async Task<long> StoreAsync(DuckDbSession session, string changes, int? shard, CancellationToken cancellationToken)
    {
        var local = ledgers.Write(session, $"SELECT *, {Generation.ToString(CultureInfo.InvariantCulture)}::BIGINT AS seq FROM ({changes})");
        await SettleAsync();
        storing = ledgers.StoreAsync(local, LedgerStore.FileName(ledger.Sync, Generation, "change", shard), shard, cancellationToken);
        return local.Rows;
    }

    public async ValueTask DisposeAsync()
    {
        await ((Task)storing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            foreach (var file in storing is { IsCompletedSuccessfully: true, Result: { } last } ? [.. files, last] : files)
            {
                await ledgers.RemoveAsync(file);
            }
        }
        catch (RequestFailedException)
        {
            // They are orphans, and the plan has failed for a reason of its own.
        }
    }

    private async Task SettleAsync()
    {
        if (await storing is { } stored)
        {
            files.Add(stored);
        }

        storing = Task.FromResult<LedgerFile?>(null);
    }
}
