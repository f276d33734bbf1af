using Activation.Profiles;
using Activation.Profiles.Events;

namespace Activation.Segments;

/// <summary>What a rule is compiled against.</summary>
public sealed record RuleContext
{
    /// <summary>Read after the manifest: then it knows every trait, and every source of a trait, that the snapshot's files have. A trait it does not know is missing for every profile.</summary>
    public required TraitSchema Traits { get; init; }

    /// <summary>An event that it does not know is an event that nobody has; with <see cref="EventSchema.Empty"/> no query reads events.</summary>
    public EventSchema Events { get; init; } = EventSchema.Empty;

    /// <summary>The rules of other segments, for `{"segment": …}`.</summary>
    public required IReadOnlyDictionary<string, RuleNode> Segments { get; init; }

    /// <summary>Now, for the whole evaluation.</summary>
    public required DateTimeOffset Instant { get; init; }

    /// <summary>The names of all sources that the snapshot has rows of (`SnapshotManifest.SourceVersions.Keys`).</summary>
    public required IReadOnlyCollection<string> Sources { get; init; }
}
