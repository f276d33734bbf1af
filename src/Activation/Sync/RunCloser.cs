using System.Globalization;
using Activation.Delivery;
using Activation.Delivery.DeadLetters;
using Activation.Destinations;
using Activation.Monitoring.Metrics;
using Activation.Monitoring.Tracing;
using Activation.Storage;
using Activation.Sync.Ledger;
using Activation.Sync.Members;
using Activation.Sync.Planning;
using Activation.Sync.Processing;
using Microsoft.Extensions.Logging;

namespace Activation.Sync;

/// <summary>
/// Ends a run: folds what the destination confirmed into the ledger and completes the counts. Called under the sync's lease, when no
/// delivery of the run is under way. Doing it again changes nothing.
/// </summary>
internal sealed class RunCloser(
    RunStore runs, BatchStore batches, BatchPayloads payloads, BatchOutcomes outcomes, LedgerStore ledgers, RunFailures failures, SpentPayloads spent, SyncStateStore states, DeadLetterStore dead, SyncRemoval removal, ScratchFolder scratch, ActivationMetrics metrics, TimeProvider time, ILogger<RunCloser> logger)
{
    /// <summary>Code of a batch's failure that means that the whole audience is gone at the destination.</summary>
    public const string AudienceMissing = "audienceMissing";

    /// <summary>What it gathers is a few dozen bytes a member, and spills.</summary>
    private const int MemoryMegabytes = 256;

    /// <param name="end">How the run ends; null: as the batches say.</param>
    public async Task<VersionedLedger> CloseAsync(VersionedLedger ledger, RunId run, RunEnd? end, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var closed = await Work.RunAsync(logger, "close", WorkTags.Of(run), () => CloseNowAsync(ledger, run, end, cancellationToken));
        metrics.StepEnded(run.Sync, "close", time.GetElapsedTime(began));
        return closed;
    }

    private async Task<VersionedLedger> CloseNowAsync(VersionedLedger ledger, RunId run, RunEnd? end, CancellationToken cancellationToken)
    {
        var all = await batches.ListAsync(run, cancellationToken);
        if (all.Any(b => b.AwaitsRunEnd))
        {
            all = RunFinish.Counted(all, end, (await states.GetAsync(run.Sync, cancellationToken)).FailingSince);
        }

        var missing = end is { AudienceMissing: true } || all.Any(b => b.ErrorCode == AudienceMissing);
        var isConfirmed = !missing && RunOutcome.AreConfirmed(all) && LedgerStore.IsFirst(ledger.Manifest, all.Sum(b => (long)b.Members));
        using (var session = new DuckDbSession(scratch, MemoryMegabytes))
        {
            await GatherAsync(session, isConfirmed ? [] : all, cancellationToken);
            if (missing)
            {
                await GatherLostAsync(session, ledger, cancellationToken);
            }

            var settled = await failures.SettleAsync(session, run, (await runs.FindAsync(run, cancellationToken))?.MemberList, cancellationToken);
            await NoteAwaitedAsync(run, all, cancellationToken);
            if (missing)
            {
                // Counted before the ledger is forgotten, of which the counts come.
                await FinishRunAsync(run, all, settled, end, cancellationToken);
                ledger = await ForgetAudienceAsync(ledger, cancellationToken);
            }
            else
            {
                ledger = isConfirmed ? await ledgers.ConfirmAsync(ledger, Closed, cancellationToken) : await FoldAsync(session, ledger, cancellationToken);
                await FinishRunAsync(run, all, settled, end, cancellationToken);
            }
        }

        var closed = await runs.FindAsync(run, cancellationToken);

        // One that only takes people out makes up for no add.
        if (end is null && closed is not { Mode: RunMode.Protect } && all.All(b => b.State == BatchState.Delivered))
        {
            await dead.ResolveAsync(run.Sync, run, cancellationToken);
        }

        ledger = await ledgers.CompactAsync(ledger, cancellationToken);

        // A first plan has one row of each person.
        var (size, rows) = isConfirmed ? (ledger.Manifest.Rows, ledger.Manifest.Rows) : await ledgers.CountAsync(ledger.Manifest, cancellationToken);
        metrics.AudienceIs(run.Sync, size);
        await UpdateStateAsync(run.Sync, closed, all, size, rows, cancellationToken);
        await spent.RemoveAsync(run.Sync, cancellationToken);
        // With parked rows, somebody is in the audience still: the next run takes them out.
        if (closed is { Mode: RunMode.Empty, State: RunState.Completed } && ledger.Manifest.Parked.Count == 0 && await removal.IsDueAsync(run.Sync, cancellationToken))
        {
            await removal.RemoveAsync(run.Sync, cancellationToken);
        }

        return ledger;
    }

    private async Task GatherAsync(DuckDbSession session, IReadOnlyList<BatchRecord> all, CancellationToken cancellationToken)
    {
        session.Execute("CREATE TABLE outcome (pid UUID, row UUID, state UTINYINT, reason VARCHAR)");
        RunFailures.Begin(session);
        using var settled = session.Connection.CreateAppender("outcome");
        using var failure = session.Connection.CreateAppender("failure");
        using var notRemoved = session.Connection.CreateAppender("not_removed");
        using var candidate = session.Connection.CreateAppender("candidate");
        foreach (var batch in all)
        {
            var mayBeRejected = (batch.Rejected != 0 || batch.UnnamedRejections > 0) && (batch.State == BatchState.Delivered || batch.AwaitsRunEnd || batch.Calls > 0);
            var rejected = mayBeRejected ? await outcomes.ReadAsync(BatchStore.Id(batch), cancellationToken) : new Dictionary<int, string>();
            foreach (var (index, place) in (await payloads.ReadPlacesAsync(batch, cancellationToken)).Index())
            {
                var reason = rejected.GetValueOrDefault(index);
                if (reason == RejectedRow.WithoutName)
                {
                    candidate.CreateRow().AppendValue(place.Profile.Value).EndRow();
                    reason = null;
                }

                if (RunOutcome.FailureReason(batch, place.Prior, reason) is { } failed)
                {
                    failure.CreateRow().AppendValue(place.Profile.Value).AppendValue(failed).EndRow();
                }

                if (RunOutcome.RemovalFailure(batch, place.Prior, reason) is { } stayed)
                {
                    notRemoved.CreateRow().AppendValue(place.Profile.Value).AppendValue(stayed).EndRow();
                }

                if (RunOutcome.LedgerState(batch, place.Prior, reason) is { } state)
                {
                    settled.CreateRow().AppendValue(place.Profile.Value).AppendValue(place.LedgerRow).AppendValue((byte)state).AppendValue(RunOutcome.ReasonOf(state, place.Prior, reason)).EndRow();
                }
            }
        }
    }

    /// <summary>Whoever stayed in an audience that is gone is out of it too.</summary>
    private async Task GatherLostAsync(DuckDbSession session, VersionedLedger ledger, CancellationToken cancellationToken)
    {
        await using var rent = await ledgers.OpenAsync(session, ledger.Manifest, LedgerStore.AllShards, cancellationToken);
        session.Execute($"""
            INSERT INTO failure SELECT DISTINCT l.pid, 'notDelivered:{AudienceMissing}' FROM ledger l
            WHERE l.state IN ({(byte)LedgerState.Confirmed}, {(byte)LedgerState.Resend}) AND l.src <> {PlanTables.NoSource}
            """);
    }

    private async Task<VersionedLedger> FoldAsync(DuckDbSession session, VersionedLedger ledger, CancellationToken cancellationToken)
    {
        if (LedgerStore.IsCompactionDue(ledger.Manifest, session.ScalarInt64("SELECT count(*) FROM outcome")))
        {
            // So much has changed that the rows are written anew anyway: then once, with their outcomes.
            return await ledgers.RewriteAsync(session, ledger, Settled, Closed, cancellationToken);
        }

        session.Execute("CREATE TABLE ledger_change (pid UUID, row UUID, src UUID, state UTINYINT, keys UUID[], data VARCHAR, reason VARCHAR)");
        if (session.ScalarInt64("SELECT count(*) FROM outcome") > 0)
        {
            await using var rent = await ledgers.OpenAsync(session, ledger.Manifest, LedgerStore.AllShards, cancellationToken);
            session.Execute("""
                INSERT INTO ledger_change SELECT l.pid, l.row, l.src, o.state, l.keys, l.data, o.reason
                FROM ledger l JOIN outcome o ON o.pid = l.pid AND o.row = l.row WHERE l.state <> o.state OR l.reason IS DISTINCT FROM o.reason
                """);
        }

        return await ledgers.CommitAsync(session, ledger, Closed, cancellationToken);
    }

    /// <summary>The ledger's rows of a part as the outcomes leave them.</summary>
    private static string Settled(ProfileRange part) => string.Create(CultureInfo.InvariantCulture, $"""
        SELECT l.pid, l.row, l.src, coalesce(o.state, l.state) AS state, l.keys, l.data, CASE WHEN o.pid IS NULL THEN l.reason ELSE o.reason END AS reason, l.seq
        FROM ledger l LEFT JOIN (SELECT * FROM outcome WHERE {part.Contains("pid")}) o ON o.pid = l.pid AND o.row = l.row
        WHERE {part.Contains("l.pid")} AND coalesce(o.state, l.state) <> {(byte)LedgerState.Gone}
        """);

    private static LedgerManifest Closed(LedgerManifest manifest) => manifest with { OpenRun = null, OpenPlan = null };

    /// <summary>
    /// The platform no longer has the audience: nothing of it is confirmed, and the next run makes a new one. The ledger comes first: with the id of an audience that is gone, the next run finds
    /// that out once more, but without it an audience would be made and filled for a ledger of rows that are not in it.
    /// </summary>
    private async Task<VersionedLedger> ForgetAudienceAsync(VersionedLedger ledger, CancellationToken cancellationToken)
    {
        SyncLog.AudienceMissing(logger, ledger.Sync);
        ledger = await ledgers.CommitAsync(ledger, m => new LedgerManifest { LedgerId = Guid.NewGuid().ToString("N")[..12], NewestRun = m.NewestRun }, cancellationToken);
        await states.UpdateAsync(ledger.Sync, s => s with { AudienceId = null, AudienceName = null, Size = 0 }, cancellationToken);
        return ledger;
    }

    /// <summary>Before the run is at its end: nobody would look at it again. And before people are out of the ledger, of whom the platform has not said yet that they have left.</summary>
    private async Task NoteAwaitedAsync(RunId run, IReadOnlyList<BatchRecord> all, CancellationToken cancellationToken)
    {
        if (AwaitedRun.Next(all) is { } next)
        {
            await states.UpdateAsync(run.Sync, s => s with { Awaited = AwaitedRun.With(s.Awaited, run, next) }, cancellationToken);
        }
    }

    private Task FinishRunAsync(RunId run, IReadOnlyList<BatchRecord> all, SettledMembers settled, RunEnd? end, CancellationToken cancellationToken) => runs.UpdateAsync(
        run, r => r.EndedAt is not null ? null : RunOutcome.Finish(r, all, settled.Failed, settled.NotRemoved, end, time.GetUtcNow()) with { MemberList = settled.List }, cancellationToken);

    private async Task UpdateStateAsync(SyncId sync, RunRecord? run, IReadOnlyList<BatchRecord> all, long size, long rows, CancellationToken cancellationToken)
    {
        // Of one that was not finished, nothing counts: it is still due.
        var full = run is { Mode: RunMode.Full, State: RunState.Completed or RunState.CompletedWithErrors } && !all.Any(b => b is { AwaitsRunEnd: true, State: not BatchState.Delivered });
        var added = all.Any(b => b is { Operation: BatchOperation.Add, State: BatchState.Delivered });
        await states.UpdateAsync(
            sync,
            s => s with
            {
                Size = size,
                Rows = rows,
                Activated = s.Activated || added,
                FailingSince = RunOutcome.FailingSince(run, all, s.FailingSince),
                FullAt = full || (s.FullAt is null && added) ? time.GetUtcNow() : s.FullAt,
            },
            cancellationToken);
    }
}
