using System.ComponentModel.DataAnnotations;

namespace Activation.Import;

/// <summary>Settings under `Activation:Import` (environment: `Activation__Import__…`).</summary>
public sealed class ImportOptions
{
    public const string Section = "Activation:Import";

    /// <summary>Transactions that are written to the profile table at the same time.</summary>
    [Range(1, 64)]
    public int WriteConcurrency { get; set; } = 8;

    /// <summary>Rows that are compared, and profiles that are written, at once, while as many more are read: what an import holds in memory.</summary>
    [Range(100, 200_000)]
    public int ChunkRows { get; set; } = 25_000;

    /// <summary>What a compressed file may hold, in gigabytes; a larger one ends as failed where it crosses this.</summary>
    [Range(1, 100_000)]
    public int MaxUnpackedGigabytes { get; set; } = 50;

    /// <summary>
    /// Minutes for which one message is worked on: after that the import continues in a message of its own, inside the file if need be. Keep it well below
    /// the host's time limit for a function, because a chunk that was begun is ended, and what was read before is read over.
    /// </summary>
    [Range(0, 1440)]
    public double BudgetMinutes { get; set; } = 8;
}
