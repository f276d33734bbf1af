namespace Activation.Sync.Ledger;

/// <summary>Names the current files of a sync's ledger and its open run. Immutable; replaced as a whole under its ETag.</summary>
public sealed record LedgerManifest
{
    public int SchemaVersion { get; init; } = 1;

    /// <summary>Made once for each ledger. Part of the audience's marker, so that an audience that an earlier ledger filled is never adopted.</summary>
    public string LedgerId { get; init; } = "";

    /// <summary>Counts replacements; the `seq` of rows written with it.</summary>
    public long Generation { get; init; }

    public IReadOnlyList<LedgerFile> Base { get; init; } = [];

    /// <summary>Changes since, oldest first.</summary>
    public IReadOnlyList<LedgerFile> Changes { get; init; } = [];

    /// <summary>The run whose batches may be under way; null between runs.</summary>
    public string? OpenRun { get; init; }

    /// <summary>The attempt to plan the open run whose batches are delivered; see <see cref="RunPlans"/>.</summary>
    public string? OpenPlan { get; init; }

    /// <summary>The newest run that was planned: an older one that comes late has nothing left to do.</summary>
    public string? NewestRun { get; init; }

    /// <summary>Digest of the sync's options that decide how a member's row looks; when it changes, every row is looked at anew.</summary>
    public string? RowOptions { get; init; }

    /// <summary>Replaced files and when; removed an hour later.</summary>
    public IReadOnlyList<Profiles.RetiredFile> Retired { get; init; } = [];

    /// <summary>Blobs of rows that are kept elsewhere until the destination can be called again; see <see cref="ParkedRows"/>.</summary>
    // Generated JSON readers set an absent init-only property to null.
    public IReadOnlyList<string> Parked { get; init => field = value ?? []; } = [];

    public long Rows => Base.Sum(f => f.Rows) + Changes.Sum(f => f.Rows);

    /// <summary>The files that may hold rows of these shards.</summary>
    public IEnumerable<LedgerFile> Files(IReadOnlyCollection<int> shards) =>
        Base.Concat(Changes).Where(f => f.Shard is not { } shard || shards.Contains(shard));
}

/// <summary>A Parquet blob of ledger rows; of one shard, or of all where <paramref name="Shard"/> is null.</summary>
public sealed record LedgerFile(string Name, long Rows, int? Shard)
{
    /// <summary>Every row of it was confirmed since it was written, whatever state it has in the file. Only of a base.</summary>
    public bool IsConfirmed { get; init; }
}
