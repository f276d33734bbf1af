using Activation.Governance.Consents;

namespace Activation.Sync;

/// <summary>
/// After a run that failed, as for want of its segment or since the platform refuses the audience's new name: whoever has withdrawn a consent leaves all the same, by a run that needs neither.
/// </summary>
internal sealed class WithdrawalsAfterFailure(Definitions definitions, SyncStateStore states, RunStore runs, RunQueue queue, ConsentScopeSource consent, TimeProvider time)
{
    public async Task ProtectAsync(RunId run, CancellationToken cancellationToken)
    {
        if (await runs.FindAsync(run, cancellationToken) is { State: RunState.Failed, Mode: RunMode.Delta or RunMode.Full }
            && await definitions.Syncs.FindAsync(run.Sync.Value, cancellationToken) is { } definition
            && await consent.IsDueAsync(definition, await states.GetAsync(run.Sync, cancellationToken), cancellationToken))
        {
            await queue.AddAsync(run.Next(time.GetUtcNow()), RunMode.Protect, cancellationToken);
        }
    }
}
