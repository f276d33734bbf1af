namespace Activation.Storage;

/// <summary>Local files that stay until this is disposed; in the order in which the blobs were named.</summary>
public sealed class FileRent : IAsyncDisposable
{
    private readonly BlobFileCache cache;
    private readonly IReadOnlyList<BlobFileCache.Entry> entries;

    internal FileRent(BlobFileCache cache, IReadOnlyList<BlobFileCache.Entry> entries)
    {
        this.cache = cache;
        this.entries = entries;
        Paths = [.. entries.Select(e => e.Path)];
    }

    public IReadOnlyList<string> Paths { get; }

    public async ValueTask DisposeAsync() => await cache.ReturnAsync(entries);
}
