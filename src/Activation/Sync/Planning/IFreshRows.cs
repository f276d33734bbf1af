using Activation.Storage;

namespace Activation.Sync.Planning;

/// <summary>Where a plan leaves the rows that are new to the ledger when it has many of them: they are most of a backfill, and no memory holds them all.</summary>
internal interface IFreshRows
{
    /// <summary>Rows that were stored.</summary>
    long Count { get; }

    /// <summary>Stores the rows of the session's table `fresh`, all of them of these shards, which are next to each other. Whoever calls empties the table.</summary>
    Task StoreAsync(DuckDbSession session, IReadOnlyList<int> shards, CancellationToken cancellationToken);

    /// <summary>Creates the view `stored` (pid, row, keys, data) of what was stored of a range of shards in the session; usable until what is answered is disposed.</summary>
    Task<IAsyncDisposable> OpenAsync(DuckDbSession session, IReadOnlyList<int> shards, CancellationToken cancellationToken);

    /// <summary>Creates the view `ledger` of a range of shards in the session, as the plan found it; usable until what is answered is disposed.</summary>
    Task<IAsyncDisposable> OpenLedgerAsync(DuckDbSession session, IReadOnlyList<int> shards, CancellationToken cancellationToken);
}
