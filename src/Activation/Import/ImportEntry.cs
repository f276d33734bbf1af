using System.Globalization;
using System.Text.Json;
using Azure.Data.Tables;
using Activation.Import.Resume;
using Activation.Profiles;
using Activation.Storage;

namespace Activation.Import;

/// <summary>An entity of the `Imports` table: the receipt, and what the runner needs beside it.</summary>
internal sealed record ImportEntry
{
    /// <summary>Of those alone that are <see cref="Untold"/>.</summary>
    public const string UntoldColumn = "untold";

    private const string PointerPrefix = "id-";

    public required ImportId Id { get; init; }

    public required ImportRecord Record { get; init; }

    /// <summary>The registered version of the raw file, without quotes.</summary>
    public required string BlobETag { get; init; }

    /// <summary>
    /// The counts are final and about to be published: an import that was interrupted after its publication keeps them, because counted
    /// again, everything would be unchanged.
    /// </summary>
    public bool Prepared { get; init; }

    /// <summary>The import has ended, and whoever follows imports may not have been told yet.</summary>
    public bool Untold { get; init; }

    /// <summary>What becomes of the raw file, as its source said when it was imported.</summary>
    public AfterImport AfterImport { get; init; }

    /// <summary>Where an import that is not done continues; null if it begins.</summary>
    public ImportProgress? Progress { get; init; }

    /// <summary>How many people a held import was approved to drop.</summary>
    public long ApprovedDrop { get; init; }

    /// <summary>Where the raw file was dropped: `crm` or `events`.</summary>
    public string Container { get; init; } = StorageNames.Crm;

    /// <summary>The trace of the drop; null if nobody traced it.</summary>
    public string? TraceParent { get; init; }

    /// <summary>The raw file's name in its container.</summary>
    public string BlobName => $"{Record.Source}/{Record.Name}";

    /// <summary>Sorts a source's imports in the order in which the files were dropped.</summary>
    public string RowKey => $"{FirstKey(Record.DroppedAt)}{Hash(Id)}";

    /// <summary>Something is left to do, be it after an approval.</summary>
    public bool IsPending => Record.State is ImportState.Queued or ImportState.Running or ImportState.Held;

    /// <summary>All receipts have row keys below this, and all pointers above.</summary>
    public const string RowKeyEnd = ":";

    /// <summary>Before those of all files that were dropped then or later.</summary>
    public static string FirstKey(DateTimeOffset dropped) => string.Create(CultureInfo.InvariantCulture, $"{dropped.UtcTicks:D19}-");

    public static string PointerKey(ImportId id) => PointerPrefix + Hash(id);

    public TableEntity Write()
    {
        var entity = new TableEntity(Record.Source, RowKey)
        {
            ["importId"] = Id.Value,
            ["name"] = Record.Name,
            ["state"] = StateName(Record.State),
            ["container"] = Container,
            ["blobETag"] = BlobETag,
            ["prepared"] = Prepared,
            ["afterImport"] = (int)AfterImport,
            ["approvedDrop"] = ApprovedDrop,
        };
        if (Untold)
        {
            entity[UntoldColumn] = true;
        }

        if (TraceParent is not null)
        {
            entity["traceParent"] = TraceParent;
        }

        EntityBytes.Set(entity, "receipt", JsonSerializer.SerializeToUtf8Bytes(Record, DefinitionJson.Default.ImportRecord));
        if (Progress is not null)
        {
            EntityBytes.Set(entity, "progress", JsonSerializer.SerializeToUtf8Bytes(Progress, ImportProgressJson.Default.ImportProgress));
        }

        return entity;
    }

    /// <summary>Leads from the import id to the row key, which begins with a time.</summary>
    public TableEntity WritePointer() => new(Record.Source, PointerKey(Id)) { ["row"] = RowKey };

    public static ImportEntry Read(TableEntity entity) => new()
    {
        Id = new ImportId(entity.GetString("importId")),
        Record = JsonSerializer.Deserialize(EntityBytes.Get(entity, "receipt").Span, DefinitionJson.Default.ImportRecord)
            ?? throw new JsonException("The receipt of an import is empty."),
        Container = entity.GetString("container") ?? StorageNames.Crm,
        BlobETag = entity.GetString("blobETag"),
        Prepared = entity.GetBoolean("prepared") ?? false,
        Untold = entity.GetBoolean(UntoldColumn) ?? false,
        AfterImport = (AfterImport)(entity.GetInt32("afterImport") ?? 0),
        Progress = EntityBytes.Get(entity, "progress") is { IsEmpty: false } json ? JsonSerializer.Deserialize(json.Span, ImportProgressJson.Default.ImportProgress) : null,
        ApprovedDrop = entity.GetInt64("approvedDrop") ?? 0,
        TraceParent = entity.GetString("traceParent"),
    };

    public static string StateName(ImportState state) => state switch
    {
        ImportState.Queued => "queued",
        ImportState.Running => "running",
        ImportState.Completed => "completed",
        ImportState.Failed => "failed",
        _ => "held",
    };

    public static string Hash(ImportId id) => id.Value[(id.Value.LastIndexOf('.') + 1)..];
}
