using Activation.Destinations;
using Activation.Profiles;
using Activation.Sync;
using Activation.Sync.Planning;

namespace Activation.Governance.Consents;

/// <summary>Keeps people out of plans who have not given the consents that a sync demands, and says when that has to be looked at anew.</summary>
internal sealed class ConsentScopeSource(Definitions definitions, DestinationCatalog destinations, SnapshotStore snapshots) : IPlanScopeSource
{
    public async Task<PlanScope> ApplyAsync(PlanScope scope, SyncId sync, CancellationToken cancellationToken)
    {
        if (await definitions.Syncs.FindAsync(sync.Value, cancellationToken) is not { } definition || await DemandsAsync(definition, cancellationToken) is not { Count: > 0 } demands)
        {
            return scope;
        }

        // Read before the plan reads it: what is published in between is looked at again.
        return scope with { Consent = demands, ConsentState = await StateAsync(demands, cancellationToken) };
    }

    /// <summary>
    /// Whether somebody in the audience may have withdrawn a consent since the last run that looked: people may have changed, or what is demanded.
    /// </summary>
    public async Task<bool> IsDueAsync(SyncDefinition sync, SyncState state, CancellationToken cancellationToken) =>
        state.AudienceId is not null && state.Rows != 0
        && await DemandsAsync(sync, cancellationToken) is { Count: > 0 } demands
        && state.ConsentState != await StateAsync(demands, cancellationToken);

    private async Task<IReadOnlyList<ConsentDemand>> DemandsAsync(SyncDefinition sync, CancellationToken cancellationToken)
    {
        var destination = await definitions.Destinations.FindAsync(sync.Destination, cancellationToken);
        return ConsentDemands.Of(sync, destination, destination is null ? null : destinations.Find(destination.Type)?.Type);
    }

    private async Task<string> StateAsync(IReadOnlyList<ConsentDemand> demands, CancellationToken cancellationToken)
    {
        var generation = (await snapshots.ReadManifestAsync(cancellationToken)).Generation;
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{generation} {string.Join(',', demands.Select(d => $"{d.Purpose}/{d.Scope}"))}");
    }
}
