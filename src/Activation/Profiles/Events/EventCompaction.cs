using System.Globalization;
using Activation.Storage;

namespace Activation.Profiles.Events;

/// <summary>
/// Keeps events few files and no longer than their sources say. Publications may happen meanwhile: a file is replaced only if it is still there, and readers of what
/// is replaced have an hour to finish.
/// </summary>
public sealed class EventCompaction(SnapshotStore snapshots, EventStore events, EventCatalog catalog, ActivationStorage storage, ScratchFolder scratch, TimeProvider time)
{
    /// <summary>A day of a source has at most so many small files.</summary>
    internal const int MaxSmallFiles = 8;

    private const int MaxAliasFiles = 16;

    /// <summary>A file of so many rows is not copied once more for a few rows beside it.</summary>
    private const long LargeFileRows = 500_000;

    /// <param name="retentionDays">By source; the others' events stay.</param>
    public async Task CompactAsync(IReadOnlyDictionary<string, int> retentionDays, CancellationToken cancellationToken)
    {
        var manifest = await snapshots.ReadManifestAsync(cancellationToken);
        if (manifest.Events.Count == 0 && manifest.Aliases.Count == 0)
        {
            return;
        }

        if (Expired(manifest, retentionDays).Count > 0)
        {
            manifest = await snapshots.ReplaceAsync(current => Retire(current, Expired(current, retentionDays)), cancellationToken);
        }

        foreach (var day in manifest.Events.GroupBy(f => (f.Day, f.Source)).Select(g => g.Where(f => f.Rows < LargeFileRows).ToList()).Where(g => g.Count > MaxSmallFiles))
        {
            await MergeAsync(day, manifest, cancellationToken);
        }

        await TidyAliasesAsync(cancellationToken);
    }

    private List<EventFile> Expired(SnapshotManifest manifest, IReadOnlyDictionary<string, int> retentionDays)
    {
        var now = time.GetUtcNow();
        return [.. manifest.Events.Where(f => retentionDays.TryGetValue(f.Source, out var days) && f.Day < EventRetention.FirstKept(days, now))];
    }

    private async Task MergeAsync(IReadOnlyList<EventFile> files, SnapshotManifest manifest, CancellationToken cancellationToken)
    {
        var schema = await catalog.ReadAsync(cancellationToken);
        using var session = new DuckDbSession(scratch, memoryMegabytes: 512);
        await using var rent = await events.OpenAsync(session, schema, files, manifest.Aliases, [.. Enumerable.Range(0, ProfileId.ShardCount)], cancellationToken);
        var carried = Carried(session, schema, rent.Paths.Take(files.Count));
        var name = string.Create(CultureInfo.InvariantCulture, $"events/{files[0].Day:yyyy-MM-dd}/base-{manifest.Generation:d10}-{Guid.NewGuid():N}.parquet");
        await ParquetUpload.CopyAsync(
            session, storage, scratch, $"SELECT {EventColumns.FileList(carried)} FROM events ORDER BY pid, \"at\"", StorageNames.Snapshot, name, cancellationToken, EventColumns.RowGroupRows);
        // Every alias of this manifest is followed in it; those that are published from here on are not.
        var merged = new EventFile(files[0].Day, files[0].Source, name, files.Sum(f => f.Rows), manifest.Generation + 1);
        var replaced = await snapshots.ReplaceAsync(current => files.All(current.Events.Contains) ? Retire(current, files) with { Events = [.. current.Events.Except(files), merged] } : current, cancellationToken);
        if (!replaced.Events.Contains(merged))
        {
            await storage.Blob(StorageNames.Snapshot, name).DeleteIfExistsAsync(cancellationToken: cancellationToken);
        }
    }

    /// <summary>The properties that some of the files have: others would be a column of nulls.</summary>
    private static List<EventProperty> Carried(DuckDbSession session, EventSchema schema, IEnumerable<string> paths)
    {
        var columns = new HashSet<string>(StringComparer.Ordinal);
        using var command = session.Command($"SELECT DISTINCT name FROM parquet_schema({DuckDbSession.FileList(paths)})");
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            columns.Add(reader.GetString(0));
        }

        return [.. schema.Properties.Where(p => columns.Contains(p.ValueColumn))];
    }

    /// <summary>An alias that all files have followed goes; many files of them become one.</summary>
    private async Task TidyAliasesAsync(CancellationToken cancellationToken)
    {
        var manifest = await snapshots.ReadManifestAsync(cancellationToken);
        var needed = Oldest(manifest);
        if (manifest.Aliases.Any(a => a.Generation < needed))
        {
            manifest = await snapshots.ReplaceAsync(current => RetireAliases(current, [.. current.Aliases.Where(a => a.Generation < Oldest(current))]), cancellationToken);
        }

        if (manifest.Aliases.Count <= MaxAliasFiles)
        {
            return;
        }

        var files = manifest.Aliases;
        using var session = new DuckDbSession(scratch, memoryMegabytes: 256);
        await using var rent = await events.RentAsync(files, cancellationToken);
        var all = string.Join(" UNION ALL ", files.Select((f, i) => EventView.SelectAliases(new AliasLocalFile(rent.Paths[i], f.Generation))));
        var kept = string.Create(CultureInfo.InvariantCulture, $"SELECT * FROM ({all}) WHERE generation >= {needed} ORDER BY old");
        var name = string.Create(CultureInfo.InvariantCulture, $"aliases/base-{manifest.Generation:d10}-{Guid.NewGuid():N}.parquet");
        await ParquetUpload.CopyAsync(session, storage, scratch, kept, StorageNames.Snapshot, name, cancellationToken);
        var merged = new AliasFile(name, session.ScalarInt64($"SELECT count(*) FROM ({kept})"));
        var replaced = await snapshots.ReplaceAsync(
            current => files.All(current.Aliases.Contains) ? RetireAliases(current, files) with { Aliases = [merged, .. current.Aliases.Except(files)] } : current, cancellationToken);
        if (!replaced.Aliases.Contains(merged))
        {
            await storage.Blob(StorageNames.Snapshot, name).DeleteIfExistsAsync(cancellationToken: cancellationToken);
        }
    }

    private static long Oldest(SnapshotManifest manifest) => manifest.Events.Select(f => f.Generation).DefaultIfEmpty(long.MaxValue).Min();

    private SnapshotManifest Retire(SnapshotManifest manifest, IReadOnlyCollection<EventFile> files) => files.Count == 0 ? manifest : manifest with
    {
        Generation = manifest.Generation + 1,
        Events = [.. manifest.Events.Except(files)],
        Retired = [.. manifest.Retired, .. files.Select(f => new RetiredFile(f.Name, time.GetUtcNow()))],
    };

    private SnapshotManifest RetireAliases(SnapshotManifest manifest, IReadOnlyCollection<AliasFile> files) => files.Count == 0 ? manifest : manifest with
    {
        Generation = manifest.Generation + 1,
        Aliases = [.. manifest.Aliases.Except(files)],
        Retired = [.. manifest.Retired, .. files.Select(f => new RetiredFile(f.Name, time.GetUtcNow()))],
    };
}
