using System.Globalization;
using Activation.Delivery;
using Activation.Delivery.Accounts;
using Activation.Destinations;
using Activation.Storage;

namespace Activation.Sync;

/// <summary>Puts a delivering run's due batches on the queue, a few at a time. Repeating it is harmless: a batch that is settled or leased is not sent again.</summary>
internal sealed class RunAdvancer(RunStore runs, BatchStore batches, SyncTargets targets, IMessageQueue queue, TimeProvider time)
{
    /// <summary>Answers whether every batch is settled, so that the run can be closed.</summary>
    public async Task<bool> AdvanceAsync(RunId run, CancellationToken cancellationToken)
    {
        var all = await batches.ListAsync(run, cancellationToken);
        if (RunPhases.IsOver(all))
        {
            return true;
        }

        var now = time.GetUtcNow();
        var due = RunPhases.Due(all, (await runs.FindAsync(run, cancellationToken))?.Batches?.AtOnce, now);
        var limits = due.Count > 1 ? await LimitsAsync(run.Sync, cancellationToken) : null;
        for (var i = 0; i < due.Count; i++)
        {
            // What the account cannot take at once comes when it can, instead of asking again and again.
            var delay = limits is null ? TimeSpan.Zero : AccountPace.Delay(limits, i);

            // Named by this moment: the message of a batch that is due again may have been lost, and the first one's id must not hide the second.
            await queue.SendDeliverAsync(BatchStore.Id(due[i]), Messages.Due("start", now), delay, now, cancellationToken);
        }

        return false;
    }

    /// <summary>After a batch is over, or was tried for the first time and has to be tried again: sends the one that follows it, when the account can take it.</summary>
    /// <param name="limits">Null: it takes all, or they are not known here.</param>
    /// <param name="dueAt">When this one was.</param>
    /// <param name="mayBeSent">The other may have been sent already: it is looked at.</param>
    public async Task FollowAsync(RunRecord run, BatchId batch, BatchOperation operation, AccountLimits? limits, DateTimeOffset? dueAt, bool mayBeSent, CancellationToken cancellationToken)
    {
        if (run.Batches?.Next(batch.Number, operation) is not { } number)
        {
            return;
        }

        var next = new BatchId(batch.Run, number);
        if (mayBeSent && await batches.FindAsync(next, cancellationToken) is not { State: BatchState.Queued, Attempts: 0, NextAttemptAt: null })
        {
            return;
        }

        var now = time.GetUtcNow();
        var pace = limits is null ? TimeSpan.Zero : AccountPace.Delay(limits, number - 1) - AccountPace.Delay(limits, batch.Number - 1);
        var wait = (dueAt ?? now) + pace - now;
        await queue.SendDeliverAsync(next, string.Create(CultureInfo.InvariantCulture, $"after-{batch.Number}"), wait > TimeSpan.Zero ? wait : TimeSpan.Zero, now, cancellationToken, after: now);
    }

    private async Task<AccountLimits?> LimitsAsync(SyncId sync, CancellationToken cancellationToken)
    {
        try
        {
            return AccountRef.Of(await targets.GetAsync(sync, cancellationToken)).Limits;
        }
        catch (ProblemException)
        {
            // The batches themselves find out, and say so.
            return null;
        }
    }

    /// <summary>After a batch was settled: starts the adds after the last remove, and asks for the run to be closed after the last batch.</summary>
    public async Task SettledAsync(BatchId batch, BatchOperation operation, CancellationToken cancellationToken)
    {
        if (await batches.AnyOpenAsync(batch.Run, operation, cancellationToken))
        {
            return;
        }

        if (operation == BatchOperation.Remove && !await AdvanceAsync(batch.Run, cancellationToken))
        {
            return;
        }

        await queue.SendEvaluateAsync(batch.Run, string.Create(CultureInfo.InvariantCulture, $"close-{batch.Number}"), 0, TimeSpan.Zero, cancellationToken);
    }
}
