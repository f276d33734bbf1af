using System.Text.Json;
using Activation.Import.Events;
using Activation.Import.Resume;
using Activation.Monitoring.Metrics;
using Activation.Monitoring.Tracing;
using Activation.Profiles;
using Activation.Storage;
using Microsoft.Extensions.Logging;

namespace Activation.Import;

/// <summary>
/// Imports one registered file. In the order that makes it safe to be killed anywhere: profile table, changes files, counts, manifest,
/// receipt, and last the raw file's deletion. Whatever was written before the manifest is written again, to the same end.
/// </summary>
internal sealed class FileImport(ImportTools tools, Definitions definitions, EventUpkeep upkeep, IEnumerable<IReceiptListener> listeners, ActivationMetrics metrics, ILogger<FileImport> logger)
{
    /// <summary>
    /// Imports, or carries on what was interrupted. Answers whether nothing is left to do; if not, the import is saved to be continued, or held. Expected failures are
    /// in the receipt; exceptions mean: try again.
    /// </summary>
    public Task<bool> RunAsync(ImportEntry entry, TimeBudget budget, CancellationToken cancellationToken) =>
        Work.RunAsync(logger, "import", WorkTags.Of(entry.Id), () => RunNowAsync(entry, budget, cancellationToken), entry.TraceParent);

    private async Task<bool> RunNowAsync(ImportEntry entry, TimeBudget budget, CancellationToken cancellationToken)
    {
        var manifest = await tools.Snapshots.ReadManifestAsync(cancellationToken);
        if (manifest.SourceImports.GetValueOrDefault(entry.Record.Source) == entry.Id.Value)
        {
            ImportLog.Resumed(logger, entry.Id);
            await FinishAsync(entry, cancellationToken);
            return true;
        }

        if (entry.Progress is null)
        {
            metrics.Begun(StorageNames.ImportQueue, entry.Record.DroppedAt, tools.Time.GetUtcNow());
        }

        var isFirstAttempt = entry.Record.StartedAt is null;
        ImportLog.Started(logger, entry.Id, entry.Progress?.Tally?.RowsRead ?? 0);
        entry = entry with
        {
            Prepared = false,
            Record = entry.Record with { State = ImportState.Running, StartedAt = entry.Progress is null ? tools.Time.GetUtcNow() : entry.Record.StartedAt, Failure = null },
        };
        await tools.Store.SaveAsync(entry, cancellationToken);
        var (content, failure) = await new RawFile(tools.Storage, entry).OpenAsync(cancellationToken);
        if (content is null)
        {
            await FinishAsync(Failed(entry, failure), cancellationToken);
            return true;
        }

        await using (content)
        {
            var source = await definitions.Sources.FindAsync(entry.Record.Source, cancellationToken) ?? DropFolder.Undescribed(entry.Container);
            entry = entry with { AfterImport = source.AfterImport };
            var misplaced = DropFolder.Check(source.Kind, entry.Container);
            var (reader, problem) = misplaced is null ? await FileReader.OpenAsync(content, tools.Input(entry, source), source.Mapping, cancellationToken) : (null, misplaced);
            if (reader is null)
            {
                entry = Failed(entry, problem);
            }
            else
            {
                await using (reader)
                {
                    await using var rows = await RowImport.OpenAsync(tools, entry, isFirstAttempt, source with { Mode = reader.Mode ?? source.Mode }, reader, manifest, cancellationToken);
                    try
                    {
                        entry = await rows.RunAsync(budget, cancellationToken);
                    }
                    catch (SnapshotMovedException)
                    {
                        // Another source's import merged profiles that this one has read: the message comes again, and finds no progress.
                        await rows.UndoAsync(cancellationToken);
                        await tools.Store.SaveAsync(entry with { Progress = null }, cancellationToken);
                        throw;
                    }
                }
            }
        }

        if (!entry.Prepared)
        {
            ImportLog.Paused(logger, entry.Id, entry.Record.RowsRead, ImportEntry.StateName(entry.Record.State));
            return false;
        }

        await FinishAsync(entry, cancellationToken);
        await tools.Snapshots.CompactAsync(cancellationToken);
        await upkeep.RunAsync(cancellationToken);
        return true;
    }

    /// <summary>Removes what an import that is done leaves behind, if it was interrupted before that.</summary>
    public async Task CleanUpAsync(ImportEntry entry, CancellationToken cancellationToken)
    {
        await new CheckpointFiles(tools.Storage, tools.Scratch, entry.Id).DeleteAsync(cancellationToken);
        await new RawFile(tools.Storage, entry).PutAwayAsync(cancellationToken);
    }

    /// <summary>The file itself cannot be read, so there is nothing more to apply.</summary>
    private static ImportEntry Failed(ImportEntry entry, ImportFailure? failure) =>
        entry with { Prepared = true, Progress = null, Record = entry.Record with { Failure = failure } };

    /// <summary>The receipt, then the raw file: a file that could not be read goes to `failed`, any other where its source says.</summary>
    private async Task FinishAsync(ImportEntry entry, CancellationToken cancellationToken)
    {
        var record = entry.Record with
        {
            State = entry.Record.Failure is null ? ImportState.Completed : ImportState.Failed,
            EndedAt = tools.Time.GetUtcNow(),
        };
        entry = entry with { Record = record, Progress = null, Untold = true };
        if (record.Failure is not null)
        {
            await new RawFile(tools.Storage, entry).CopyToFailedAsync(cancellationToken);
            var receipt = BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(record, DefinitionJson.Default.ImportRecord));
            await tools.Storage.Blob(StorageNames.Failed, $"{entry.Id}/receipt.json").UploadAsync(receipt, overwrite: true, cancellationToken);
        }

        foreach (var listener in listeners)
        {
            await listener.EndedAsync(record, cancellationToken);
        }

        await tools.Store.SaveAsync(entry, cancellationToken);
        await CleanUpAsync(entry, cancellationToken);
        if (record.Failure is not null)
        {
            ImportLog.Failed(logger, record.ImportId, record.Failure.Code);
            return;
        }

        ImportLog.Completed(logger, record.ImportId, record.RowsRead, record.Accepted, record.Rejected, record.New, record.Changed, record.Unchanged, record.Duplicates);
    }
}
