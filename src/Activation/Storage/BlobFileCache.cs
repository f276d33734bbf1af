using System.Collections.Concurrent;

namespace Activation.Storage;

/// <summary>
/// Local copies of immutable blobs for DuckDB to read. Files are rented: a rented file stays; unrented ones are dropped, oldest
/// first, beyond the scratch folder's <see cref="EvaluationBudget.CacheBytes"/>, before another is downloaded.
/// </summary>
public sealed class BlobFileCache(ActivationStorage storage, ScratchFolder scratch) : IDisposable
{
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
                        entry.Bytes = await DownloadAsync(container, name, entry.Path, cancellationToken);
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

    /// <summary>Takes the local file over of a blob that was just uploaded, so that it need not be downloaded.</summary>
    public async Task KeepAsync(string container, string blobName, string local, CancellationToken cancellationToken)
    {
        var bytes = new FileInfo(local).Length;
        await MakeRoomAsync(bytes, cancellationToken);
        var entry = entries.GetOrAdd($"{container}/{blobName}", static (_, file) => new Entry(file), scratch.NewFile(".parquet"));
        await entry.Gate.WaitAsync(cancellationToken);
        try
        {
            if (!entry.Present)
            {
                File.Move(local, entry.Path, overwrite: true);
                entry.Bytes = bytes;
                entry.Present = true;
                entry.UsedAt = Interlocked.Increment(ref clock);
            }
        }
        finally
        {
            entry.Gate.Release();
        }
    }

    /// <summary>Drops the local copy of a blob that was deleted; one that is rented goes when there is no more room, or with the host.</summary>
    public async Task ForgetAsync(string container, string blobName)
    {
        if (entries.TryGetValue($"{container}/{blobName}", out var entry))
        {
            await entry.Gate.WaitAsync(CancellationToken.None);
            DropAndRelease(entry);
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

        await MakeRoomAsync(0, CancellationToken.None);
    }

    private async Task<long> DownloadAsync(string container, string blobName, string path, CancellationToken cancellationToken)
    {
        using var download = (await storage.Blob(container, blobName).DownloadStreamingAsync(cancellationToken: cancellationToken)).Value;
        await MakeRoomAsync(download.Details.ContentLength, cancellationToken);
        await using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None);
        await download.Content.CopyToAsync(file, cancellationToken);
        return file.Length;
    }

    private async Task MakeRoomAsync(long bytes, CancellationToken cancellationToken)
    {
        await eviction.WaitAsync(cancellationToken);
        try
        {
            var total = entries.Values.Sum(e => e.Bytes) + bytes;
            foreach (var entry in entries.Values.Where(e => e.Present).OrderBy(e => e.UsedAt))
            {
                if (total <= scratch.Budget.CacheBytes)
                {
                    break;
                }

                // Whoever holds the gate uses the file, or waits for room itself.
                if (await entry.Gate.WaitAsync(0, CancellationToken.None))
                {
                    total -= DropAndRelease(entry);
                }
            }
        }
        finally
        {
            eviction.Release();
        }
    }

    private static long DropAndRelease(Entry entry)
    {
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
