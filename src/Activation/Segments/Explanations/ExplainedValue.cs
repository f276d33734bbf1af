using System.Text.Json.Nodes;

namespace Activation.Segments.Explanations;

/// <summary>A value of a trait: what it is, who says so, and since when.</summary>
public sealed record ExplainedValue
{
    /// <summary>The trait, as first seen.</summary>
    public required string Trait { get; init; }

    /// <summary>Null: no import has brought the trait.</summary>
    public string? Type { get; init; }

    public required bool Missing { get; init; }

    public JsonNode? Value { get; init; }

    /// <summary>The source whose value counts.</summary>
    public string? Source { get; init; }

    /// <summary>When the value was observed; null where it is missing, or a consent stands by a source's default.</summary>
    public DateTimeOffset? ObservedAt { get; init; }
}

/// <param name="ObservedAt">When the source's row was last changed.</param>
public sealed record ExplainedSource(string Source, DateTimeOffset ObservedAt);
