using Activation.Profiles;
using Activation.Profiles.Events;
using Activation.Storage;

namespace Activation.Segments;

/// <summary>There are no events: counts are 0 for everyone.</summary>
internal sealed class NoSegmentEvents : ISegmentEvents
{
    public Task<EventSchema> ReadAsync(CancellationToken cancellationToken) => Task.FromResult(EventSchema.Empty);

    public Task<IAsyncDisposable?> OpenAsync(
        DuckDbSession session, EventSchema schema, SnapshotManifest manifest, NeededEvents? needed, IReadOnlyList<int> shards, CancellationToken cancellationToken) =>
        Task.FromResult<IAsyncDisposable?>(null);
}
