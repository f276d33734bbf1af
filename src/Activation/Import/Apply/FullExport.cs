using Activation.Import.Rows;
using Activation.Profiles;

namespace Activation.Import.Apply;

/// <summary>
/// The end of a full export, once it is read: who is missing, and then, if that is not held, what was read goes to the table and the missing lose what the source
/// says of them. Shard by shard, so that memory does not grow with the store.
/// </summary>
internal sealed class FullExport(
    ProfileStore profiles, SnapshotLookup snapshot, SeenProfiles seen, WrittenParts parts, ImportTally tally, UpdateLimits limits, SourceId source, DateTimeOffset observedAt)
{
    public long Known => snapshot.Count;

    /// <summary>How many of <see cref="Known"/> the file does not list.</summary>
    public long CountMissing()
    {
        var missing = tally.Dropped;
        for (var shard = 0; shard < ProfileId.ShardCount; shard++)
        {
            missing += snapshot.Missing(shard, seen.InShard(shard)).Count;
        }

        return missing;
    }

    /// <summary>Brings the table to what a part says.</summary>
    public async Task WriteAsync(int part, TraitSchema schema, CancellationToken cancellationToken)
    {
        var (rows, deleted) = await parts.ReadAsync(part, schema, cancellationToken);
        await profiles.WriteAsync(rows, new Dictionary<ProfileId, SnapshotRow>(), schema, limits.WriteConcurrency, cancellationToken);
        foreach (var of in deleted.GroupBy(d => d.Source, d => d.Profile))
        {
            await profiles.DeleteAsync(of, of.Key, limits.WriteConcurrency, cancellationToken);
        }
    }

    /// <summary>Drops the missing of a shard.</summary>
    public async Task DropAsync(int shard, TraitSchema schema, CancellationToken cancellationToken)
    {
        foreach (var group in snapshot.Missing(shard, seen.InShard(shard)).Chunk(limits.Rows))
        {
            await profiles.DeleteAsync(group, source, limits.WriteConcurrency, cancellationToken);
            var version = parts.NextVersion;
            var part = parts.Next;
            await parts.BeginAsync([.. group.Select(p => SnapshotRow.Tombstone(p, source, version, observedAt))], schema, new Dictionary<ProfileId, ProfileId>(), cancellationToken);
            seen.Add(group.Select(p => (p, part)));
            tally.Dropped += group.Length;
        }
    }
}
