using System.Text.Json.Nodes;

namespace Activation.Api.Segments;

/// <summary>The same rule in both notations.</summary>
internal sealed record ExpressionAnswer
{
    public required string Expression { get; init; }

    public required JsonNode Rule { get; init; }
}
