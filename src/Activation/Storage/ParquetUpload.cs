namespace Activation.Storage;

/// <summary>Writes a query's result as a Parquet blob.</summary>
internal static class ParquetUpload
{
    public static async Task<string> CopyAsync(
        DuckDbSession session, ActivationStorage storage, ScratchFolder scratch, string query, string container, string blobName, CancellationToken cancellationToken)
    {
        var local = scratch.NewFile(".parquet");
        try
        {
            session.Execute($"COPY ({query}) TO {DuckDbSession.Quote(local)} (FORMAT parquet, COMPRESSION zstd)");
            await storage.Blob(container, blobName).UploadAsync(local, overwrite: true, cancellationToken);
            return blobName;
        }
        finally
        {
            File.Delete(local);
        }
    }
}
