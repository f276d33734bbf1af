using System.Globalization;

namespace Activation.Storage;

/// <summary>Writes a query's result as a Parquet blob.</summary>
internal static class ParquetUpload
{
    public static async Task<string> CopyAsync(
        DuckDbSession session, ActivationStorage storage, ScratchFolder scratch, string query, string container, string blobName, CancellationToken cancellationToken, int? rowGroupRows = null)
    {
        await UploadAsync(storage, Write(session, scratch, query, rowGroupRows), container, blobName, cancellationToken);
        return blobName;
    }

    /// <summary>Answers the local file, for <see cref="UploadAsync"/>.</summary>
    public static string Write(DuckDbSession session, ScratchFolder scratch, string query, int? rowGroupRows = null)
    {
        var groups = rowGroupRows is { } rows ? string.Create(CultureInfo.InvariantCulture, $", ROW_GROUP_SIZE {rows}") : "";
        var local = scratch.NewFile(".parquet");
        session.Execute($"COPY ({query}) TO {DuckDbSession.Quote(local)} (FORMAT parquet, COMPRESSION zstd{groups})");
        return local;
    }

    /// <summary>Uploads the local file and removes it.</summary>
    public static async Task UploadAsync(ActivationStorage storage, string local, string container, string blobName, CancellationToken cancellationToken)
    {
        try
        {
            await storage.Blob(container, blobName).UploadAsync(local, overwrite: true, cancellationToken);
        }
        finally
        {
            File.Delete(local);
        }
    }
}
