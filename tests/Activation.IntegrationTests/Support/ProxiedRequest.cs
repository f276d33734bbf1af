namespace Activation.IntegrationTests.Support;

/// <summary>A request on its way to storage.</summary>
/// <param name="Target">Path below the account, with the query.</param>
public sealed record ProxiedRequest(StorageService Service, string Method, string Target)
{
    public bool IsWrite => Method is "PUT" or "POST" or "DELETE" or "MERGE" or "PATCH";

    /// <summary>A write to a blob whose name begins so, as `container/name`; leases and metadata do not count.</summary>
    public bool WritesBlob(string beginsWith) =>
        Service == StorageService.Blob && Method is "PUT" && Target.StartsWith('/' + beginsWith, StringComparison.Ordinal)
        && !Target.Contains("comp=lease", StringComparison.Ordinal) && !Target.Contains("comp=block&", StringComparison.Ordinal);

    public bool DeletesBlob(string beginsWith) =>
        Service == StorageService.Blob && Method is "DELETE" && Target.StartsWith('/' + beginsWith, StringComparison.Ordinal);

    /// <summary>A write to single entities of a table; batches do not name their table, see <see cref="WritesBatch"/>.</summary>
    public bool WritesTable(string table) =>
        Service == StorageService.Table && IsWrite && Target.StartsWith('/' + table, StringComparison.Ordinal);

    public bool WritesBatch => Service == StorageService.Table && Target.StartsWith("/$batch", StringComparison.Ordinal);

    public bool SendsMessage(string queue) =>
        Service == StorageService.Queue && Method == "POST" && Target.StartsWith($"/{queue}/messages", StringComparison.Ordinal);

    public bool DeletesMessage(string queue) =>
        Service == StorageService.Queue && Method == "DELETE" && Target.StartsWith($"/{queue}/messages", StringComparison.Ordinal);
}

public enum StorageService
{
    Blob,
    Queue,
    Table,
}
