using System.Globalization;
using Activation.Import.Apply;
using Activation.Profiles.Events;
using Activation.Storage;
using Azure;

namespace Activation.Profiles;

/// <summary>
/// Takes profiles out of the snapshot: each file that has one of them is written again without it. Publications may happen meanwhile; a file that was replaced is
/// looked for anew, until none that the manifest names has any of them. What is replaced is deleted as any replaced file.
/// </summary>
internal sealed class SnapshotPurge(SnapshotStore snapshots, TraitCatalog catalog, ActivationStorage storage, BlobFileCache cache, ScratchFolder scratch)
{
    private const string Without = "pid NOT IN (SELECT pid FROM people)";

    /// <summary>Answers whether there was anything of them.</summary>
    public async Task<bool> PurgeAsync(IReadOnlyCollection<ProfileId> profiles, CancellationToken cancellationToken)
    {
        var found = false;
        foreach (var shard in profiles.GroupBy(p => p.Shard))
        {
            found |= await UntilGoneAsync(() => PurgeShardAsync(shard.Key, [.. shard], cancellationToken));
        }

        found |= await UntilGoneAsync(() => PurgeSeenAsync(profiles, cancellationToken));
        found |= await UntilGoneAsync(() => PurgeEventsAsync(profiles, cancellationToken));
        return found | await UntilGoneAsync(() => PurgeAliasesAsync(profiles, cancellationToken));
    }

    /// <param name="purge">Answers whether it had found anything.</param>
    private static async Task<bool> UntilGoneAsync(Func<Task<bool>> purge)
    {
        var found = false;
        while (true)
        {
            try
            {
                if (!await purge())
                {
                    return found;
                }

                found = true;
            }
            catch (RequestFailedException e) when (e.Status == 404)
            {
                // A file was replaced and removed since the manifest was read: the next look has others.
            }
        }
    }

    private async Task<bool> PurgeShardAsync(int shard, IReadOnlyCollection<ProfileId> profiles, CancellationToken cancellationToken)
    {
        var manifest = await snapshots.ReadManifestAsync(cancellationToken);
        var files = manifest.Shards[shard].Files.Select(f => f.Traits).ToList();
        // Tombstones too: they have the profile's id.
        if (!await HoldAsync(files, "pid", profiles, cancellationToken))
        {
            return false;
        }

        await snapshots.CompactShardAsync(shard, manifest, await catalog.ReadAsync(cancellationToken), profiles, cancellationToken);
        return true;
    }

    private async Task<bool> PurgeSeenAsync(IReadOnlyCollection<ProfileId> profiles, CancellationToken cancellationToken)
    {
        foreach (var file in (await snapshots.ReadManifestAsync(cancellationToken)).Seen)
        {
            if (await HoldAsync([file.Name], "pid", profiles, cancellationToken))
            {
                var (name, rows) = await RewriteAsync(file.Name, "seen/", Without, "pid", null, profiles, cancellationToken);
                await ReplaceAsync(
                    file.Name, name, m => m.Seen.Contains(file) ? m with { Seen = [.. m.Seen.Select(f => f != file ? f : f with { Name = name, Rows = rows }).Where(f => f.Rows > 0)] } : null, cancellationToken);
                return true;
            }
        }

        return false;
    }

    private async Task<bool> PurgeEventsAsync(IReadOnlyCollection<ProfileId> profiles, CancellationToken cancellationToken)
    {
        foreach (var file in (await snapshots.ReadManifestAsync(cancellationToken)).Events)
        {
            if (await HoldAsync([file.Name], "pid", profiles, cancellationToken))
            {
                var folder = string.Create(CultureInfo.InvariantCulture, $"events/{file.Day:yyyy-MM-dd}/");
                var (name, rows) = await RewriteAsync(file.Name, folder, Without, "pid, \"at\"", EventColumns.RowGroupRows, profiles, cancellationToken);
                await ReplaceAsync(
                    file.Name, name, m => m.Events.Contains(file) ? m with { Events = [.. m.Events.Select(f => f != file ? f : f with { Name = name, Rows = rows }).Where(f => f.Rows > 0)] } : null, cancellationToken);
                return true;
            }
        }

        return false;
    }

    private async Task<bool> PurgeAliasesAsync(IReadOnlyCollection<ProfileId> profiles, CancellationToken cancellationToken)
    {
        foreach (var file in (await snapshots.ReadManifestAsync(cancellationToken)).Aliases)
        {
            if (await HoldAsync([file.Name], "pid", profiles, cancellationToken) || await HoldAsync([file.Name], "old", profiles, cancellationToken))
            {
                var (name, rows) = await RewriteAsync(file.Name, "aliases/", $"{Without} AND old NOT IN (SELECT pid FROM people)", "old", null, profiles, cancellationToken);
                await ReplaceAsync(
                    file.Name, name, m => m.Aliases.Contains(file) ? m with { Aliases = [.. m.Aliases.Select(f => f != file ? f : f with { Name = name, Rows = rows }).Where(f => f.Rows > 0)] } : null, cancellationToken);
                return true;
            }
        }

        return false;
    }

    private async Task<bool> HoldAsync(IReadOnlyList<string> files, string column, IReadOnlyCollection<ProfileId> profiles, CancellationToken cancellationToken)
    {
        if (files.Count == 0)
        {
            return false;
        }

        using var session = new DuckDbSession(scratch, memoryMegabytes: 256);
        session.FillProfiles("people", profiles);
        await using var rent = await cache.RentAsync(StorageNames.Snapshot, files, cancellationToken);
        return session.ScalarInt64($"SELECT count(*) FROM (SELECT {column} FROM read_parquet({DuckDbSession.FileList(rent.Paths)}, union_by_name = true) WHERE {column} IN (SELECT pid FROM people) LIMIT 1)") > 0;
    }

    private async Task<(string Name, long Rows)> RewriteAsync(
        string file, string folder, string where, string order, int? rowGroupRows, IReadOnlyCollection<ProfileId> profiles, CancellationToken cancellationToken)
    {
        using var session = new DuckDbSession(scratch, memoryMegabytes: 512);
        session.FillProfiles("people", profiles);
        await using var rent = await cache.RentAsync(StorageNames.Snapshot, [file], cancellationToken);
        var kept = $"SELECT * FROM read_parquet({DuckDbSession.FileList(rent.Paths)}) WHERE {where}";
        var name = $"{folder}{SnapshotStore.CompactedPrefix}purged-{Guid.NewGuid():N}.parquet";
        await ParquetUpload.CopyAsync(session, storage, scratch, $"{kept} ORDER BY {order}", StorageNames.Snapshot, name, cancellationToken, rowGroupRows);
        return (name, session.ScalarInt64($"SELECT count(*) FROM ({kept})"));
    }

    /// <param name="change">Null: the manifest no longer names the file.</param>
    private async Task ReplaceAsync(string file, string rewritten, Func<SnapshotManifest, SnapshotManifest?> change, CancellationToken cancellationToken)
    {
        var manifest = await snapshots.ReplaceAsync(m => change(m) is { } next ? snapshots.Retire(next, [file]) : m, cancellationToken);
        var isNamed = manifest.Seen.Select(f => f.Name).Concat(manifest.Events.Select(f => f.Name)).Concat(manifest.Aliases.Select(f => f.Name)).Contains(rewritten, StringComparer.Ordinal);
        if (!isNamed)
        {
            await snapshots.DeleteAsync([rewritten], cancellationToken);
        }
    }
}
