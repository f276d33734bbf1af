using Activation.Profiles.Events;

namespace Activation.Profiles;

/// <summary>Names the current files of the snapshot. Immutable; replaced as a whole under its ETag.</summary>
public sealed record SnapshotManifest
{
    public const int CurrentSchema = 1;

    public int SchemaVersion { get; init; } = CurrentSchema;

    /// <summary>Counts publications and compactions; part of the names of compacted files.</summary>
    public long Generation { get; init; }

    /// <summary>One for each first hex digit of the profile id, in order.</summary>
    public IReadOnlyList<SnapshotShard> Shards { get; init; } = [.. Enumerable.Range(0, ProfileId.ShardCount).Select(_ => SnapshotShard.Empty)];

    /// <summary>The highest row version that each source has published: a source's next import writes higher ones.</summary>
    public IReadOnlyDictionary<string, long> SourceVersions { get; init; } = new Dictionary<string, long>(StringComparer.Ordinal);

    /// <summary>The newest import that each source has published: publishing it again changes nothing.</summary>
    public IReadOnlyDictionary<string, string> SourceImports { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Replaced files and when they were replaced; readers may still hold them, so they live for one more hour.</summary>
    public IReadOnlyList<RetiredFile> Retired { get; init; } = [];

    /// <summary>Absent, as in manifests from before there were events: none.</summary>
    public IReadOnlyList<EventFile> Events { get; init => field = value ?? []; } = [];

    /// <summary>Merges that events of <see cref="Events"/> may have to follow.</summary>
    public IReadOnlyList<AliasFile> Aliases { get; init => field = value ?? []; } = [];

    /// <summary>Absent, as in manifests from before values could be gone: none.</summary>
    public IReadOnlyList<SeenFile> Seen { get; init => field = value ?? []; } = [];

    public long Rows => Shards.Sum(s => s.Rows);

    /// <summary>Differs whenever rows of the source were published, be it by another source's import that merged profiles.</summary>
    public string StateOf(string source) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{SourceImports.GetValueOrDefault(source)}/{SourceVersions.GetValueOrDefault(source)}");
}

/// <summary>A shard: one compacted base and the changes since, oldest first.</summary>
public sealed record SnapshotShard
{
    public static readonly SnapshotShard Empty = new();

    public SnapshotFiles? Base { get; init; }

    public IReadOnlyList<SnapshotFiles> Changes { get; init; } = [];

    public long Rows => (Base?.Rows ?? 0) + Changes.Sum(c => c.Rows);

    public IEnumerable<SnapshotFiles> Files => Base is null ? Changes : Changes.Prepend(Base);
}

/// <summary>Two Parquet blobs with the same (pid, source, version) rows: traits with digests, and identifiers.</summary>
public sealed record SnapshotFiles(string Traits, string Ids, long Rows);

public sealed record RetiredFile(string Name, DateTimeOffset At);
