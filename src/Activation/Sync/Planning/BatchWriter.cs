using System.Data.Common;
using System.Runtime.InteropServices;
using Activation.Delivery;
using Activation.Destinations;
using Activation.Profiles;
using Activation.Storage;
using Activation.Sync.Ledger;

namespace Activation.Sync.Planning;

/// <summary>
/// Cuts a plan into batches, removes first, and writes their payloads. Rows are streamed: those that are read, those that are put into payloads and the payload that is stored are
/// others at a time, and all that is in memory are a few thousand rows and one open payload a group.
/// </summary>
/// <param name="fresh">Of the plan.</param>
/// <param name="attempt">Names the attempt to plan the run.</param>
/// <param name="isFull">Everybody is sent, see <see cref="FullSet"/>.</param>
internal sealed class BatchWriter(BatchPayloads payloads, IFreshRows fresh, RunId run, string attempt, DestinationType type, MemberRowBuilder rows, bool isFull)
{
    private const long ReadAtOnce = 50_000;
    private const int RowsInHand = 1_000;
    private readonly List<BatchRecord> batches = [];
    private readonly Dictionary<string, OpenBatch> open = new(StringComparer.Ordinal);
    private readonly Stack<PayloadWriter> spare = new();
    private Task<PayloadWriter?> stored = Task.FromResult<PayloadWriter?>(null);

    /// <summary>Answers the batches, numbered from 1.</summary>
    public async Task<IReadOnlyList<BatchRecord>> WriteAsync(SyncPlan plan, CancellationToken cancellationToken)
    {
        foreach (var range in Ranges(plan.Removes))
        {
            await using var ledger = await OpenLedgerAsync(plan, "removes", range, cancellationToken);
            await WriteAsync(BatchOperation.Remove, Parts(range, plan.Removes).SelectMany(p => Removes(plan.Session, p, ledger is not null)), plan.SharedTraits, cancellationToken);
        }

        await CloseAllAsync(BatchOperation.Remove, cancellationToken);
        foreach (var range in Ranges(plan.Adds))
        {
            await using var opened = await fresh.OpenAsync(plan.Session, range, cancellationToken);
            await using var ledger = await OpenLedgerAsync(plan, "adds", range, cancellationToken);
            await WriteAsync(BatchOperation.Add, Parts(range, plan.Adds).SelectMany(p => Adds(plan.Session, p, ledger is not null)), plan.SharedTraits, cancellationToken);
        }

        await CloseAllAsync(BatchOperation.Add, cancellationToken);
        await stored;
        return batches;
    }

    /// <summary>Null: the plan has all that is written of the range.</summary>
    private async Task<IAsyncDisposable?> OpenLedgerAsync(SyncPlan plan, string table, IReadOnlyList<int> range, CancellationToken cancellationToken) =>
        plan.Session.ScalarInt64(PlanTables.AsKnown(table, ProfileRange.Of(range))) > 0 ? await fresh.OpenLedgerAsync(plan.Session, range, cancellationToken) : null;

