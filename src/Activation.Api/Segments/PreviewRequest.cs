using System.Text.Json;

namespace Activation.Api.Segments;

internal sealed record PreviewRequest
{
    public required JsonElement Rule { get; init; }

    /// <summary>As a segment's: the only sources whose traits and events the rule reads. Empty: all.</summary>
    public IReadOnlyList<string> Sources { get; init => field = value ?? []; } = [];

    /// <summary>Up to three segments to count the overlap with.</summary>
    public IReadOnlyList<string> OverlapWith { get; init => field = value ?? []; } = [];

    /// <summary>The segment that the rule is to replace: the count is compared with its last evaluation, and the members with the audiences of its syncs.</summary>
    public string? Segment { get; init; }
}
