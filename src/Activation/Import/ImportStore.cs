using Azure;
using Azure.Data.Tables;
using Activation.Import.Files;
using Activation.Storage;

namespace Activation.Import;

/// <summary>The `Imports` table: registered files, their states and receipts.</summary>
public sealed class ImportStore(ActivationStorage storage)
{
    private TableClient Table => storage.Table(StorageNames.ImportsTable);

    public async Task<ImportRecord?> FindAsync(ImportId id, CancellationToken cancellationToken) =>
        (await FindEntryAsync(id, cancellationToken))?.Record;

    /// <summary>Newest first.</summary>
    /// <param name="source">Only of this source, if given.</param>
    /// <param name="name">Only files of this name, if given.</param>
    public async Task<IReadOnlyList<ImportRecord>> ListAsync(SourceId? source, string? name, CancellationToken cancellationToken)
    {
        var conditions = new List<string> { TableClient.CreateQueryFilter($"RowKey lt {ImportEntry.RowKeyEnd}") };
        if (source is { } one)
        {
            conditions.Add(TableClient.CreateQueryFilter($"PartitionKey eq {one.Value}"));
        }

        if (name is not null)
        {
            conditions.Add(TableClient.CreateQueryFilter($"name eq {name}"));
        }

        var entries = await QueryAsync(string.Join(" and ", conditions), cancellationToken);
        return [.. entries.OrderByDescending(e => e.RowKey, StringComparer.Ordinal).Select(e => e.Record)];
    }

