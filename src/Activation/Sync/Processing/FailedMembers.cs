using Activation.Delivery;
using Activation.Destinations;
using Activation.Storage;
using Activation.Sync.Ledger;
using Activation.Sync.Planning;
using Microsoft.Extensions.Logging;

namespace Activation.Sync.Processing;

/// <summary>
/// Before a run is planned: takes back from the ledger what calls confirmed that the platform took and then applied nothing of. Whoever they added counts as `maybe`; whoever they
/// removed comes back as a row that is to be removed, of the keys that the call named. So the plan sends again what is still wanted of it. Called under the sync's lease; doing it
/// again changes nothing.
/// </summary>
internal sealed class FailedMembers(SyncStateStore states, BatchStore batches, BatchPayloads payloads, LedgerStore ledgers, ScratchFolder scratch, TimeProvider time, ILogger<FailedMembers> logger)
{
    private const int MemoryMegabytes = 256;
    private const byte Confirmed = (byte)LedgerState.Confirmed;
    private const byte Maybe = (byte)LedgerState.Maybe;

    // A row of its own: it has only the keys that the call named, and must not be taken for the member's row if that is wanted again.
    private const string OwnRow = "CAST(md5(concat(CAST(f.row AS VARCHAR), 'removed')) AS UUID)";

    /// <returns>The ledger as it is then.</returns>
    public async Task<VersionedLedger> ReopenAsync(SyncId sync, DestinationType type, VersionedLedger ledger, CancellationToken cancellationToken)
    {
        var due = FailedProcessing.Due((await states.GetAsync(sync, cancellationToken)).FailedProcessing, time.GetUtcNow());
        if (due.Count == 0)
        {
            return ledger;
        }

        var failed = new List<BatchRecord>();
        foreach (var run in due)
        {
            failed.AddRange((await batches.ListAsync(run, cancellationToken)).Where(b => b.HasFailedCalls));
        }

        using (var session = new DuckDbSession(scratch, MemoryMegabytes))
        {
            await GatherAsync(session, failed, new MemberRowBuilder(type, []), cancellationToken);
            ledger = await MarkAsync(session, ledger, cancellationToken);
        }

        foreach (var batch in failed)
        {
            await batches.UpdateAsync(BatchStore.Id(batch), b => b with { Reopened = b.Processed?.Failed ?? 0 }, cancellationToken);
        }

        await states.UpdateKnownAsync(sync, s => s with { FailedProcessing = s.FailedProcessing?.Without(due) }, cancellationToken);
        SyncLog.Reopened(logger, sync, failed.Count);
        return ledger;
    }

    private async Task GatherAsync(DuckDbSession session, IReadOnlyList<BatchRecord> failed, MemberRowBuilder rows, CancellationToken cancellationToken)
    {
        session.Execute("CREATE TABLE failed_add (pid UUID, row UUID); CREATE TABLE failed_remove (pid UUID, row UUID, state UTINYINT, keys UUID[], data VARCHAR)");
        using var adds = session.Connection.CreateAppender("failed_add");
        using var removes = session.Connection.CreateAppender("failed_remove");
        foreach (var batch in failed)
        {
            var places = await payloads.ReadPlacesAsync(batch, cancellationToken);
            var sent = batch.Operation == BatchOperation.Add ? [] : await payloads.ReadRowsAsync(batch, cancellationToken);
            foreach (var (index, place) in places.Index())
            {
                if (batch.Operation == BatchOperation.Add)
                {
                    adds.CreateRow().AppendValue(place.Profile.Value).AppendValue(place.LedgerRow).EndRow();
                }
                else
                {
                    removes.CreateRow().AppendValue(place.Profile.Value).AppendValue(place.LedgerRow).AppendValue(place.Prior == LedgerState.Rejected ? (byte)LedgerState.Rejected : Maybe).AppendValue(rows.Keys(sent[index])).AppendValue(MemberRowJson.Write(sent[index])).EndRow();
                }
            }
        }
    }

    /// <summary>What a later run has settled meanwhile stays as that left it.</summary>
    private async Task<VersionedLedger> MarkAsync(DuckDbSession session, VersionedLedger ledger, CancellationToken cancellationToken)
    {
        await using (await ledgers.OpenAsync(session, ledger.Manifest, LedgerStore.AllShards, cancellationToken))
        {
            session.Execute($"""
                CREATE TABLE ledger_change AS SELECT l.pid, l.row, l.src, {Maybe}::UTINYINT AS state, l.keys, l.data, l.reason
                    FROM ledger l WHERE l.state = {Confirmed} AND EXISTS (SELECT 1 FROM failed_add f WHERE f.pid = l.pid AND f.row = l.row);
                INSERT INTO ledger_change SELECT f.pid, {OwnRow}, {PlanTables.NoSource}, any_value(f.state), any_value(f.keys), any_value(f.data), NULL
                    FROM failed_remove f WHERE NOT EXISTS (SELECT 1 FROM ledger l WHERE l.pid = f.pid AND l.row IN (f.row, {OwnRow})) GROUP BY f.pid, f.row;
                """);
        }

        return session.ScalarInt64("SELECT count(*) FROM ledger_change") == 0 ? ledger : await ledgers.CommitAsync(session, ledger, m => m, cancellationToken);
    }
}
