namespace Activation.Import.Rows;

/// <summary>The counts of an <see cref="ImportTally"/>, to continue them.</summary>
internal sealed record TallyState
{
    public required long RowsRead { get; init; }

    public required long Rejected { get; init; }

    public required long New { get; init; }

    public required long Changed { get; init; }

    public required long Unchanged { get; init; }

    public required long Duplicates { get; init; }

    public required long Dropped { get; init; }

    public required long Merged { get; init; }

    public required long AmbiguousLinks { get; init; }

    public required Dictionary<string, long> Reasons { get; init; }

    /// <summary>Rejected rows by code.</summary>
    public required Dictionary<string, long> RowReasons { get; init; }

    public required long Traitless { get; init; }

    /// <summary>Accepted rows by the mask of their identifiers.</summary>
    public required Dictionary<long, long> Masks { get; init; }

    public required ColumnCounts Columns { get; init; }
}
