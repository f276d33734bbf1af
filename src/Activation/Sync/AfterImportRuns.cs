using Activation.Import;

namespace Activation.Sync;

/// <summary>Asks for a run of every sync that follows imports.</summary>
internal sealed class AfterImportRuns(Definitions definitions, SyncStateStore states, RunQueue queue, TimeProvider time) : IImportListener
{
    public async Task ImportedAsync(SourceId source, CancellationToken cancellationToken)
    {
        foreach (var (id, definition) in await definitions.Syncs.ListAsync(cancellationToken))
        {
            var sync = new SyncId(id);
            if (definition.AfterImport
                && SyncScheduleRule.Phase(definition, time.GetUtcNow()) == SyncPhase.Running
                && await states.GetAsync(sync, cancellationToken) is { Deleting: false } state)
            {
                var mode = await queue.ModeAsync(sync, SyncScheduleRule.Mode(definition, state, time.GetUtcNow()), cancellationToken);
                await queue.AddOrJoinAsync(sync, mode, still: false, cancellationToken);
            }
        }
    }
}
