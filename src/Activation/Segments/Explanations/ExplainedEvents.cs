using System.Text.Json.Nodes;

namespace Activation.Segments.Explanations;

/// <summary>What an event node has found.</summary>
public sealed record ExplainedEvents
{
    /// <summary>`count`, `sum`, `last`, …</summary>
    public required string Measure { get; init; }

    /// <summary>The measure; null where it is missing.</summary>
    public JsonNode? Value { get; init; }

    /// <summary>Events that meet the node's names, conditions, time and steps.</summary>
    public required long Count { get; init; }

    /// <summary>The time of the newest of them.</summary>
    public DateTimeOffset? NewestAt { get; init; }

    /// <summary>The sources that have recorded them.</summary>
    public required IReadOnlyList<string> Sources { get; init; }
}
