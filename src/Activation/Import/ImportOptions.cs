using System.ComponentModel.DataAnnotations;

namespace Activation.Import;

/// <summary>Settings under `Activation:Import` (environment: `Activation__Import__…`).</summary>
public sealed class ImportOptions
{
    public const string Section = "Activation:Import";

    /// <summary>Transactions that are written to the profile table at the same time.</summary>
    [Range(1, 64)]
    public int WriteConcurrency { get; set; } = 16;

    /// <summary>Rows that are compared, and profiles that are written, at once: what an import holds in memory.</summary>
    [Range(100, 200_000)]
    public int ChunkRows { get; set; } = 50_000;

    /// <summary>What a compressed file may hold, in gigabytes; a larger one ends as failed where it crosses this.</summary>
    [Range(1, 100_000)]
    public int MaxUnpackedGigabytes { get; set; } = 50;
}
