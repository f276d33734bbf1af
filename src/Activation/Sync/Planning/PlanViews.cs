using Activation.Segments;
using Activation.Storage;
using Activation.Sync.Ledger;

namespace Activation.Sync.Planning;

/// <summary>What a plan is computed over: the views of a range, and the query of the members that are wanted.</summary>
/// <param name="Ranges">Ranges of shards, in order.</param>
/// <param name="Desired">Rows of `pid`, `ids_digest`; null: nobody.</param>
/// <param name="OpenSnapshot">Creates `traits` and `identifiers` of the range in the session.</param>
/// <param name="OpenLedger">Creates `ledger` of the range in the session.</param>
/// <param name="Fresh">Where many rows go that are new to the ledger.</param>
internal sealed record PlanViews(
    IReadOnlyList<IReadOnlyList<int>> Ranges,
    SqlQuery? Desired,
    Func<DuckDbSession, IReadOnlyList<int>, CancellationToken, Task<IAsyncDisposable>> OpenSnapshot,
    Func<DuckDbSession, IReadOnlyList<int>, CancellationToken, Task<IAsyncDisposable>> OpenLedger,
    IFreshRows Fresh)
{
    /// <summary>So many rows that are new to the ledger are kept until they are stored.</summary>
    public long FreshAtOnce { get; init; } = 100_000;

    /// <summary>Of more rows than these in a range that the ledger has, the plan does not hold what the ledger says of them: it is read there when they are written.</summary>
    public long HeldAtOnce { get; init; } = 5_000;

    /// <summary>The query of the members that are wanted, by the place of the range, where they are known already; else <see cref="Desired"/> finds them.</summary>
    public Func<int, SqlQuery>? Known { get; init; }

    /// <summary>What is sent along with members, see <see cref="Segments.Sql.EnrichmentSql"/>; null: nothing is.</summary>
    public SqlQuery? Extras { get; init; }

    /// <summary>Of whom consent is demanded; null: of nobody.</summary>
    public PlanConsent? Consent { get; init; }

    /// <summary>Creates `events` of the range in the session; null: the query does not read them.</summary>
    public Func<DuckDbSession, IReadOnlyList<int>, CancellationToken, Task<IAsyncDisposable?>>? OpenEvents { get; init; }

    /// <param name="step">Reads the view `ledger`, which has the rows of the range.</param>
    public async Task ForEachLedgerRangeAsync(DuckDbSession session, Action<ProfileRange> step, CancellationToken cancellationToken)
    {
        foreach (var range in Ranges)
        {
            await using var ledger = await OpenLedger(session, range, cancellationToken);
            step(ProfileRange.Of(range));
        }
    }

    /// <param name="step">Reads the table of that name: `fresh`, and `stored` for each range.</param>
    public async Task ForEachTableOfFreshAsync(DuckDbSession session, Action<string> step, CancellationToken cancellationToken)
    {
        step("fresh");
        foreach (var range in Fresh.Count > 0 ? Ranges : [])
        {
            await using var stored = await Fresh.OpenAsync(session, range, cancellationToken);
            step("stored");
        }
    }
}
