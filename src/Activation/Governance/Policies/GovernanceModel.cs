using Activation.Destinations;
using Activation.Import;
using Activation.Profiles;
using Activation.Segments;
using Activation.Sync;

namespace Activation.Governance.Policies;

/// <summary>All that says where a sync's data come from, which labels they have, and what is done with them. A change is tried on a copy.</summary>
internal sealed record GovernanceModel
{
    public IReadOnlyDictionary<string, SourceDefinition> Sources { get; init; } = new Dictionary<string, SourceDefinition>(StringComparer.Ordinal);

    /// <summary>Of which events are stored, whatever their kind is now.</summary>
    public IReadOnlySet<string> EventSources { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, SegmentDefinition> Segments { get; init; } = new Dictionary<string, SegmentDefinition>(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, DestinationDefinition> Destinations { get; init; } = new Dictionary<string, DestinationDefinition>(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, SyncDefinition> Syncs { get; init; } = new Dictionary<string, SyncDefinition>(StringComparer.Ordinal);

    public IReadOnlyList<Policy> Policies { get; init; } = BuiltInPolicies.All;

    public TraitSchema Traits { get; init; } = TraitSchema.Empty;

    /// <summary>What each type of destination does whatever its labels say.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> FixedActions { get; init; } = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);

    /// <summary>The dictionary with another value of a key.</summary>
    public static IReadOnlyDictionary<string, T> Replace<T>(IReadOnlyDictionary<string, T> all, string key, T value) =>
        new Dictionary<string, T>(all, StringComparer.Ordinal) { [key] = value };
}
