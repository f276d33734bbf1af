using Activation.Destinations;
using Activation.Profiles;

namespace Activation.Governance.Policies;

/// <summary>Reads the model as it is stored.</summary>
internal sealed class GovernanceModels(Definitions definitions, TraitCatalog traits, PolicyStore policies, DestinationCatalog destinations, SnapshotStore snapshots)
{
    public async Task<GovernanceModel> ReadAsync(CancellationToken cancellationToken) => new()
    {
        Sources = await ReadAsync(definitions.Sources.ListAsync(cancellationToken)),
        EventSources = (await snapshots.ReadManifestAsync(cancellationToken)).Events.Select(e => e.Source).ToHashSet(StringComparer.Ordinal),
        Segments = await ReadAsync(definitions.Segments.ListAsync(cancellationToken)),
        Destinations = await ReadAsync(definitions.Destinations.ListAsync(cancellationToken)),
        Syncs = await ReadAsync(definitions.Syncs.ListAsync(cancellationToken)),
        Policies = await policies.ListAsync(cancellationToken),
        Traits = await traits.ReadAsync(cancellationToken),
        FixedActions = destinations.All.ToDictionary(d => d.Type.Type, d => d.Type.FixedActions, StringComparer.Ordinal),
    };

    private static async Task<IReadOnlyDictionary<string, T>> ReadAsync<T>(Task<IReadOnlyList<KeyValuePair<string, T>>> list) =>
        (await list).ToDictionary(StringComparer.Ordinal);
}
