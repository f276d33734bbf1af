using Activation.Segments;

namespace Activation.Api;

/// <summary>Finds what would dangle if a definition were deleted, as `sync/gold-meta`.</summary>
internal sealed class References(Definitions definitions, SegmentService segments)
{
    public Task<IReadOnlyList<string>> ToDestinationAsync(DestinationId id, CancellationToken cancellationToken) =>
        SyncsAsync(s => s.Destination == id.Value, cancellationToken);

    public async Task<IReadOnlyList<string>> ToSegmentAsync(SegmentId id, CancellationToken cancellationToken) =>
    [
        .. await SyncsAsync(s => s.Segment == id.Value, cancellationToken),
        .. (await segments.DependantsAsync(id, cancellationToken)).Select(s => $"segment/{s}"),
    ];

    private async Task<IReadOnlyList<string>> SyncsAsync(Func<Sync.SyncDefinition, bool> refers, CancellationToken cancellationToken) =>
        [.. (await definitions.Syncs.ListAsync(cancellationToken)).Where(s => refers(s.Value)).Select(s => $"sync/{s.Key}")];
}
