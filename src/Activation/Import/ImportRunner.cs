using System.Diagnostics;
using System.Globalization;
using Activation.Import.Resume;
using Activation.Monitoring.Tracing;
using Activation.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

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
    private readonly IOptions<ImportOptions> options;
    private readonly IReadOnlyList<IImportListener> listeners;
    private readonly TimeProvider time;
    private readonly ILogger<ImportRunner> logger;

    internal ImportRunner(BlobLeases leases, ImportRegistrar registrar, ImportStore store, FileImport files, IMessageQueue queue, IOptions<ImportOptions> options, IEnumerable<IImportListener> listeners, TimeProvider time, ILogger<ImportRunner> logger)
    {
        this.leases = leases;
        this.registrar = registrar;
        this.store = store;
        this.files = files;
        this.queue = queue;
        this.options = options;
        this.listeners = [.. listeners];
        this.time = time;
        this.logger = logger;
    }

    /// <summary>
    /// Drains the source, for a while: what is left then has a message of its own. If another host drains it, asks again later, because that host may have looked for
    /// the last time already.
    /// </summary>
    public async Task RunAsync(ImportMessage message, CancellationToken cancellationToken)
    {
        if (!SourceId.TryParse(message.Source, out var source))
        {
            ImportLog.InvalidMessage(logger);
            return;
        }

        await Work.RunAsync(logger, "drain", WorkTags.Of(source), () => RunAsync(source, cancellationToken), cause: message.TraceParent, kind: ActivityKind.Consumer);
    }

    private async Task RunAsync(SourceId source, CancellationToken cancellationToken)
    {
        if (await DrainLeasedAsync(source, cancellationToken) is { } rest)
        {
            await queue.SendImportAsync(source, rest, TimeSpan.Zero, cancellationToken);
        }
    }

    /// <returns>Why another message is needed, to be sent when the lease is free for who takes it; null if nothing is left.</returns>
    private async Task<string?> DrainLeasedAsync(SourceId source, CancellationToken cancellationToken)
    {
        await using var lease = await leases.TryAcquireAsync($"import-{source}", cancellationToken);
        if (lease is null)
        {
            ImportLog.SourceBusy(logger, source);
            // One message for each span of the delay is enough, however many ask.
            var span = time.GetUtcNow().Ticks / BusyDelay.Ticks;
            await queue.SendImportAsync(source, $"busy-{span}", BusyDelay, cancellationToken);
            return null;
        }

        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lease.Lost);
        return await DrainAsync(source, linked.Token);
    }

    private async Task<string?> DrainAsync(SourceId source, CancellationToken cancellationToken)
    {
        var budget = new TimeBudget(time, TimeSpan.FromMinutes(options.Value.BudgetMinutes));
        // First whatever no event told of: files are imported in the order in which they were dropped, not in which events arrive.
        foreach (var done in (await registrar.RegisterAllAsync(source, cancellationToken)).Where(e => !e.IsPending))
        {
            await files.CleanUpAsync(done, cancellationToken);
        }

        var rest = await ImportPendingAsync(source, budget, cancellationToken);

        // Also of what a host imported that died before it could tell.
        if (await store.ListUntoldAsync(source, cancellationToken) is [.., var last] untold)
        {
            // What follows is in the trace of the file that was dropped last.
            await Work.RunAsync(logger, "imported", WorkTags.Of(last.Id), () => TellAsync(source, untold, cancellationToken), last.TraceParent);
        }

        return rest;
    }

    private async Task TellAsync(SourceId source, IReadOnlyList<ImportEntry> untold, CancellationToken cancellationToken)
    {
        foreach (var listener in listeners)
        {
            await listener.ImportedAsync(source, cancellationToken);
        }

        foreach (var entry in untold)
        {
            await store.UpdateAsync(entry.Id, e => e with { Untold = false }, cancellationToken);
        }
    }

    /// <returns>Why another message is needed.</returns>
    private async Task<string?> ImportPendingAsync(SourceId source, TimeBudget budget, CancellationToken cancellationToken)
    {
        for (var isFirst = true; await store.ListPendingAsync(source, cancellationToken) is [var next, ..]; isFirst = false)
        {
            if (next.Record.State == ImportState.Held)
            {
                // What was dropped after it waits too, because files apply in order; a decision sends a message.
                break;
            }

            // Each message carries the work on, however small the budget is.
            if ((!isFirst && budget.IsUsedUp) || !await files.RunAsync(next, budget, cancellationToken))
            {
                return await ContinuationAsync(next.Id, cancellationToken);
            }
        }

        return null;
    }

    /// <summary>A new cause for each step that the import has made: a repeated message id may be swallowed.</summary>
    private async Task<string?> ContinuationAsync(ImportId import, CancellationToken cancellationToken)
    {
        var entry = await store.FindEntryAsync(import, cancellationToken);
        return entry is null or { Record.State: ImportState.Held } ? null : string.Create(CultureInfo.InvariantCulture, $"{import.Value}-{entry.Progress?.Checkpoints ?? 0}");
    }
}
