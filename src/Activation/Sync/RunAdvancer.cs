using Activation.Delivery;
using Activation.Storage;

namespace Activation.Sync;

/// <summary>Puts a delivering run's due batches on the queue. Repeating it is harmless: a batch that is settled or leased is not sent again.</summary>
internal sealed class RunAdvancer(BatchStore batches, IMessageQueue queue, TimeProvider time)
{
    /// <summary>Answers whether every batch is settled, so that the run can be closed.</summary>
    public async Task<bool> AdvanceAsync(RunId run, CancellationToken cancellationToken)
    {
        var all = await batches.ListAsync(run, cancellationToken);
        foreach (var batch in RunPhases.Due(all, time.GetUtcNow()))
        {
            await queue.SendDeliverAsync(BatchStore.Id(batch), batch.Attempts, TimeSpan.Zero, cancellationToken);
        }

        return RunPhases.IsOver(all);
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

        // The message id differs from every id that evaluation itself uses, so that duplicate detection never swallows it.
        await queue.SendEvaluateAsync(batch.Run, ClosingAttempts + batch.Number, TimeSpan.Zero, cancellationToken);
    }

    /// <summary>Attempt numbers from here on mark messages that ask for a run to be closed.</summary>
    public const int ClosingAttempts = 1_000_000;
}
