using Activation.Delivery.DeadLetters;
using Activation.Sync.Ledger;
using Microsoft.Extensions.Logging;

namespace Activation.Sync;

/// <summary>The end of a sync: its definition, ledger, payloads and state go; its runs stay as history.</summary>
internal sealed class SyncRemoval(Definitions definitions, LedgerStore ledgers, SyncStateStore states, DeadLetterStore dead, SpentPayloads payloads, ILogger<SyncRemoval> logger)
{
    public async Task RemoveAsync(SyncId sync, CancellationToken cancellationToken)
    {
        await ledgers.DeleteAsync(sync, cancellationToken);
        await definitions.Syncs.DeleteAsync(sync.Value, cancellationToken);
        await states.DeleteAsync(sync, cancellationToken);
        await dead.ResolveAsync(sync, null, cancellationToken);
        await payloads.RemoveAllAsync(sync, cancellationToken);
        SyncLog.Deleted(logger, sync);
    }
}
