using System.Text.Json;
using Activation.Governance.Privacy;
using Activation.Import.Apply;
using Activation.Import.Events;
using Activation.Import.Resume;
using Activation.Import.Rows;
using Activation.Profiles;
using Activation.Profiles.Events;

namespace Activation.Import;

/// <summary>What an attempt at a file begins with: where the attempt before it came to, and what is stored.</summary>
/// <param name="Parts">What attempts before this one wrote; each of a version above all that the source has published.</param>
/// <param name="Snapshot">What the source had said before the file.</param>
internal sealed record RowImportStart(
    RowFingerprint Fingerprint, ImportProgress Progress, TraitSchema Schema, EventSchema EventSchema, WrittenParts Parts, SnapshotLookup Snapshot, SuppressionSet Suppression)
{
    /// <summary>More than these would wait for the reader of the file.</summary>
    private const int MaxParsers = 4;

    /// <summary>For rows that are read ahead of those that are compared: what is counted and hashed there is their own.</summary>
    public IReadOnlyList<BlockParser> Parsers(ImportTools tools, ImportEntry entry, SourceDefinition source, FileReader reader) =>
        [.. Enumerable.Range(0, Math.Clamp(Environment.ProcessorCount, 1, MaxParsers)).Select(_ => Parser(tools, entry, source, reader))];

    /// <param name="isFirstAttempt">No attempt before this one can have written anything.</param>
    public static async Task<RowImportStart> ReadAsync(
        ImportTools tools, ImportEntry entry, bool isFirstAttempt, SourceDefinition source, FileReader reader, SnapshotManifest manifest, CancellationToken cancellationToken)
    {
        var fingerprint = new RowFingerprint(tools.KeyBytes, source, reader.Plan.OfPeople());
        // Progress under another definition or other columns would be other rows.
        var signature = fingerprint.OfText(
            JsonSerializer.Serialize(source, DefinitionJson.Default.SourceDefinition) + string.Join('\n', reader.Plan.Columns.Select(c => c.ToString())));
        var now = tools.Time.GetUtcNow().ToUnixTimeMilliseconds();
        var progress = ImportProgress.From(entry.Progress, signature, manifest.StateOf(entry.Id.Source.Value), DateTimeOffset.FromUnixTimeMilliseconds(now));
        var published = manifest.SourceVersions.GetValueOrDefault(entry.Id.Source.Value);
        var version = Math.Max(Math.Max(published, progress.Parts.Select(p => p.Version).DefaultIfEmpty().Max()) + 1, now);
        var parts = new WrittenParts(tools.Storage, tools.Snapshots, tools.Scratch, entry.Id, progress.Parts, version);
        if (!isFirstAttempt)
        {
            await parts.RemoveLeftoversAsync(cancellationToken);
        }

        var schema = await tools.Catalog.PutExpiryAsync(entry.Id.Source, ValueExpiry.Of(source.ExpiresAfter, source.Expiry, tools.Time.GetUtcNow()), cancellationToken);
        var eventSchema = source.Kind == SourceKind.Events ? await tools.Events.ReadAsync(cancellationToken) : EventSchema.Empty;
        var suppression = await tools.Suppression.GetAsync(cancellationToken);
        var snapshot = await SnapshotLookup.OpenAsync(tools.Snapshots, tools.Scratch, entry.Id.Source, manifest, schema, cancellationToken);
        return new RowImportStart(fingerprint, progress, schema, eventSchema, parts, snapshot, suppression);
    }

    private BlockParser Parser(ImportTools tools, ImportEntry entry, SourceDefinition source, FileReader reader)
    {
        var counts = new ImportTally(reader.Plan);
        var fingerprint = new RowFingerprint(tools.KeyBytes, source, reader.Plan.OfPeople());
        var cells = source.Kind == SourceKind.Events
            ? new EventCells(reader.Plan, entry.Id.Source, Progress.ObservedAt, EventRetention.FirstKept(source.RetentionDays, Progress.ObservedAt), counts)
            : null;
        return new BlockParser(new RowParser(reader.Plan, reader.ColumnCount, fingerprint, source.DefaultCountry, counts, cells, Suppression), counts, fingerprint);
    }
}
