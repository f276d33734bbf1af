using System.Text.Json;

namespace Activation.Api.Segments;

internal sealed record ExplainRequest
{
    public required JsonElement Rule { get; init; }

    /// <summary>As a segment's: the only sources whose traits and events the rule reads. Empty: all.</summary>
    public IReadOnlyList<string> Sources { get; init => field = value ?? []; } = [];

    /// <summary>The person's id.</summary>
    public required string Profile { get; init; }
}
