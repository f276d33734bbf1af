using Activation.Storage;

namespace Activation.Profiles.Events;

/// <summary>The events that imports have recorded: files of a source and a UTC day, which the snapshot's manifest names.</summary>
public sealed class EventStore(BlobFileCache cache)
{
    /// <summary>
    /// Downloads the files of the wanted days and creates the view `events` in the session (see <see cref="EventColumns"/>), with the events of the shards' profiles; those
    /// of merged profiles under what these were merged into. Whole days: the view has events before `from` and from `to` on as well. The files stay until the rent is disposed.
    /// </summary>
    /// <param name="schema">From <see cref="EventCatalog"/>, read after or with the manifest.</param>
    /// <param name="from">The earliest instant wanted; null for all.</param>
    /// <param name="to">The instant before which events are wanted; null for all.</param>
    public Task<FileRent> OpenAsync(
        DuckDbSession session, EventSchema schema, SnapshotManifest manifest, IReadOnlyList<int> shards, DateTimeOffset? from, DateTimeOffset? to, CancellationToken cancellationToken) =>
        OpenAsync(session, schema, [.. manifest.Events.Where(f => IsWanted(f.Day, from, to))], manifest.Aliases, shards, cancellationToken);

    internal async Task<FileRent> OpenAsync(
        DuckDbSession session, EventSchema schema, IReadOnlyList<EventFile> files, IReadOnlyList<AliasFile> aliases, IReadOnlyList<int> shards, CancellationToken cancellationToken)
    {
        var oldest = files.Select(f => f.Generation).DefaultIfEmpty(long.MaxValue).Min();
        var needed = aliases.Where(a => a.Generation is not { } generation || generation >= oldest).ToList();
        var rent = await cache.RentAsync(StorageNames.Snapshot, [.. files.Select(f => f.Name), .. needed.Select(a => a.Name)], cancellationToken);
        EventView.Create(
            session, schema, [.. files.Select((f, i) => new EventLocalFile(rent.Paths[i], f.Generation))],
            [.. needed.Select((a, i) => new AliasLocalFile(rent.Paths[files.Count + i], a.Generation))], shards);
        return rent;
    }

    internal Task<FileRent> RentAsync(IReadOnlyList<AliasFile> files, CancellationToken cancellationToken) =>
        cache.RentAsync(StorageNames.Snapshot, [.. files.Select(f => f.Name)], cancellationToken);

    internal static bool IsWanted(DateOnly day, DateTimeOffset? from, DateTimeOffset? to) =>
        (from is not { } first || day >= DateOnly.FromDateTime(first.UtcDateTime)) && (to is not { } end || Start(day) < end);

    private static DateTimeOffset Start(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
}
