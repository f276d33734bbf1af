using Activation.Sync;
using Microsoft.Extensions.Logging;

namespace Activation.Delivery.Accounts;

/// <summary>Ends a disconnection: the syncs that had to wait compute what their audiences lack by now, and deliver it.</summary>
public sealed class Reconnection(AccountHealth health, Definitions definitions, SyncRequests requests, SyncStateStore states, TimeProvider time, ILogger<Reconnection> logger)
{
    /// <summary>Called when a destination has new credentials, or its old ones work again. Does nothing if it was not disconnected.</summary>
    /// <returns>The runs that deliver.</returns>
    public async Task<IReadOnlyList<RunId>> ResumeAsync(DestinationId destination, CancellationToken cancellationToken)
    {
        var runs = new List<RunId>();
        if (!await health.ReconnectAsync(destination, cancellationToken))
        {
            return runs;
        }

        foreach (var (id, sync, state) in await WaitingAsync(destination, cancellationToken))
        {
            try
            {
                runs.Add(await RequestAsync(id, sync, state.Deleting, cancellationToken));
            }
            catch (ProblemException e)
            {
                // What is wrong with one sync holds no other back, nor is it the answer to whoever renews the credentials.
                DeliveryLog.NotResumed(logger, id, e.Code);
            }
        }

        return runs;
    }

    /// <summary>The destination's syncs. Audiences with somebody who has withdrawn a consent come first.</summary>
    private async Task<IReadOnlyList<(SyncId Id, SyncDefinition Sync, SyncState State)>> WaitingAsync(DestinationId destination, CancellationToken cancellationToken)
    {
        var (first, others) = (new List<(SyncId, SyncDefinition, SyncState)>(), new List<(SyncId, SyncDefinition, SyncState)>());
        foreach (var (id, sync) in (await definitions.Syncs.ListAsync(cancellationToken)).Where(s => s.Value.Destination == destination.Value))
        {
            var state = await states.GetAsync(new SyncId(id), cancellationToken);
            (await requests.MayHoldWithdrawnAsync(sync, state, cancellationToken) ? first : others).Add((new SyncId(id), sync, state));
        }

        return [.. first, .. others];
    }

    private Task<RunId> RequestAsync(SyncId id, SyncDefinition sync, bool deleting, CancellationToken cancellationToken) =>
        !deleting && SyncScheduleRule.Phase(sync, time.GetUtcNow()) == SyncPhase.Still
            ? requests.ProtectAsync(id, cancellationToken)
            : requests.RequestAsync(id, deleting ? RunMode.Empty : RunMode.Delta, cancellationToken);
}
