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
    private DuckDBAppender appender;
    private readonly long[] shardRows = new long[ProfileId.ShardCount];

    /// <param name="schema">Every trait that a row may carry.</param>
    public SnapshotWriter(ActivationStorage storage, ScratchFolder scratch, TraitSchema schema)
    {
        this.storage = storage;
        this.scratch = scratch;
        traits = schema.Traits;
        session = new DuckDbSession(scratch, memoryMegabytes: 512);
        session.Execute($"CREATE TABLE rows (shard UTINYINT, {SnapshotColumns.Definition(schema)}, {SnapshotColumns.VariantDefinition})");
        appender = session.Connection.CreateAppender("rows");
    }

    public void Append(SnapshotRow row)
    {
        shardRows[row.Profile.Shard]++;
        var line = appender.CreateRow();
        line.AppendValue((byte)row.Profile.Shard)
            .AppendValue(row.Profile.Value)
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

        foreach (var variant in Identifiers.Variants)
        {
            var values = row.Identifiers[variant.Name];
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

    /// <summary>Writes and uploads what was appended since the last flush; answers the files by shard.</summary>
    public async Task<IReadOnlyDictionary<int, SnapshotFiles>> FlushAsync(string name, CancellationToken cancellationToken)
    {
        appender.Close();
        appender.Dispose();
        var written = new Dictionary<int, SnapshotFiles>();
        // A session makes one file at a time; those made before are on their way meanwhile.
        using var slots = new SemaphoreSlim(UploadConcurrency);
        var uploads = new List<Task>();
        try
        {
            for (var shard = 0; shard < ProfileId.ShardCount; shard++)
            {
                if (shardRows[shard] > 0)
                {
                    written[shard] = await WriteShardAsync(shard, name, slots, uploads, cancellationToken);
                    shardRows[shard] = 0;
                }
            }
        }
        finally
        {
            await Task.WhenAll(uploads);
        }

        session.Execute("DELETE FROM rows");
        appender = session.Connection.CreateAppender("rows");
        return written;
    }

    public void Dispose()
    {
        appender.Dispose();
        session.Dispose();
    }

    /// <summary>The names under which a flush writes a shard.</summary>
    internal static SnapshotFiles Files(int shard, string name, long rows)
    {
        var prefix = string.Create(CultureInfo.InvariantCulture, $"{shard:x}/{name}");
        return new SnapshotFiles($"{prefix}.traits.parquet", $"{prefix}.ids.parquet", rows);
    }

    private async Task<SnapshotFiles> WriteShardAsync(int shard, string name, SemaphoreSlim slots, List<Task> uploads, CancellationToken cancellationToken)
    {
        var files = Files(shard, name, shardRows[shard]);
        var from = string.Create(CultureInfo.InvariantCulture, $"FROM rows WHERE shard = {shard} ORDER BY pid, source");
        var traitColumns = string.Join(", ", SnapshotColumns.TraitFile(traits));
        foreach (var (columns, blob) in new[] { (traitColumns, files.Traits), (SnapshotColumns.IdsFile, files.Ids) })
        {
            await slots.WaitAsync(cancellationToken);
            var local = ParquetUpload.Write(session, scratch, $"SELECT {columns} {from}");
            uploads.Add(UploadAsync(local, blob, slots, cancellationToken));
        }

        return files;
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
