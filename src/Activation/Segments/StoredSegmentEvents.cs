using Activation.Profiles;
using Activation.Profiles.Events;
using Activation.Storage;

namespace Activation.Segments;

/// <summary>The events that imports have stored.</summary>
internal sealed class StoredSegmentEvents(EventCatalog catalog, EventStore events) : ISegmentEvents
{
    public Task<EventSchema> ReadAsync(CancellationToken cancellationToken) => catalog.ReadAsync(cancellationToken);

    public async Task<IAsyncDisposable?> OpenAsync(
        DuckDbSession session, EventSchema schema, SnapshotManifest manifest, NeededEvents? needed, IReadOnlyList<int> shards, CancellationToken cancellationToken) =>
        needed is null ? null : await events.OpenAsync(session, schema, manifest, shards, needed.Since, null, cancellationToken);
}
