using Activation.Storage;

namespace Activation.Import;

/// <summary>Decides about imports that are held because they would drop too many people.</summary>
public sealed class ImportApprovals(ActivationStorage storage, ImportStore store, IMessageQueue queue, TimeProvider time)
{
    /// <summary>Applies the held file after all. It is read again; the approval covers dropping no more people than it would drop now.</summary>
    /// <exception cref="ProblemException">404 no such import; 409 it is not held.</exception>
    public async Task ApproveAsync(ImportId id, CancellationToken cancellationToken)
    {
        var entry = await DecideAsync(id, held => held with { ApprovedDrop = held.Record.WouldDrop ?? 0, Record = held.Record with { State = ImportState.Queued } }, cancellationToken);
        await queue.SendImportAsync(id.Source, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{id.Value}-approved-{entry.ApprovedDrop}"), TimeSpan.Zero, cancellationToken);
    }

    /// <summary>Deletes the held file, of which nothing was applied; the source goes on with the files after it.</summary>
    /// <exception cref="ProblemException">404 no such import; 409 it is not held.</exception>
    public async Task DiscardAsync(ImportId id, CancellationToken cancellationToken)
    {
        var entry = await DecideAsync(id, Discard, cancellationToken);
        await new RawFile(storage, entry).PutAwayAsync(cancellationToken);
        await queue.SendImportAsync(id.Source, $"{id.Value}-discarded", TimeSpan.Zero, cancellationToken);
    }

    private ImportEntry Discard(ImportEntry held) => held with
    {
        Record = held.Record with
        {
            State = ImportState.Failed,
            EndedAt = time.GetUtcNow(),
            Failure = new ImportFailure("discarded", "The file was held because it would have dropped too many people, and was discarded: nothing of it was applied, and it was deleted."),
        },
    };

    private async Task<ImportEntry> DecideAsync(ImportId id, Func<ImportEntry, ImportEntry> decide, CancellationToken cancellationToken) =>
        await store.UpdateAsync(
            id,
            entry => entry.Record.State == ImportState.Held ? decide(entry) : throw ProblemException.Conflict("notHeld", "The import is not held, so there is nothing to decide: look at its state."),
            cancellationToken)
        ?? throw ProblemException.NotFound("import", id.Value);
}
