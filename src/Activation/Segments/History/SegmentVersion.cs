using System.Text.Json;
using System.Text.Json.Serialization;

namespace Activation.Segments.History;

/// <summary>What a segment was from a time on, and who made it so.</summary>
public sealed record SegmentVersion
{
    /// <summary>From 1; never used twice, also if the segment was deleted in between.</summary>
    public required long Version { get; init; }

    public required SegmentAction Action { get; init; }

    /// <summary>When; null for a definition that is older than its history.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Who: the name of the API's key, `user:{id}` of a platform sign-in, or `local`.</summary>
    public string? By { get; init; }

    /// <summary>The version whose definition this one has again.</summary>
    public long? RestoredFrom { get; init; }

    /// <summary>What is different from the version before.</summary>
    public IReadOnlyList<SegmentChange> Changes { get; init => field = value ?? []; } = [];

    /// <summary>Changes beyond those that are listed.</summary>
    public int? MoreChanges { get; init; }

    /// <summary>Of a deletion: what was deleted. Absent in lists.</summary>
    public SegmentDefinition? Definition { get; init; }
}

[JsonConverter(typeof(NamedEnumConverter<SegmentAction>))]
public enum SegmentAction
{
    [JsonStringEnumMemberName("created")] Created,
    [JsonStringEnumMemberName("changed")] Changed,
    [JsonStringEnumMemberName("restored")] Restored,
    [JsonStringEnumMemberName("deleted")] Deleted,
}

/// <summary>A difference of two definitions.</summary>
/// <param name="Path">As in the errors of rules: `name`, `rule.all[1].value`. Of a place in an array, where it stands now; of what was removed, where it stood.</param>
/// <param name="Kind">`added`, `removed` or `changed`.</param>
/// <param name="From">Absent where there was nothing, or where it is long.</param>
/// <param name="To">Absent where there is nothing any more, or where it is long.</param>
public sealed record SegmentChange(string Path, string Kind, JsonElement? From, JsonElement? To);
