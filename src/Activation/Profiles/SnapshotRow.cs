namespace Activation.Profiles;

/// <summary>The state of one (profile, source) after an import: a row of the snapshot and an entity of the profile table.</summary>
public sealed class SnapshotRow
{
    public required ProfileId Profile { get; init; }

    public required SourceId Source { get; init; }

    /// <summary>Grows with every import of the source; the highest version of a (profile, source) is its current row.</summary>
    public required long Version { get; init; }

    /// <summary>True: the source no longer knows the profile.</summary>
    public bool Deleted { get; init; }

    /// <summary>When the row was last changed; the observation time of every trait that has none of its own.</summary>
    public required DateTimeOffset ObservedAt { get; init; }

    /// <summary>128 bits of the keyed fingerprint of the file row last applied: an equal row need not be read further.</summary>
    public required Guid Fingerprint { get; init; }

    public required IdentifierSet Identifiers { get; init; }

    /// <summary>By trait ordinal: `string`, `double`, `bool`, `DateOnly`, or `DateTime` (UTC). Missing traits are absent.</summary>
    public required IReadOnlyDictionary<int, object> Traits { get; init; }

    /// <summary>This row with other traits.</summary>
    internal SnapshotRow With(IReadOnlyDictionary<int, object> traits) => new()
    {
        Profile = Profile,
        Source = Source,
        Version = Version,
        Deleted = Deleted,
        ObservedAt = ObservedAt,
        Fingerprint = Fingerprint,
        Identifiers = Identifiers,
        Traits = traits,
        ObservedTimes = ObservedTimes,
    };

    /// <summary>The source no longer knows the profile.</summary>
    public static SnapshotRow Tombstone(ProfileId profile, SourceId source, long version, DateTimeOffset at) => new()
    {
        Profile = profile,
        Source = source,
        Version = version,
        Deleted = true,
        ObservedAt = at,
        Fingerprint = Guid.Empty,
        Identifiers = new IdentifierSet(),
        Traits = new Dictionary<int, object>(),
        ObservedTimes = new Dictionary<int, DateTimeOffset>(),
    };

    /// <summary>By trait ordinal, only where a value was observed earlier than <see cref="ObservedAt"/>.</summary>
    public required IReadOnlyDictionary<int, DateTimeOffset> ObservedTimes { get; init; }
}