    private static IEnumerable<PlannedRow> Removes(DuckDbSession session, ProfileRange range, bool withLedger)
    {
        using var command = session.Command($"SELECT pid, row, prior, data, named FROM ({PlanTables.Removed(range, withLedger)}) ORDER BY pid, row");
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return new PlannedRow(Place(reader), reader.GetString(3), reader.GetFieldValue<List<Guid>>(4));
        }
    }

    private static IEnumerable<PlannedRow> Adds(DuckDbSession session, ProfileRange range, bool withLedger)
    {
        using var command = session.Command($"SELECT * FROM ({PlanTables.Added(range, withLedger)}) ORDER BY pid, row");
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return new PlannedRow(Place(reader), reader.GetString(3), null);
        }
    }

    /// <summary>Of many members, each shard's files are opened alone. Shards are in the order of their profiles.</summary>
    private static IReadOnlyList<IReadOnlyList<int>> Ranges(long rows) =>
        rows < ReadAtOnce ? [LedgerStore.AllShards] : [.. LedgerStore.AllShards.Select(s => new[] { s })];

    /// <param name="rows">Of all shards.</param>
    private static IEnumerable<ProfileRange> Parts(IReadOnlyList<int> shards, long rows) => ProfileRange.Of(shards).Split(rows * shards.Count / ProfileId.ShardCount, ReadAtOnce);

    private static BatchPlace Place(DbDataReader reader) => new(new ProfileId(reader.GetGuid(0)), reader.GetGuid(1), (LedgerState)reader.GetByte(2));

    private async Task WriteAsync(BatchOperation operation, IEnumerable<PlannedRow> planned, IReadOnlySet<string> shared, CancellationToken cancellationToken)
    {
        var adding = Task.CompletedTask;
        try
        {
            foreach (var some in planned.Chunk(RowsInHand))
            {
                await adding;
                adding = Task.Run(() => AddAsync(operation, some, shared, cancellationToken), cancellationToken);
            }
        }
        finally
        {
            await adding;
        }
    }

    private async Task AddAsync(BatchOperation operation, PlannedRow[] planned, IReadOnlySet<string> shared, CancellationToken cancellationToken)
    {
        foreach (var (place, data, named) in planned)
        {
            var row = MemberRowJson.Read(place.Profile, data);
            row = named is null ? row : rows.KeysOnly(row, named.ToHashSet(), shared);
            var group = type.GroupOf(row);
            var lines = type.RowsOf(row);
            if (open.TryGetValue(group, out var batch) && batch.Lines + lines > type.MaxBatch)
            {
                await CloseAsync(operation, batch.Payload, cancellationToken);
                batch = null;
            }

            batch ??= open[group] = new OpenBatch(spare.TryPop(out var used) ? used : new PayloadWriter());
            batch.Payload.Add(new BatchMember(row, place));
            batch.Lines += lines;
            if (isFull && type.ReplacesSmallAudiences && operation == BatchOperation.Add)
            {
                batch.Members.Add(new BatchMember(row, place));
            }
        }
    }

    private async Task CloseAllAsync(BatchOperation operation, CancellationToken cancellationToken)
    {
        foreach (var payload in Together(operation) is { } together ? [together] : open.Values.Select(b => b.Payload).ToArray())
        {
            await CloseAsync(operation, payload, cancellationToken);
        }

        open.Clear();
    }

    private PayloadWriter? Together(BatchOperation operation)
    {
        if (!isFull || operation != BatchOperation.Add || batches.Exists(b => b.Operation == BatchOperation.Add) || FullSet.Of(type, [.. open.Values.Select(b => b.Members)]) is not { } members)
        {
            return null;
        }

        var payload = new PayloadWriter();
        foreach (var member in members)
        {
            payload.Add(member);
        }

        return payload;
    }

    /// <summary>The payload is stored while the next one is made.</summary>
    private async Task CloseAsync(BatchOperation operation, PayloadWriter payload, CancellationToken cancellationToken)
    {
        if (await stored is { } written)
        {
            written.Clear();
            spare.Push(written);
        }

        var id = new BatchId(run, batches.Count + 1);
        batches.Add(new BatchRecord { BatchId = id.ToString(), Operation = operation, State = BatchState.Queued, Members = payload.Count, Payload = BatchPayloads.Name(id, attempt) });
        stored = StoreAsync(id, payload, cancellationToken);
    }

    private async Task<PayloadWriter?> StoreAsync(BatchId batch, PayloadWriter payload, CancellationToken cancellationToken)
    {
        await payloads.WriteAsync(batch, attempt, payload, cancellationToken);
        return payload;
    }

    private sealed class OpenBatch(PayloadWriter payload)
    {
        public PayloadWriter Payload => payload;

        /// <summary>Rows of a call.</summary>
        public int Lines { get; set; }

        /// <summary>Where it may have to be put together with others.</summary>
        public List<BatchMember> Members { get; } = [];
    }

    /// <param name="Data">The row as the ledger has it.</param>
    /// <param name="Named">In a remove, the keys that it may name.</param>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct PlannedRow(BatchPlace Place, string Data, IReadOnlyList<Guid>? Named);
}
