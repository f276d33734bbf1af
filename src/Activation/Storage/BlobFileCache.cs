using System.Collections.Concurrent;

namespace Activation.Storage;

/// <summary>
/// Local copies of immutable blobs for DuckDB to read. Files are rented: a rented file stays; unrented ones are dropped, oldest
/// first, beyond <see cref="CapacityBytes"/> (Flex Consumption instances have some 500 MB of local disk).
/// </summary>
public sealed class BlobFileCache(ActivationStorage storage, ScratchFolder scratch) : IDisposable
{
    private const long CapacityBytes = 400L * 1024 * 1024;

    private readonly ConcurrentDictionary<string, Entry> entries = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim eviction = new(1, 1);
    private long clock;

    /// <summary>Downloads what is missing and keeps all of it until the rent is disposed.</summary>
    /// <exception cref="Azure.RequestFailedException">404: the blob was replaced and removed meanwhile; read the manifest again.</exception>
    public async Task<FileRent> RentAsync(string container, IReadOnlyCollection<string> blobNames, CancellationToken cancellationToken)
    {
        var rented = new List<Entry>(blobNames.Count);
        try
        {
            foreach (var name in blobNames)
            {
                var entry = entries.GetOrAdd($"{container}/{name}", static (_, file) => new Entry(file), scratch.NewFile(".parquet"));
                await entry.Gate.WaitAsync(cancellationToken);
                try
                {
                    entry.Rents++;
                    rented.Add(entry);
                    if (!entry.Present)
                    {
                        await storage.Blob(container, name).DownloadToAsync(entry.Path, cancellationToken);
                        entry.Bytes = new FileInfo(entry.Path).Length;
                        entry.Present = true;
                    }

                    entry.UsedAt = Interlocked.Increment(ref clock);
                }
                finally
                {
                    entry.Gate.Release();
                }
            }
        }
        catch
        {
            await ReturnAsync(rented);
            throw;
        }

        return new FileRent(this, rented);
    }

    /// <summary>Drops the local copy of a blob that was deleted; one that is rented goes when there is no more room, or with the host.</summary>
    public async Task ForgetAsync(string container, string blobName)
    {
        if (entries.TryGetValue($"{container}/{blobName}", out var entry))
        {
            await TryDropAsync(entry);
        }
    }

    public void Dispose() => eviction.Dispose();

    internal async Task ReturnAsync(IReadOnlyList<Entry> rented)
    {
        foreach (var entry in rented)
        {
            await entry.Gate.WaitAsync(CancellationToken.None);
            entry.Rents--;
            entry.Gate.Release();
        }

        await eviction.WaitAsync(CancellationToken.None);
        try
        {
            var total = entries.Values.Sum(e => e.Bytes);
            foreach (var entry in entries.Values.Where(e => e.Present).OrderBy(e => e.UsedAt))
            {
                if (total <= CapacityBytes)
                {
                    break;
                }

                total -= await TryDropAsync(entry);
            }
        }
        finally
        {
            eviction.Release();
        }
    }

    private static async Task<long> TryDropAsync(Entry entry)
    {
        await entry.Gate.WaitAsync(CancellationToken.None);
        try
        {
            if (entry.Rents > 0 || !entry.Present)
            {
                return 0;
            }

            File.Delete(entry.Path);
            var bytes = entry.Bytes;
            entry.Present = false;
            entry.Bytes = 0;
            return bytes;
        }
        finally
        {
            entry.Gate.Release();
        }
    }

    internal sealed class Entry(string path)
    {
        public string Path { get; } = path;

        public SemaphoreSlim Gate { get; } = new(1, 1);

        public int Rents { get; set; }

        public bool Present { get; set; }

        public long Bytes { get; set; }

        public long UsedAt { get; set; }
    }
}
