using System.Data.Common;
using Activation.Delivery;
using Activation.Destinations;
using Activation.Sync.Ledger;

namespace Activation.Sync.Planning;

/// <summary>Cuts a plan into batches, removes first, and writes their payloads. Members are streamed: at most one open batch a group is in memory.</summary>
/// <param name="attempt">Names the attempt to plan the run.</param>
/// <param name="isFull">Everybody is sent, see <see cref="FullSet"/>.</param>
internal sealed class BatchWriter(BatchPayloads payloads, RunId run, string attempt, DestinationType type, MemberRowBuilder rows, bool isFull)
{
    private const long ReadAtOnce = 50_000;
    private readonly List<BatchRecord> batches = [];
    private Task stored = Task.CompletedTask;
    private readonly Dictionary<string, List<BatchMember>> open = new(StringComparer.Ordinal);

    /// <summary>Answers the batches, numbered from 1.</summary>
    public async Task<IReadOnlyList<BatchRecord>> WriteAsync(SyncPlan plan, CancellationToken cancellationToken)
    {
        await WriteAsync(BatchOperation.Remove, Removes(plan), cancellationToken);
        await WriteAsync(BatchOperation.Add, Adds(plan), cancellationToken);
        await stored;
        return batches;
    }

    private IEnumerable<BatchMember> Removes(SyncPlan plan) => Ranges(plan.Removes).SelectMany(range => Removes(plan, range));

    private IEnumerable<BatchMember> Removes(SyncPlan plan, IReadOnlyList<int> range)
    {
        using var command = plan.Session.Command($"SELECT pid, row, prior, data, named FROM removes WHERE {LedgerView.InRange("pid", range)} ORDER BY pid, row");
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var row = MemberRowJson.Read(new ProfileId(reader.GetGuid(0)), reader.GetString(3));
            var named = reader.GetFieldValue<List<Guid>>(4).ToHashSet();
            yield return new BatchMember(rows.KeysOnly(row, named, plan.SharedTraits), Place(reader));
        }
    }

    private static IEnumerable<BatchMember> Adds(SyncPlan plan) => Ranges(plan.Adds).SelectMany(range => Adds(plan, range));

    private static IEnumerable<BatchMember> Adds(SyncPlan plan, IReadOnlyList<int> range)
    {
        using var command = plan.Session.Command($"SELECT pid, row, prior, data FROM adds WHERE {LedgerView.InRange("pid", range)} ORDER BY pid, row");
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var row = MemberRowJson.Read(new ProfileId(reader.GetGuid(0)), reader.GetString(3));
            yield return new BatchMember(row, Place(reader));
        }
    }

    /// <summary>The database hands out a query's rows at once, so that of many members each shard is asked for alone. Shards are in the order of their profiles.</summary>
    private static IReadOnlyList<IReadOnlyList<int>> Ranges(long rows) =>
        rows < ReadAtOnce ? [LedgerStore.AllShards] : [.. LedgerStore.AllShards.Select(s => new[] { s })];

    private static BatchPlace Place(DbDataReader reader) => new(new ProfileId(reader.GetGuid(0)), reader.GetGuid(1), (LedgerState)reader.GetByte(2));

    private async Task WriteAsync(BatchOperation operation, IEnumerable<BatchMember> members, CancellationToken cancellationToken)
    {
        var before = batches.Count;
        var sizes = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var member in members)
        {
            var group = type.GroupOf(member.Row);
            var lines = type.RowsOf(member.Row);
            if (open.TryGetValue(group, out var batch) && sizes[group] + lines > type.MaxBatch)
            {
                await CloseAsync(operation, batch, cancellationToken);
                batch = null;
            }

            if (batch is null or { Count: 0 })
            {
                open[group] = batch = [];
                sizes[group] = 0;
            }

            batch.Add(member);
            sizes[group] += lines;
        }

        var together = isFull && operation == BatchOperation.Add && batches.Count == before ? FullSet.Of(type, open.Values) : null;
        foreach (var batch in together is null ? [.. open.Values] : new[] { together })
        {
            await CloseAsync(operation, batch, cancellationToken);
        }

        open.Clear();
    }

    /// <summary>The payload is stored while the next one is made.</summary>
    private async Task CloseAsync(BatchOperation operation, List<BatchMember> members, CancellationToken cancellationToken)
    {
        await stored;
        var id = new BatchId(run, batches.Count + 1);
        batches.Add(new BatchRecord { BatchId = id.ToString(), Operation = operation, State = BatchState.Queued, Members = members.Count, Payload = BatchPayloads.Name(id, attempt) });
        stored = Task.Run(() => payloads.WriteAsync(id, attempt, members, cancellationToken), cancellationToken);
    }
}
