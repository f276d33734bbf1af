using Activation.Storage;
using Microsoft.Extensions.Logging;

namespace Activation.Import;

/// <summary>Imports one source's registered files in drop order, under a lease.</summary>
public sealed class ImportRunner
{
    private static readonly TimeSpan BusyDelay = TimeSpan.FromSeconds(5);

    private readonly BlobLeases leases;
    private readonly ImportRegistrar registrar;
    private readonly ImportStore store;
    private readonly FileImport files;
    private readonly IMessageQueue queue;
    private readonly TimeProvider time;
    private readonly ILogger<ImportRunner> logger;

    internal ImportRunner(BlobLeases leases, ImportRegistrar registrar, ImportStore store, FileImport files, IMessageQueue queue, TimeProvider time, ILogger<ImportRunner> logger)
    {
        this.leases = leases;
        this.registrar = registrar;
        this.store = store;
        this.files = files;
        this.queue = queue;
        this.time = time;
        this.logger = logger;
    }

    /// <summary>
    /// Drains the source. If another host does, asks again later, because that host may have looked for the last time already.
    /// </summary>
    public async Task RunAsync(ImportMessage message, CancellationToken cancellationToken)
    {
        if (!SourceId.TryParse(message.Source, out var source))
        {
            ImportLog.InvalidMessage(logger);
            return;
        }

        await using var lease = await leases.TryAcquireAsync($"import-{source}", cancellationToken);
        if (lease is null)
        {
            ImportLog.SourceBusy(logger, source);
            // One message for each span of the delay is enough, however many ask.
            var span = time.GetUtcNow().Ticks / BusyDelay.Ticks;
            await queue.SendImportAsync(source, $"busy-{span}", BusyDelay, cancellationToken);
            return;
        }

        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lease.Lost);
        await DrainAsync(source, linked.Token);
    }

    private async Task DrainAsync(SourceId source, CancellationToken cancellationToken)
    {
        // First whatever no event told of: files are imported in the order in which they were dropped, not in which events arrive.
        foreach (var done in (await registrar.RegisterAllAsync(source, cancellationToken)).Where(e => !e.IsPending))
        {
            await files.CleanUpAsync(done, cancellationToken);
        }

        while (await store.ListPendingAsync(source, cancellationToken) is [var next, ..])
        {
            await files.RunAsync(next, cancellationToken);
        }
    }
}
