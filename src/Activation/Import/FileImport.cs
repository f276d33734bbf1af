using System.Text.Json;
using Activation.Import.Apply;
using Activation.Import.Columns;
using Activation.Import.Files;
using Activation.Import.Rows;
using Activation.Profiles;
using Activation.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Activation.Import;

/// <summary>
/// Imports one registered file. In the order that makes it safe to be killed anywhere: profile table, changes files, counts, manifest,
/// receipt, and last the raw file's deletion. Whatever was written before the manifest is written again, to the same end.
/// </summary>
internal sealed class FileImport(
    ActivationStorage storage, ImportStore store, Definitions definitions, SnapshotStore snapshots, ProfileStore profiles, TraitCatalog catalog,
    ScratchFolder scratch, IOptions<ImportOptions> options, IOptions<DeploymentKeyOptions> key, TimeProvider time, ILogger<FileImport> logger)
{
    /// <summary>Rows are gathered up to this many characters, however few they are.</summary>
    private const long ChunkCharacters = 128L * 1024 * 1024;

    /// <summary>Imports, or carries on what was interrupted. Expected failures are in the receipt; exceptions mean: try again.</summary>
    public async Task RunAsync(ImportEntry entry, CancellationToken cancellationToken)
    {
        var manifest = await snapshots.ReadManifestAsync(cancellationToken);
        if (manifest.SourceImports.GetValueOrDefault(entry.Record.Source) == entry.Id.Value)
        {
            ImportLog.Resumed(logger, entry.Id);
            await FinishAsync(entry, cancellationToken);
            return;
        }

        ImportLog.Started(logger, entry.Id);
        entry = entry with { Prepared = false, Record = entry.Record with { State = ImportState.Running, StartedAt = time.GetUtcNow(), Failure = null } };
        await store.SaveAsync(entry, cancellationToken);
        var (content, failure) = await new RawFile(storage, entry).OpenAsync(cancellationToken);
        if (content is null)
        {
            await FinishAsync(entry with { Record = entry.Record with { Failure = failure } }, cancellationToken);
            return;
        }

        await using (content)
        {
            entry = await ReadAsync(entry, content, manifest, cancellationToken);
        }

        await FinishAsync(entry, cancellationToken);
        await snapshots.CompactAsync(cancellationToken);
    }

    /// <summary>Removes the raw file of an import that is done, if the import was interrupted before that.</summary>
    public Task CleanUpAsync(ImportEntry entry, CancellationToken cancellationToken) => new RawFile(storage, entry).DeleteAsync(cancellationToken);

    private async Task<ImportEntry> ReadAsync(ImportEntry entry, Stream content, SnapshotManifest manifest, CancellationToken cancellationToken)
    {
        var source = await definitions.Sources.FindAsync(entry.Record.Source, cancellationToken) ?? new SourceDefinition();
        var input = new FileInput
        {
            Name = entry.Record.Name,
            Encoding = source.Encoding,
            MappedColumns = [.. source.Mapping.Keys],
            MaxUnpackedBytes = options.Value.MaxUnpackedGigabytes * 1024L * 1024 * 1024,
            Scratch = scratch,
        };
        var (reader, failure) = await FileReader.OpenAsync(content, input, source.Mapping, cancellationToken);
        if (reader is null)
        {
            return entry with { Record = entry.Record with { Failure = failure } };
        }

        await using (reader)
        {
            return await ImportAsync(entry, source, reader, manifest, cancellationToken);
        }
    }

    private async Task<ImportEntry> ImportAsync(ImportEntry entry, SourceDefinition source, FileReader reader, SnapshotManifest manifest, CancellationToken cancellationToken)
    {
        var sourceId = entry.Id.Source;
        var tally = new ImportTally(reader.Plan);
        var fingerprint = new RowFingerprint(key.Value.Decode() ?? throw new InvalidOperationException(DeploymentKeyOptions.Requirement), source, reader.Plan);
        var schema = await catalog.ReadAsync(cancellationToken);
        var traits = new TraitBinding(catalog, sourceId, reader.Plan, schema, tally);
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var parts = new WrittenParts(storage, snapshots, scratch, entry.Id, Math.Max(manifest.SourceVersions.GetValueOrDefault(sourceId.Value) + 1, now));
        await parts.RemoveLeftoversAsync(cancellationToken);
        await using var snapshot = await SnapshotLookup.OpenAsync(snapshots, scratch, sourceId, manifest, schema, cancellationToken);
        using var seen = new SeenProfiles(scratch);
        await using var rejects = new RejectsFile(storage, entry.Id);
        var limits = new UpdateLimits(options.Value.ChunkRows, ChunkCharacters, options.Value.WriteConcurrency);
        var updates = new ProfileUpdates(profiles, snapshot, seen, parts, traits, fingerprint, tally, limits, sourceId, DateTimeOffset.FromUnixTimeMilliseconds(now));
        var parser = new RowParser(reader.Plan, reader.ColumnCount, fingerprint, source.DefaultCountry, tally);

        await foreach (var chunk in ChunksAsync(reader, parser, limits, cancellationToken))
        {
            await updates.AddAsync(chunk, cancellationToken);
            await rejects.WriteAsync(tally.TakeRejects(), cancellationToken);
        }

        await updates.CompleteAsync(cancellationToken);
        await rejects.WriteAsync(tally.TakeRejects(), cancellationToken);
        await rejects.CompleteAsync();
        var receipt = tally.Receipt(entry.Record, traits.Describe);
        entry = entry with { Prepared = true, Record = receipt with { Format = reader.Format, Columns = [.. receipt.Columns, .. reader.LeftOut], Failure = reader.Failure } };
        await store.SaveAsync(entry, cancellationToken);
        if (parts.Parts.Count > 0)
        {
            await snapshots.PublishAsync(entry.Id, parts.LastVersion, parts.Parts, cancellationToken);
        }

        return entry;
    }

    private static async IAsyncEnumerable<List<ParsedRow>> ChunksAsync(
        FileReader reader, RowParser parser, UpdateLimits limits, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var chunk = new List<ParsedRow>();
        var characters = 0L;
        while (await reader.ReadAsync(cancellationToken) is { } record)
        {
            if (parser.Parse(record) is { } row)
            {
                chunk.Add(row);
                characters += row.Characters;
            }

            if (chunk.Count >= limits.Rows || characters >= limits.Characters)
            {
                yield return chunk;
                chunk = [];
                characters = 0;
            }
        }

        yield return chunk;
    }

    /// <summary>The receipt, then the raw file: a file that could not be read goes to `failed`, any other is deleted.</summary>
    private async Task FinishAsync(ImportEntry entry, CancellationToken cancellationToken)
    {
        var record = entry.Record with
        {
            State = entry.Record.Failure is null ? ImportState.Completed : ImportState.Failed,
            EndedAt = time.GetUtcNow(),
        };
        var raw = new RawFile(storage, entry);
        if (record.Failure is not null)
        {
            await raw.CopyToFailedAsync(cancellationToken);
            var receipt = BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(record, DefinitionJson.Default.ImportRecord));
            await storage.Blob(StorageNames.Failed, $"{entry.Id}/receipt.json").UploadAsync(receipt, overwrite: true, cancellationToken);
        }

        await store.SaveAsync(entry with { Record = record }, cancellationToken);
        await raw.DeleteAsync(cancellationToken);
        if (record.Failure is not null)
        {
            ImportLog.Failed(logger, record.ImportId, record.Failure.Code);
        }

        ImportLog.Completed(logger, record.ImportId, record.RowsRead, record.Accepted, record.Rejected, record.New, record.Changed, record.Unchanged, record.Duplicates);
    }
}
