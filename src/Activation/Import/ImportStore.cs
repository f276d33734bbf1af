namespace Activation.Import;

/// <summary>The `Imports` table: registered files, their states and receipts.</summary>
public sealed class ImportStore
{
    public Task<ImportRecord?> FindAsync(ImportId id, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Newest first.</summary>
    /// <param name="source">Only of this source, if given.</param>
    /// <param name="name">Only files of this name, if given.</param>
    public Task<IReadOnlyList<ImportRecord>> ListAsync(SourceId? source, string? name, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>The rejects as CSV `line,column,code,message`; null if there are none.</summary>
    public Task<Stream?> OpenRejectsAsync(ImportId id, CancellationToken cancellationToken) => throw new NotImplementedException();
}
