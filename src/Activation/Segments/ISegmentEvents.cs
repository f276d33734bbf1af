using Activation.Profiles;
using Activation.Profiles.Events;
using Activation.Storage;

namespace Activation.Segments;

/// <summary>Where rules get their events from: the names that there are, and the view `events` for those queries that read it.</summary>
public interface ISegmentEvents
{
    /// <summary>Called after the manifest is read, so that it knows what the manifest's files have.</summary>
    Task<EventSchema> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Creates the view `events` in the session, with the events of the shards' profiles that a query needs.</summary>
    /// <param name="needed">Null: the query reads no events, and there is nothing to do.</param>
    /// <returns>What holds the files that the view reads.</returns>
    Task<IAsyncDisposable?> OpenAsync(DuckDbSession session, EventSchema schema, SnapshotManifest manifest, NeededEvents? needed, IReadOnlyList<int> shards, CancellationToken cancellationToken);
}
