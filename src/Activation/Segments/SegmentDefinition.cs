using System.Text.Json;

namespace Activation.Segments;

/// <summary>A named rule over traits and events: `PUT /api/segments/{id}`.</summary>
public sealed record SegmentDefinition
{
    public string? Name { get; init; }

    public string? Description { get; init; }

    /// <summary>The rule as JSON, parsed by <see cref="RuleParser"/>.</summary>
    public required JsonElement Rule { get; init; }

    /// <summary>
    /// The only sources whose traits and events the rule reads; what others say is missing for it. Empty: all. Identifiers and consent are those of all sources
    /// in any case, and a referenced segment reads what its own definition says.
    /// </summary>
    public IReadOnlyList<string> Sources { get; init => field = value ?? []; } = [];

    /// <summary>Which version this is; set when it is saved. Null: it was saved before there were versions.</summary>
    public long? Version { get; init; }

    /// <summary>Set when it is saved.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>Who saved it; see <see cref="History.SegmentVersion.By"/>.</summary>
    public string? ChangedBy { get; init; }

    /// <summary>What may not be done with the segment, beside what may not be done with the data that it is made of: see <see cref="Governance.Labels.DataLabels"/>.</summary>
    // Generated JSON readers set an absent init-only property to null.
    public IReadOnlyList<string> Labels { get; init => field = value ?? []; } = [];
}
