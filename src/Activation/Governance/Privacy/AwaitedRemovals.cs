using Activation.Delivery;
using Activation.Destinations;
using Activation.Sync;
using Activation.Sync.Processing;

namespace Activation.Governance.Privacy;

/// <summary>Removals that a platform has taken and has not said yet that it applied, or has not applied, so that they are made again.</summary>
internal sealed class AwaitedRemovals(SyncStateStore states, BatchStore batches, BatchPayloads payloads, ProcessingWatch watch)
{
    /// <summary>A run with such a removal of one of the people; null: there is none. The platform is asked at once, sooner than it would be.</summary>
    public async Task<RunId?> FindAsync(SyncId sync, IReadOnlySet<ProfileId> people, CancellationToken cancellationToken)
    {
        foreach (var run in people.Count == 0 ? [] : (await states.GetAsync(sync, cancellationToken)).InProcessing())
        {
            if (await HoldsAsync(run, people, cancellationToken))
            {
                await watch.AskAsync(run, cancellationToken);
                if (await HoldsAsync(run, people, cancellationToken))
                {
                    return run;
                }
            }
        }

        return null;
    }

    /// <summary>Whether a payload has such a removal, which is made again by it if the platform has not applied it.</summary>
    /// <param name="payload">The blob's name.</param>
    public async Task<bool> NeedsAsync(RunId run, string payload, CancellationToken cancellationToken) =>
        (await states.GetAsync(run.Sync, cancellationToken)).InProcessing().Contains(run)
        && (await ListAsync(run, cancellationToken)).Any(b => payloads.Blob(b).Name == payload);

    private async Task<bool> HoldsAsync(RunId run, IReadOnlySet<ProfileId> people, CancellationToken cancellationToken)
    {
        foreach (var batch in await ListAsync(run, cancellationToken))
        {
            if (await BatchPayloads.HoldsAsync(payloads.Blob(batch), people, cancellationToken))
            {
                return true;
            }
        }

        return false;
    }

    private async Task<IReadOnlyList<BatchRecord>> ListAsync(RunId run, CancellationToken cancellationToken) =>
        [.. (await batches.ListAsync(run, cancellationToken)).Where(b => b.Operation == BatchOperation.Remove && b.NeedsPayload)];
}
