using System.Globalization;
using DuckDB.NET.Data;
using Activation.Storage;

namespace Activation.Profiles;

/// <summary>
/// Collects rows and writes them as one pair of Parquet blobs a shard. Blob names are the caller's (deterministic), so writing
/// again after a crash replaces the same blobs.
/// </summary>
public sealed class SnapshotWriter : IDisposable
{
    private const int UploadConcurrency = 4;

    private readonly ActivationStorage storage;
    private readonly ScratchFolder scratch;
    private readonly DuckDbSession session;
    private readonly IReadOnlyList<Trait> traits;
    private readonly string columns;
    private readonly List<SnapshotRow>[] shards = [.. Enumerable.Range(0, ProfileId.ShardCount).Select(_ => new List<SnapshotRow>())];

    /// <param name="schema">Every trait that a row may carry.</param>
    public SnapshotWriter(ActivationStorage storage, ScratchFolder scratch, TraitSchema schema)
    {
        this.storage = storage;
        this.scratch = scratch;
        traits = schema.Traits;
        session = new DuckDbSession(scratch, memoryMegabytes: 512);
        columns = $"{SnapshotColumns.Definition(schema)}, {SnapshotColumns.VariantDefinition}";
    }

    /// <summary>The row is kept until the next flush.</summary>
    public void Append(SnapshotRow row) => shards[row.Profile.Shard].Add(row);

    /// <summary>Writes and uploads what was appended since the last flush; answers the files by shard.</summary>
    public async Task<IReadOnlyDictionary<int, SnapshotFiles>> FlushAsync(string name, CancellationToken cancellationToken)
    {
        var written = new Dictionary<int, SnapshotFiles>();
        // A session makes one file at a time; those made before are on their way meanwhile.
        using var slots = new SemaphoreSlim(UploadConcurrency);
        var uploads = new List<Task>();
        try
        {
            for (var shard = 0; shard < ProfileId.ShardCount; shard++)
            {
                if (shards[shard].Count > 0)
                {
                    written[shard] = await WriteShardAsync(shard, name, slots, uploads, cancellationToken);
                    shards[shard].Clear();
                }
            }
        }
        finally
        {
            await Task.WhenAll(uploads);
        }

        return written;
    }

    public void Dispose() => session.Dispose();

    /// <summary>The names under which a flush writes a shard.</summary>
    internal static SnapshotFiles Files(int shard, string name, long rows)
    {
        var prefix = string.Create(CultureInfo.InvariantCulture, $"{shard:x}/{name}");
        return new SnapshotFiles($"{prefix}.traits.parquet", $"{prefix}.ids.parquet", rows);
    }

    private async Task<SnapshotFiles> WriteShardAsync(int shard, string name, SemaphoreSlim slots, List<Task> uploads, CancellationToken cancellationToken)
    {
        var files = Files(shard, name, shards[shard].Count);
        session.Execute($"CREATE OR REPLACE TABLE rows ({columns})");
        using (var appender = session.Connection.CreateAppender("rows"))
        {
            foreach (var row in shards[shard])
            {
                Append(appender.CreateRow(), row);
            }
        }

        var traitColumns = string.Join(", ", SnapshotColumns.TraitFile(traits));
        foreach (var (selected, blob) in new[] { (traitColumns, files.Traits), (SnapshotColumns.IdsFile, files.Ids) })
        {
            await slots.WaitAsync(cancellationToken);
            var local = ParquetUpload.Write(session, scratch, $"SELECT {selected} FROM rows ORDER BY pid, source");
            uploads.Add(UploadAsync(local, blob, slots, cancellationToken));
        }

        return files;
    }

    private void Append(IDuckDBAppenderRow line, SnapshotRow row)
    {
        line.AppendValue(row.Profile.Value)
            .AppendValue(row.Source.Value)
            .AppendValue(row.Version)
            .AppendValue(row.Deleted)
            .AppendValue(row.ObservedAt.UtcDateTime)
            .AppendValue(row.Fingerprint)
            .AppendValue(row.Identifiers.Digest())
            .AppendValue(row.Identifiers.Mask());
        foreach (var trait in traits)
        {
            TraitAppender.Append(line, row.Traits.GetValueOrDefault(trait.Ordinal));
            line.AppendValue(row.ObservedTimes.TryGetValue(trait.Ordinal, out var at) ? (DateTime?)at.UtcDateTime : null);
        }

        for (var variant = 0; variant < Identifiers.Variants.Count; variant++)
        {
            var values = row.Identifiers[variant];
            if (values.Count == 0)
            {
                line.AppendNullValue();
            }
            else
            {
                line.AppendValue(values);
            }
        }

        line.EndRow();
    }

    private async Task UploadAsync(string local, string blob, SemaphoreSlim slots, CancellationToken cancellationToken)
    {
        try
        {
            await ParquetUpload.UploadAsync(storage, local, StorageNames.Snapshot, blob, cancellationToken);
        }
        finally
        {
            slots.Release();
        }
    }
}
