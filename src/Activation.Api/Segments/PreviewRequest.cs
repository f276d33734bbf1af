using System.Text.Json;

namespace Activation.Api.Segments;

internal sealed record PreviewRequest
{
    public required JsonElement Rule { get; init; }
}
