using System.Diagnostics;
using Azure;
using Azure.Storage.Blobs.Models;
using Activation.Monitoring.Tracing;
using Activation.Storage;
using Microsoft.Extensions.Logging;

namespace Activation.Import;

/// <summary>Registers dropped files; the work is done by <see cref="ImportRunner"/>.</summary>
public sealed class ImportRegistrar(ActivationStorage storage, ImportStore store, IMessageQueue queue, TimeProvider time, ILogger<ImportRegistrar> logger)
{
    /// <summary>
    /// Registers the blob `crm/{blobName}` in its current version (path + ETag) and queues a drain of its source. Repeating it changes nothing.
    /// A blob that is gone, or lies outside a source's folder, is not an error.
    /// </summary>
    public Task RegisterAsync(string blobName, CancellationToken cancellationToken) => RegisterDropAsync(StorageNames.Crm, blobName, cancellationToken);

    /// <summary>The same for the blob `events/{blobName}`.</summary>
    public Task RegisterEventsAsync(string blobName, CancellationToken cancellationToken) => RegisterDropAsync(StorageNames.Events, blobName, cancellationToken);

    private Task RegisterDropAsync(string container, string blobName, CancellationToken cancellationToken) =>
        Work.RunAsync(logger, "drop", WorkTags.None, () => RegisterAsync(container, blobName, cancellationToken), kind: ActivityKind.Consumer);

    private async Task RegisterAsync(string container, string blobName, CancellationToken cancellationToken)
    {
        try
        {
            var blob = await storage.Blob(container, blobName).GetPropertiesAsync(cancellationToken: cancellationToken);
            var isFolder = IsFolder(blobName, blob.Value.Metadata);
            if (!isFolder && await AddAsync(container, blobName, blob.Value.ETag, blob.Value.LastModified, cancellationToken) is { IsPending: true } entry)
            {
                await queue.SendImportAsync(entry.Id.Source, entry.Id.Value, TimeSpan.Zero, cancellationToken);
            }
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            // Imported and deleted already, or deleted by who dropped it.
        }
    }

    /// <summary>
    /// Lists the containers `crm` and `events`, registers what was missed, and queues a drain of each source that has files, or imports of whose end nobody was told: its message may be lost.
    /// </summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var sources = new HashSet<SourceId>();
        await foreach (var entry in ListAsync("", cancellationToken))
        {
            sources.Add(entry.Id.Source);
        }

        sources.UnionWith((await store.ListUntoldAsync(source: null, cancellationToken)).Select(e => e.Id.Source));
        var cause = $"sweep-{time.GetUtcNow().ToUnixTimeMilliseconds()}";
        foreach (var source in sources)
        {
            await queue.SendImportAsync(source, cause, TimeSpan.Zero, cancellationToken);
        }
    }

    /// <summary>Registers every file of the source that is there; answers the entries of all of them, done or not.</summary>
    internal async Task<IReadOnlyList<ImportEntry>> RegisterAllAsync(SourceId source, CancellationToken cancellationToken)
    {
        var entries = new List<ImportEntry>();
        await foreach (var entry in ListAsync($"{source}/", cancellationToken))
        {
            entries.Add(entry);
        }

        return entries;
    }

    /// <summary>Registers a version of a file; null if it lies outside a source's folder.</summary>
    internal async Task<ImportEntry?> AddAsync(string container, string blobName, ETag etag, DateTimeOffset lastModified, CancellationToken cancellationToken)
    {
        var slash = blobName.IndexOf('/', StringComparison.Ordinal);
        if (slash < 1 || slash == blobName.Length - 1 || !SourceId.TryParse(blobName[..slash], out var source))
        {
            ImportLog.OutsideSource(logger);
            return null;
        }

        // A header carries the ETag in quotes, a listing without.
        var version = etag.ToString().Trim('"');
        var id = DropFolder.Id(source, container, blobName, version);
        var record = new ImportRecord
        {
            ImportId = id.Value,
            Source = source.Value,
            Name = blobName[(slash + 1)..],
            State = ImportState.Queued,
            DroppedAt = lastModified,
        };
        var (entry, added) = await store.RegisterAsync(new ImportEntry { Id = id, Record = record, Container = container, BlobETag = version, TraceParent = ActivationTracing.Current }, cancellationToken);
        if (added)
        {
            ImportLog.Registered(logger, id);
        }

        return entry;
    }

    private async IAsyncEnumerable<ImportEntry> ListAsync(string prefix, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var options = new GetBlobsOptions { Traits = BlobTraits.Metadata, Prefix = prefix };
        foreach (var container in DropFolder.Containers)
        {
            await foreach (var blob in storage.Container(container).GetBlobsAsync(options, cancellationToken))
            {
                if (!IsFolder(blob.Name, blob.Metadata) && blob.Properties is { ETag: { } etag, LastModified: { } modified }
                    && await AddAsync(container, blob.Name, etag, modified, cancellationToken) is { } entry)
                {
                    yield return entry;
                }
            }
        }
    }

    /// <summary>Accounts with a hierarchical namespace, and tools that imitate one, keep an empty blob for each folder.</summary>
    private static bool IsFolder(string name, IDictionary<string, string>? metadata) =>
        name.EndsWith('/') || metadata?.Any(m => m.Key.Equals("hdi_isfolder", StringComparison.OrdinalIgnoreCase) && m.Value == "true") == true;
}
