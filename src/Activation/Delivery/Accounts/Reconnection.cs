using Activation.Sync;

namespace Activation.Delivery.Accounts;

/// <summary>Ends a disconnection: the syncs that had to wait compute what their audiences lack by now, and deliver it.</summary>
public sealed class Reconnection(AccountHealth health, Definitions definitions, SyncRequests requests, SyncStateStore states, TimeProvider time)
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

        foreach (var (id, sync) in await definitions.Syncs.ListAsync(cancellationToken))
        {
            if (sync.Destination == destination.Value)
            {
                runs.Add(await RequestAsync(new SyncId(id), sync, cancellationToken));
            }
        }

        return runs;
    }

    private async Task<RunId> RequestAsync(SyncId id, SyncDefinition sync, CancellationToken cancellationToken)
    {
        var deleting = (await states.GetAsync(id, cancellationToken)).Deleting;
        return !deleting && SyncScheduleRule.Phase(sync, time.GetUtcNow()) == SyncPhase.Still
            ? await requests.ProtectAsync(id, cancellationToken)
            : await requests.RequestAsync(id, deleting ? RunMode.Empty : RunMode.Delta, cancellationToken);
    }
}
