using System.Text.Json.Serialization;

namespace Activation.Sync;

/// <summary>What is known of a person in a sync's audience.</summary>
/// <param name="Reason">The destination's, where it refused the person.</param>
public sealed record AudienceMembership(string Sync, string Segment, string Destination, AudiencePresence State, string? Reason);

[JsonConverter(typeof(NamedEnumConverter<AudiencePresence>))]
public enum AudiencePresence
{
    /// <summary>Nothing of the person was sent, or all of it was removed.</summary>
    [JsonStringEnumMemberName("absent")] Absent,

    /// <summary>The destination has confirmed the person.</summary>
    [JsonStringEnumMemberName("confirmed")] Confirmed,

    /// <summary>An add or a remove is planned or under way.</summary>
    [JsonStringEnumMemberName("pending")] Pending,

    [JsonStringEnumMemberName("rejected")] Rejected,

    /// <summary>No longer wanted, and held by identifiers that members who stay share.</summary>
    [JsonStringEnumMemberName("leaving")] Leaving,
}
