using System.Text.Json;

namespace Activation.Segments;

/// <summary>A named rule over traits: `PUT /api/segments/{id}`.</summary>
public sealed record SegmentDefinition
{
    public string? Name { get; init; }

    public string? Description { get; init; }

    /// <summary>The rule as JSON, parsed by <see cref="RuleParser"/>.</summary>
    public required JsonElement Rule { get; init; }

    // Generated JSON readers set an absent init-only property to null.
    public IReadOnlyList<string> Labels { get; init => field = value ?? []; } = [];
}
