using Activation.Import;
using Microsoft.Extensions.Logging;

namespace Activation.Sync;

/// <summary>Asks for a run of every sync that follows imports; one that is paused or not in force has its run when it goes on.</summary>
internal sealed class AfterImportRuns(Definitions definitions, SyncStateStore states, RunQueue queue, TimeProvider time, ILogger<AfterImportRuns> logger) : IImportListener
{
    public async Task ImportedAsync(SourceId source, CancellationToken cancellationToken)
    {
        foreach (var (id, definition) in (await definitions.Syncs.ListAsync(cancellationToken)).Where(s => s.Value.AfterImport))
        {
            try
            {
                await FollowAsync(new SyncId(id), definition, cancellationToken);
            }
            catch (ProblemException e)
            {
                // What is wrong with one sync holds no other back, nor the import.
                SyncLog.NotFollowed(logger, new SyncId(id), e.Code);
            }
        }
    }

    private async Task FollowAsync(SyncId sync, SyncDefinition definition, CancellationToken cancellationToken)
    {
        switch (SyncScheduleRule.Phase(definition, time.GetUtcNow()))
        {
            case SyncPhase.Still:
                await states.UpdateAsync(sync, s => s with { Missed = true }, cancellationToken);
                break;
            case SyncPhase.Running when await states.GetAsync(sync, cancellationToken) is { Deleting: false } state:
                var mode = await queue.ModeAsync(sync, SyncScheduleRule.Mode(definition, state, time.GetUtcNow()), cancellationToken);
                await queue.AddOrJoinAsync(sync, mode, still: false, cancellationToken);
                break;
            default:
                break;
        }
    }
}
