namespace Activation.Import;

/// <summary>What an imported file turned out to be.</summary>
public sealed record ImportFormat
{
    /// <summary>`csv`, `ndjson` or `parquet`; of Audience Manager, `adobeTraits` or `adobeIds`.</summary>
    public required string Kind { get; init; }

    /// <summary>`gzip` or `zip`; null for none.</summary>
    public string? Compression { get; init; }

    /// <summary>`utf-8`, `utf-16` or `windows-1252`; null for Parquet.</summary>
    public string? Encoding { get; init; }

    /// <summary>Of a CSV file.</summary>
    public string? Delimiter { get; init; }
}
