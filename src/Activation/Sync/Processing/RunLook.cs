using Activation.Delivery;
using Activation.Delivery.Processing;
using Activation.Destinations;
using Activation.Monitoring.Metrics;
using Microsoft.Extensions.Logging;

namespace Activation.Sync.Processing;

/// <summary>Asks a platform what became of a run's calls, and writes the answers down. Called by one host at a time; what one that died has left is done again.</summary>
internal sealed class RunLook(
    RunStore runs, BatchStore batches, SyncTargets targets, SyncStateStore states, PlatformReports reports, IEnumerable<IProcessingListener> listeners, ActivationMetrics metrics, TimeProvider time, ILogger<RunLook> logger)
{
    /// <summary>Of a report.</summary>
    private const int AtOnce = BatchRecord.MaxReceipts;

    /// <param name="most">Calls that may be asked for.</param>
    /// <param name="early">Somebody waits for the answers: calls that are due later are asked for too.</param>
    /// <returns>Calls that were asked for.</returns>
    public async Task<int> LookAsync(RunId id, int most, bool early, CancellationToken cancellationToken)
    {
        var run = await runs.FindAsync(id, cancellationToken);
        if (run is not { EndedAt: { } end })
        {
            // Its end is being written down; without a run there is nothing to write to.
            await PlanAsync(id, run is null ? null : time.GetUtcNow() + ProcessingPace.Again, [], cancellationToken);
            return 0;
        }

        var all = await batches.ListAsync(id, cancellationToken);
        var now = time.GetUtcNow();
        var due = all.SelectMany(b => (b.Awaited ?? []).Select(c => new DueCall(b, c))).Where(d => d.Call.NextAt <= now || (early && d.Call.MayBeAskedEarly(now))).OrderBy(d => d.Call.NextAt).Take(most).ToList();
        if (due.Count > 0)
        {
            all = await SettleAsync(all, await AskAsync(id.Sync, due, end, cancellationToken), cancellationToken);
        }

        await NoteAsync(run, all, due.Count > 0, cancellationToken);
        await PlanAsync(id, AwaitedRun.Next(all), all, cancellationToken);
        return due.Count;
    }

    /// <summary>What becomes of each call that is due; what could not be asked for is asked for again.</summary>
    private async Task<Dictionary<DueCall, CallProgress>> AskAsync(SyncId sync, IReadOnlyList<DueCall> due, DateTimeOffset end, CancellationToken cancellationToken)
    {
        var progress = new Dictionary<DueCall, CallProgress>();
        SyncTarget target;
        try
        {
            target = await targets.GetAsync(sync, cancellationToken);
        }
        catch (ProblemException)
        {
            // The destination is not there, or not complete: somebody may mend that.
            return due.ToDictionary(d => d, d => CallProgress.Unasked(d.Call, null, end, time.GetUtcNow()));
        }

        // Another destination knows nothing of these calls, and a report is of an audience.
        var audience = (await states.GetAsync(sync, cancellationToken)).AudienceId;
        var known = due.Where(d => audience is not null && d.Batch.Destination == target.Definition.Destination).ToList();
        PlatformReport? last = null;
        foreach (var group in known.Chunk(AtOnce))
        {
            if (audience is null || last is { Result.Outcome: not DestinationOutcome.Success } or { Wait: not null })
            {
                break;
            }

            last = await reports.AskAsync(target, audience, [.. group.Select(d => d.Call.Receipt)], cancellationToken);
            foreach (var call in group)
            {
                if (Answer(call.Call, last, end) is { } answered)
                {
                    progress[call] = answered;
                }
            }
        }

        foreach (var call in due.Where(d => !progress.ContainsKey(d)))
        {
            progress[call] = known.Contains(call) ? CallProgress.Unasked(call.Call, last?.Wait, end, time.GetUtcNow()) : CallProgress.GivenUp;
        }

        return progress;
    }

    /// <summary>Null: the platform was not asked for the call, or broke off before it.</summary>
    private CallProgress? Answer(AwaitedCall call, PlatformReport answer, DateTimeOffset end)
    {
        if (!answer.Asked.Contains(call.Receipt, StringComparer.Ordinal))
        {
            return null;
        }

        var report = answer.Report?.Receipts.FirstOrDefault(r => r.Receipt == call.Receipt);
        return report is null && answer.Result.Outcome != DestinationOutcome.Success ? null
            : answer.Report is null ? CallProgress.GivenUp
            : CallProgress.After(call, report, end, time.GetUtcNow());
    }

    private async Task<IReadOnlyList<BatchRecord>> SettleAsync(IReadOnlyList<BatchRecord> all, Dictionary<DueCall, CallProgress> progress, CancellationToken cancellationToken)
    {
        var settled = all.ToDictionary(b => b.BatchId, StringComparer.Ordinal);
        foreach (var group in progress.GroupBy(p => p.Key.Batch.BatchId, StringComparer.Ordinal))
        {
            var byReceipt = group.ToDictionary(p => p.Key.Call.Receipt, p => p.Value, StringComparer.Ordinal);
            var before = settled[group.Key];
            if (await batches.UpdateAsync(
                BatchStore.Id(before),
                b =>
                {
                    before = b;
                    return b.After(byReceipt);
                },
                cancellationToken) is { } after)
            {
                settled[group.Key] = after;
                metrics.Processed(before, after);
            }
        }

        return [.. settled.Values];
    }

    private async Task NoteAsync(RunRecord before, IReadOnlyList<BatchRecord> all, bool isAsked, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var after = await runs.UpdateAsync(
            new RunId(before.RunId),
            r => RunProcessing.Of(all, r.Processing, now) is { } processing ? r with { Processing = isAsked ? processing with { AskedAt = now } : processing } : null,
            cancellationToken);
        if (after?.Processing is not { } said || (said.EndedAt == before.Processing?.EndedAt && said.Failed == before.Processing?.Failed))
        {
            return;
        }

        var run = new RunId(after.RunId);
        if (said.Refused > 0 || said.Failed > 0 || said.GivenUp > 0)
        {
            SyncLog.RefusedLater(logger, run, said.State, said.Refused, said.Accepted + said.Refused, said.Failed, said.GivenUp);
        }
        else
        {
            SyncLog.Processed(logger, run, said.State, said.Accepted);
        }

        foreach (var listener in listeners)
        {
            await listener.ProcessedAsync(after, cancellationToken);
        }
    }

    /// <param name="next">When the platform is asked next; null: not any more.</param>
    /// <param name="all">Batches of the run; those with failed calls are planned again.</param>
    private Task PlanAsync(RunId run, DateTimeOffset? next, IReadOnlyList<BatchRecord> all, CancellationToken cancellationToken) =>
        states.UpdateKnownAsync(
            run.Sync, s => s with { Awaited = AwaitedRun.With(s.Awaited, run, next), FailedProcessing = FailedProcessing.After(s.FailedProcessing, run, all, time.GetUtcNow()) }, cancellationToken);

    private sealed record DueCall(BatchRecord Batch, AwaitedCall Call);
}
