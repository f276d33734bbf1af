using Activation.Profiles;
using Activation.Profiles.Events;
using Activation.Storage;

namespace Activation.Segments;

/// <summary>Where rules get their events from: the names that there are, and the view `events` for those queries that read it.</summary>
public sealed class SegmentEvents
{
    public Task<EventSchema> ReadAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(EventSchema.Empty);
    }

    /// <summary>Creates the view `events` in the session: those of the profiles of the shards that a query needs.</summary>
    /// <returns>What holds the files that the view reads.</returns>
    public Task<IAsyncDisposable?> OpenAsync(DuckDbSession session, EventSchema schema, SnapshotManifest manifest, NeededEvents? needed, IReadOnlyList<int> shards, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<IAsyncDisposable?>(null);
    }
}