    /// <summary>When the last of the files that were dropped since then, of all sources, was imported to its end; null if none was.</summary>
    internal async Task<DateTimeOffset?> FindLastEndAsync(DateTimeOffset droppedSince, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"RowKey ge {ImportEntry.FirstKey(droppedSince)} and RowKey lt {ImportEntry.RowKeyEnd} and state eq {ImportEntry.StateName(ImportState.Completed)}");
        return (await QueryAsync(filter, cancellationToken)).Max(e => e.Record.EndedAt);
    }

    /// <summary>The rejects as CSV `line,column,code,message`; null if there are none.</summary>
    public async Task<Stream?> OpenRejectsAsync(ImportId id, CancellationToken cancellationToken)
    {
        try
        {
            return await storage.Blob(StorageNames.Imports, RejectsFile.BlobName(id)).OpenReadAsync(cancellationToken: cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    /// <summary>Adds the import unless it is there; answers what is there now.</summary>
    internal async Task<(ImportEntry Entry, bool Added)> RegisterAsync(ImportEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            await Table.SubmitTransactionAsync(
                [new(TableTransactionActionType.Add, entry.Write()), new(TableTransactionActionType.Add, entry.WritePointer())], cancellationToken);
            return (entry, true);
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            return (await FindEntryAsync(entry.Id, cancellationToken) ?? entry, false);
        }
    }

    internal async Task<ImportEntry?> FindEntryAsync(ImportId id, CancellationToken cancellationToken) =>
        await FindEntityAsync(id, cancellationToken) is { } entity ? ImportEntry.Read(entity) : null;

    private async Task<TableEntity?> FindEntityAsync(ImportId id, CancellationToken cancellationToken)
    {
        var pointer = await Table.GetEntityIfExistsAsync<TableEntity>(id.Source.Value, ImportEntry.PointerKey(id), cancellationToken: cancellationToken);
        if (!pointer.HasValue || pointer.Value is not { } found)
        {
            return null;
        }

        var entity = await Table.GetEntityIfExistsAsync<TableEntity>(id.Source.Value, found.GetString("row"), cancellationToken: cancellationToken);
        return entity.HasValue ? entity.Value : null;
    }

    /// <summary>
    /// What is left to do of a source, in order: first what was interrupted while publishing, then by the time of dropping; files of the
    /// same second (blob times have no more) by name.
    /// </summary>
    internal async Task<IReadOnlyList<ImportEntry>> ListPendingAsync(SourceId source, CancellationToken cancellationToken)
    {
        var queued = ImportEntry.StateName(ImportState.Queued);
        var running = ImportEntry.StateName(ImportState.Running);
        var held = ImportEntry.StateName(ImportState.Held);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {source.Value} and RowKey lt {ImportEntry.RowKeyEnd} and (state eq {queued} or state eq {running} or state eq {held})");
        var entries = await QueryAsync(filter, cancellationToken);
        return [.. entries.OrderByDescending(e => e.Prepared).ThenBy(e => e.Record.DroppedAt).ThenBy(e => e.Record.Name, StringComparer.Ordinal)];
    }

    /// <summary>The imports whose end whoever follows them may not have been told of, in the order in which their files were dropped.</summary>
    /// <param name="source">Only of this source, if given.</param>
    internal async Task<IReadOnlyList<ImportEntry>> ListUntoldAsync(SourceId? source, CancellationToken cancellationToken)
    {
        var ofSource = source is { } one ? TableClient.CreateQueryFilter($"PartitionKey eq {one.Value} and ") : "";
        return await QueryAsync($"{ofSource}RowKey lt '{ImportEntry.RowKeyEnd}' and {ImportEntry.UntoldColumn} eq true", cancellationToken);
    }

    /// <summary>Of all sources.</summary>
    internal async Task<IReadOnlyList<ImportRecord>> ListAsync(ImportState state, CancellationToken cancellationToken) =>
        [.. (await QueryAsync(TableClient.CreateQueryFilter($"RowKey lt {ImportEntry.RowKeyEnd} and state eq {ImportEntry.StateName(state)}"), cancellationToken)).Select(e => e.Record)];

    /// <summary>What the names of files have of the imports that are not done.</summary>
    internal async Task<IReadOnlyList<string>> ListPendingHashesAsync(CancellationToken cancellationToken) =>
        [.. (await ListPendingAsync(cancellationToken)).Select(e => ImportEntry.Hash(e.Id))];

    /// <summary>The raw files, `{container}/{source}/{name}`, that will be imported without anybody's doing: those behind a held one are not among them.</summary>
    internal async Task<IReadOnlySet<string>> ListWaitingAsync(CancellationToken cancellationToken)
    {
        var entries = await ListPendingAsync(cancellationToken);
        return entries.GroupBy(e => e.Record.Source, StringComparer.Ordinal).Where(g => g.All(e => e.Record.State != ImportState.Held))
            .SelectMany(g => g).Select(e => $"{e.Container}/{e.BlobName}").ToHashSet(StringComparer.Ordinal);
    }

    internal Task SaveAsync(ImportEntry entry, CancellationToken cancellationToken) =>
        Table.UpsertEntityAsync(entry.Write(), TableUpdateMode.Replace, cancellationToken);

    /// <summary>
    /// Replaces the entry by what `change` makes of it, unless somebody changes it meanwhile: then `change` sees what holds now. Answers the entry that
    /// holds, null if there is none.
    /// </summary>
    internal async Task<ImportEntry?> UpdateAsync(ImportId id, Func<ImportEntry, ImportEntry> change, CancellationToken cancellationToken)
    {
        while (await FindEntityAsync(id, cancellationToken) is { } entity)
        {
            var next = change(ImportEntry.Read(entity));
            try
            {
                await Table.UpdateEntityAsync(next.Write(), entity.ETag, TableUpdateMode.Replace, cancellationToken);
                return next;
            }
            catch (RequestFailedException e) when (e.Status == 412)
            {
                // Changed meanwhile: look again.
            }
        }

        return null;
    }

    private Task<List<ImportEntry>> ListPendingAsync(CancellationToken cancellationToken)
    {
        var queued = ImportEntry.StateName(ImportState.Queued);
        var running = ImportEntry.StateName(ImportState.Running);
        var held = ImportEntry.StateName(ImportState.Held);
        return QueryAsync(TableClient.CreateQueryFilter($"RowKey lt {ImportEntry.RowKeyEnd} and (state eq {queued} or state eq {running} or state eq {held})"), cancellationToken);
    }

    private async Task<List<ImportEntry>> QueryAsync(string filter, CancellationToken cancellationToken)
    {
        var entries = new List<ImportEntry>();
        await foreach (var entity in Table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            entries.Add(ImportEntry.Read(entity));
        }

        return entries;
    }
}
