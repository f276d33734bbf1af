using Activation.Import.Adobe;
using Activation.Import.Apply;
using Activation.Import.Events;
using Activation.Import.Files;
using Activation.Import.Resume;
using Activation.Import.Rows;
using Activation.Profiles;
using Activation.Profiles.Events;

namespace Activation.Import;

/// <summary>
/// One attempt at the rows of a file: from its beginning or from the last checkpoint, to its end or until the time for one message is used up. Whatever was written
/// after the last checkpoint is written again, to the same end.
/// </summary>
internal sealed class RowImport : IAsyncDisposable
{
    private static readonly TimeSpan CheckpointInterval = TimeSpan.FromMinutes(1);

    private readonly ImportTools tools;
    private readonly SourceDefinition source;
    private readonly FileReader reader;
    private readonly ImportTally tally;
    private readonly TraitBinding traits;
    private readonly WrittenParts parts;
    private readonly SnapshotLookup snapshot;
    private readonly SeenProfiles seen;
    private readonly ProfileMerges merges;
    private readonly ProfileUpdates updates;
    private readonly RowChunks chunks;
    private readonly CheckpointFiles checkpoints;
    private readonly FullExport export;
    private readonly ImportReceipt receipt;
    private readonly RowFingerprint fingerprint;
    private readonly EventRows? events;

    /// <summary>What becomes of profiles: of a file of events that is counted apart.</summary>
    private readonly ImportTally people;
    private ImportEntry entry;
    private ImportProgress progress;
    private ImportProgress? savedProgress;
    private long checkpointAt;

    private RowImport(ImportTools tools, ImportEntry entry, bool isFirstAttempt, SourceDefinition source, FileReader reader, RowImportStart start)
    {
        this.tools = tools;
        this.entry = entry;
        this.source = source;
        this.reader = reader;
        (fingerprint, progress, parts, snapshot) = (start.Fingerprint, start.Progress, start.Parts, start.Snapshot);
        var limits = tools.Limits;
        var sourceId = entry.Id.Source;
        tally = new ImportTally(reader.Plan);
        people = source.Kind == SourceKind.Events ? new ImportTally(reader.Plan) : tally;
        traits = new TraitBinding(tools.Catalog, sourceId, reader.Plan.OfPeople(), start.Schema, people, source.Consent);
        seen = new SeenProfiles(tools.Scratch);
        merges = new ProfileMerges(tools.Profiles, tools.Aliases, snapshot, seen, parts, people, limits, entry.Id, progress.ObservedAt);
        updates = new ProfileUpdates(merges, snapshot, seen, parts, traits, fingerprint, people, limits, source.Mode, IsLink(source, reader), isFirstAttempt, sourceId, progress.ObservedAt);
        events = source.Kind == SourceKind.Events ? new EventRows(tools, entry.Id, reader.Plan, start.EventSchema, updates, tally) : null;
        chunks = new RowChunks(reader, start.Parsers(tools, entry, source, reader), limits);
        checkpoints = new CheckpointFiles(tools.Storage, tools.Scratch, entry.Id);
        export = new FullExport(tools.Profiles, snapshot, seen, parts, tally, limits, sourceId, progress.ObservedAt);
        receipt = new ImportReceipt(tools.Destinations, reader, tally, people, events is null ? traits.Describe : events.Describe);
        checkpointAt = tools.Time.GetTimestamp();
    }

