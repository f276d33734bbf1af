using Activation.Destinations;
using Activation.Governance.Policies;
using Activation.Import;
using Activation.Segments;
using Activation.Storage;
using Activation.Sync;

namespace Activation;

/// <summary>The stores of what users define.</summary>
public sealed class Definitions(ActivationStorage storage)
{
    public DefinitionStore<SourceDefinition> Sources { get; } = new(storage.Table(StorageNames.SourcesTable), DefinitionJson.Default.SourceDefinition);

    public DefinitionStore<SegmentDefinition> Segments { get; } = new(storage.Table(StorageNames.SegmentsTable), DefinitionJson.Default.SegmentDefinition);

    public DefinitionStore<DestinationDefinition> Destinations { get; } = new(storage.Table(StorageNames.DestinationsTable), DefinitionJson.Default.DestinationDefinition);

    public DefinitionStore<PolicyDefinition> Policies { get; } = new(storage.Table(StorageNames.PoliciesTable), DefinitionJson.Default.PolicyDefinition);

    public DefinitionStore<SyncDefinition> Syncs { get; } = new(storage.Table(StorageNames.SyncsTable), DefinitionJson.Default.SyncDefinition);
}
