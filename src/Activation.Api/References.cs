using System.Text.Json;

namespace Activation.Api;

/// <summary>Finds what would dangle if a definition were deleted, as `sync/gold-meta`.</summary>
internal sealed class References(Definitions definitions)
{
    public async Task<IReadOnlyList<string>> ToDestinationAsync(DestinationId id, CancellationToken cancellationToken) =>
        [.. (await definitions.Syncs.ListAsync(cancellationToken)).Where(s => s.Value.Destination == id.Value).Select(s => $"sync/{s.Key}")];

    public async Task<IReadOnlyList<string>> ToSegmentAsync(SegmentId id, CancellationToken cancellationToken) =>
    [
        .. (await definitions.Syncs.ListAsync(cancellationToken)).Where(s => s.Value.Segment == id.Value).Select(s => $"sync/{s.Key}"),
        .. (await definitions.Segments.ListAsync(cancellationToken)).Where(s => s.Key != id.Value && Names(s.Value.Rule, id.Value)).Select(s => $"segment/{s.Key}"),
    ];

    private static bool Names(JsonElement rule, string segment) => rule.ValueKind switch
    {
        JsonValueKind.Object => rule.EnumerateObject().Any(p => (p.NameEquals("segment") && p.Value.ValueKind == JsonValueKind.String && p.Value.ValueEquals(segment)) || Names(p.Value, segment)),
        JsonValueKind.Array => rule.EnumerateArray().Any(e => Names(e, segment)),
        _ => false,
    };
}
