namespace Activation.Import.Rows;

/// <summary>The counts of a <see cref="ColumnTally"/>, to continue them; by column of the file.</summary>
internal sealed record ColumnCounts
{
    public required long[] Filled { get; init; }

    public required long[] Prehashed { get; init; }

    public required long[] Verified { get; init; }

    public required Dictionary<int, Dictionary<string, long>> Repairs { get; init; }

    public required Dictionary<int, Dictionary<string, long>> Rejections { get; init; }
}
