using Activation.Delivery;
using Activation.Storage;
using Activation.Sync.Ledger;

namespace Activation.Sync;

/// <summary>Takes over from a run that is still open when a newer one begins.</summary>
internal sealed class RunSupersession(RunStore runs, BatchStore batches, BatchPayloads payloads, BlobLeases leases, RunCloser closer)
{
    /// <summary>
    /// Closes the older run: its unsent batches count as never planned, its attempted ones as `maybe`. Null while a delivery of it is under way;
    /// no new one can begin then, so try again soon.
    /// </summary>
    public async Task<VersionedLedger?> TryTakeOverAsync(VersionedLedger ledger, RunId older, CancellationToken cancellationToken)
    {
        // First the state, which every delivery reads after it has its lease; then the leases: whoever holds none from here on will not send.
        await runs.UpdateAsync(older, r => RunPhases.IsFinal(r.State) ? null : r with { State = RunState.Superseded }, cancellationToken);
        foreach (var batch in (await batches.ListAsync(older, cancellationToken)).Where(b => !RunPhases.IsSettled(b)))
        {
            var payload = payloads.Blob(BatchStore.Id(batch));
            var lease = await leases.TryAcquireAsync(payload, cancellationToken);
            if (lease is not null)
            {
                await lease.DisposeAsync();
            }
            else if (await payload.ExistsAsync(cancellationToken))
            {
                return null;
            }
        }

        var state = (await runs.FindAsync(older, cancellationToken))?.State;
        return await closer.CloseAsync(ledger, older, new RunEnd(state ?? RunState.Superseded), cancellationToken);
    }
}
