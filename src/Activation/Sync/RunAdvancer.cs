using System.Globalization;
using Activation.Delivery;
using Activation.Delivery.Accounts;
using Activation.Destinations;
using Activation.Storage;

namespace Activation.Sync;

/// <summary>Puts a delivering run's due batches on the queue. Repeating it is harmless: a batch that is settled or leased is not sent again.</summary>
internal sealed class RunAdvancer(BatchStore batches, SyncTargets targets, IMessageQueue queue, TimeProvider time)
{
    /// <summary>Answers whether every batch is settled, so that the run can be closed.</summary>
    public async Task<bool> AdvanceAsync(RunId run, CancellationToken cancellationToken)
    {
        var all = await batches.ListAsync(run, cancellationToken);
        var now = time.GetUtcNow();
        var due = RunPhases.Due(all, now);
        var limits = due.Count > 1 ? await LimitsAsync(run.Sync, cancellationToken) : null;
        for (var i = 0; i < due.Count; i++)
        {
            // What the account cannot take at once comes when it can, instead of asking again and again.
            var delay = limits is null ? TimeSpan.Zero : AccountPace.Delay(limits, i);

            // Named by this moment: the message of a batch that is due again may have been lost, and the first one's id must not hide the second.
            await queue.SendDeliverAsync(BatchStore.Id(due[i]), Messages.Due("start", now), delay, now, cancellationToken);
        }

        return RunPhases.IsOver(all);
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
