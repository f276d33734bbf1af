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

    /// <summary>How long a host that died keeps its work, 15 to 60; whoever waits for it asks again every few seconds, so that it goes on within a minute. Two thirds of it, the time before a lease that cannot be renewed is given up, must cover `Activation:Delivery:HttpTimeoutSeconds`.</summary>
    [Range(15, 60)]
    public int LeaseSeconds { get; set; } = 45;

    /// <summary>Folder for downloaded snapshot and ledger files and for DuckDB's spill files; the system's temporary folder if empty.</summary>
    public string? ScratchFolder { get; set; }

    /// <summary>Memory of this instance, 512 or more; 0 for what the runtime finds. What evaluation may take follows from it: see <see cref="EvaluationBudget"/>.</summary>
    public int MemoryMegabytes { get; set; }

    /// <summary>What the scratch folder may hold, 200 or more; 0 for half of what is free on its disk at start.</summary>
    public int ScratchMegabytes { get; set; }

    /// <summary>Files of a ledger's range that have no more together are read once into the session that asks for them, and not again for each of its statements.</summary>
    [Range(0, 65_536)]
    public int SmallKilobytes { get; set; } = 512;

    internal const string TooSmall =
        $"{Section}:MemoryMegabytes must be 0 or at least 512, and {Section}:ScratchMegabytes 0 or at least 200: evaluation does not fit into less.";

    internal bool FitsEvaluation => MemoryMegabytes is 0 or >= 512 && ScratchMegabytes is 0 or >= 200;
}
