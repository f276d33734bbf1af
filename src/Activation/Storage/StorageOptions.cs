using System.ComponentModel.DataAnnotations;

namespace Activation.Storage;

/// <summary>Settings under `Activation:Storage` (environment: `Activation__Storage__…`).</summary>
public sealed class StorageOptions
{
    public const string Section = "Activation:Storage";

    /// <summary>Connection string for local use (`UseDevelopmentStorage=true`). Leave empty in Azure.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>`https://{account}.blob.core.windows.net`, reached with the app's managed identity.</summary>
    public Uri? BlobServiceUri { get; set; }

    /// <summary>`https://{account}.table.core.windows.net`.</summary>
    public Uri? TableServiceUri { get; set; }

    /// <summary>How long a host that died keeps its work, 15 to 60. Two thirds of it, the time before a lease that cannot be renewed is given up, must cover `Activation:Delivery:HttpTimeoutSeconds`.</summary>
    [Range(15, 60)]
    public int LeaseSeconds { get; set; } = 60;

    /// <summary>Folder for downloaded snapshot and ledger files and for DuckDB's spill files; the system's temporary folder if empty.</summary>
    public string? ScratchFolder { get; set; }
}
