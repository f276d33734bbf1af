using System.Text.Json;

namespace Activation.Api.Segments;

/// <summary>One of the two: an expression of Audience Manager, or a rule.</summary>
internal sealed record ExpressionRequest
{
    public string? Expression { get; init; }

    public JsonElement? Rule { get; init; }
}