    /// <param name="isFirstAttempt">No attempt before this one can have written anything.</param>
    public static async Task<RowImport> OpenAsync(
        ImportTools tools, ImportEntry entry, bool isFirstAttempt, SourceDefinition source, FileReader reader, SnapshotManifest manifest, CancellationToken cancellationToken)
    {
        var import = new RowImport(tools, entry, isFirstAttempt, source, reader, await RowImportStart.ReadAsync(tools, entry, isFirstAttempt, source, reader, manifest, cancellationToken));
        try
        {
            await import.RestoreAsync(cancellationToken);
            return import;
        }
        catch
        {
            await import.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Answers the entry: prepared, if the rows are done and published; held; or as it was saved last, if the time is used up. At least one chunk is done in any case.
    /// </summary>
    public async Task<ImportEntry> RunAsync(TimeBudget budget, CancellationToken cancellationToken)
    {
        await foreach (var chunk in chunks.ReadAsync(cancellationToken))
        {
            var (rows, isLast) = (chunk.Rows, chunk.IsLast);
            tally.Add(chunk.Counts);
            KeepListed(chunk.Suppressed);
            await updates.TakeBackAsync(chunk.Suppressed, cancellationToken);
            await (events is null ? updates.AddAsync(rows, cancellationToken) : events.AddAsync(rows, cancellationToken));
            if (!isLast && budget.IsUsedUp)
            {
                return await StopAsync(cancellationToken);
            }

            if (!isLast && IsCheckpointDue())
            {
                await CheckpointAsync(cancellationToken);
            }
        }

        await updates.ApplyAsync(cancellationToken);
        // While table and parts are written.
        tally.ConflictingLinks = await new LinkConflicts(tools.Scratch, snapshot, seen).CountAsync(parts.Next > 0, cancellationToken);
        await updates.CompleteAsync(cancellationToken);
        if (source.Mode == SourceMode.Snapshot)
        {
            if (CountMissing())
            {
                return await HoldAsync(cancellationToken);
            }

            if (!await ApplyFullExportAsync(budget, cancellationToken))
            {
                return await StopAsync(cancellationToken);
            }
        }

        return await PublishAsync(cancellationToken);
    }

    /// <summary>Takes back what would not be written again.</summary>
    public async Task UndoAsync(CancellationToken cancellationToken)
    {
        var manifest = await tools.Snapshots.ReadManifestAsync(cancellationToken);
        await using var now = await SnapshotLookup.OpenAsync(tools.Snapshots, tools.Scratch, entry.Id.Source, manifest, traits.Schema, cancellationToken);
        await parts.UndoAsync(tools.Profiles, now, traits.Schema, tools.Limits.WriteConcurrency, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await updates.SettleAsync();
        events?.Dispose();
        seen.Dispose();
        fingerprint.Dispose();
        chunks.Dispose();
        await snapshot.DisposeAsync();
    }

    private static bool IsLink(SourceDefinition source, FileReader reader) => source.Kind == SourceKind.Identity || reader.Format.Kind == IdSyncFile.FormatKind;

    /// <summary>A file that ends inside quotes was cut off: whom it does not list may have stood in what is missing.</summary>
    private bool IsWhole => reader.Failure is null && !tally.HasRejected("unclosedQuote");

    private async Task RestoreAsync(CancellationToken cancellationToken)
    {
        if (events is not null)
        {
            await events.RestoreAsync(progress.BoundSlots, await checkpoints.LoadEventsAsync(progress.Checkpoints, cancellationToken), cancellationToken);
        }

        if (progress.Tally is not { } counted)
        {
            return;
        }

        tally.Restore(counted);
        if (events is null)
        {
            traits.Restore(progress.BoundSlots);
        }
        else if (progress.People is { } met)
        {
            people.Restore(met);
        }

        merges.Restore(progress.Read);
        await checkpoints.LoadAsync(progress.Checkpoints, seen, cancellationToken);
        await chunks.SkipAsync(counted.RowsRead, cancellationToken);
    }

    /// <summary>What the source said of suppressed people before stays, also where the file is a full export: it does list them.</summary>
    private void KeepListed(IReadOnlyList<ProfileId> suppressed)
    {
        if (suppressed.Count > 0)
        {
            seen.Add(snapshot.Fingerprints(suppressed).Keys.Select(profile => (profile, SeenProfiles.NotWritten)));
        }
    }

    private bool IsCheckpointDue() =>
        updates.TakeApplied() || events?.IsFull == true || tally.WaitingRejects >= tools.Limits.Rows || tools.Time.GetElapsedTime(checkpointAt) >= CheckpointInterval;

    /// <summary>The entry is saved when table and parts have what came before, while the next chunk is read.</summary>
    private async Task CheckpointAsync(CancellationToken cancellationToken)
    {
        await updates.ApplyAsync(cancellationToken);
        updates.TakeApplied();
        var number = progress.Checkpoints + 1;
        await checkpoints.SaveAsync(number, seen, tally.TakeRejects(), await FlushEventsAsync(cancellationToken), cancellationToken);
        progress = progress with
        {
            Checkpoints = number,
            Tally = tally.Save(),
            People = events is null ? null : people.Save(),
            BoundSlots = events?.BoundSlots ?? traits.BoundSlots,
            Read = merges.Read.ToDictionary(StringComparer.Ordinal),
        };
        var (reached, saved) = (progress, entry = entry with { Record = receipt.SoFar(entry.Record) });
        updates.AfterWrites(() =>
        {
            savedProgress = reached with { Parts = parts.Save() };
            return tools.Store.SaveAsync(saved with { Progress = savedProgress }, cancellationToken);
        });
        checkpointAt = tools.Time.GetTimestamp();
    }

    private async Task<ImportEntry> StopAsync(CancellationToken cancellationToken)
    {
        await CheckpointAsync(cancellationToken);
        await updates.CompleteAsync(cancellationToken);
        return entry with { Progress = savedProgress };
    }

    /// <summary>Notes who is missing from a full export; answers whether that needs an approval. A file that could not be read to its end misses nobody.</summary>
    private bool CountMissing()
    {
        if (!IsWhole)
        {
            return false;
        }

        var (known, missing) = (export.Known, export.CountMissing());
        entry = entry with { Record = entry.Record with { Known = known, WouldDrop = missing } };
        var isBegun = progress.TableParts > 0 || tally.Dropped > 0;
        return !isBegun && DropRule.Holds(known, missing, source.MaxDropShare, entry.ApprovedDrop);
    }

    /// <returns>False if the time is used up before the end.</returns>
    private async Task<bool> ApplyFullExportAsync(TimeBudget budget, CancellationToken cancellationToken)
    {
        while (progress.TableParts < parts.Next)
        {
            await export.WriteAsync(progress.TableParts, traits.Schema, cancellationToken);
            progress = progress with { TableParts = progress.TableParts + 1 };
            if (budget.IsUsedUp)
            {
                return false;
            }
        }

        for (var shard = 0; shard < ProfileId.ShardCount && IsWhole; shard++)
        {
            var before = tally.Dropped;
            await export.DropAsync(shard, traits.Schema, cancellationToken);
            progress = progress with { TableParts = parts.Next };
            if (budget.IsUsedUp && tally.Dropped > before)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Nothing of a held file was applied: its parts go, and an approval reads it again.</summary>
    private async Task<ImportEntry> HoldAsync(CancellationToken cancellationToken)
    {
        await checkpoints.WriteRejectsAsync(progress.Checkpoints, tally.TakeRejects(), cancellationToken);
        entry = entry with { Progress = null, Record = receipt.OfWhole(entry.Record) with { State = ImportState.Held } };
        await tools.Store.SaveAsync(entry, cancellationToken);
        await parts.RemoveAllAsync(cancellationToken);
        await checkpoints.DeleteAsync(cancellationToken);
        return entry;
    }

    private async Task<IReadOnlyList<EventFile>?> FlushEventsAsync(CancellationToken cancellationToken) =>
        events is null ? null : await events.FlushAsync(parts.NextVersion, cancellationToken);

    private async Task<ImportEntry> PublishAsync(CancellationToken cancellationToken)
    {
        await parts.WrittenAsync();
        await checkpoints.WriteRejectsAsync(progress.Checkpoints, tally.TakeRejects(), cancellationToken);
        await FlushEventsAsync(cancellationToken);
        entry = entry with { Prepared = true, Progress = savedProgress ?? entry.Progress, Record = receipt.OfWhole(entry.Record) with { Failure = reader.Failure } };
        await tools.Store.SaveAsync(entry, cancellationToken);
        var listed = events is null ? await ListedProfiles.UploadAsync(tools, entry.Id, seen, progress.ObservedAt, parts.NextVersion, cancellationToken) : null;
        if (parts.Parts.Count > 0 || events is { Files.Count: > 0 } || listed is not null)
        {
            var read = new Dictionary<string, string>(merges.Read, StringComparer.Ordinal) { [entry.Record.Source] = progress.ComparedWith };
            await tools.Snapshots.PublishAsync(
                new SnapshotPublication { Import = entry.Id, Version = parts.LastVersion, Parts = parts.Parts, Read = read, Aliases = parts.Aliases, Events = events?.Files ?? [], Seen = listed }, cancellationToken);
        }

        return entry;
    }
}
