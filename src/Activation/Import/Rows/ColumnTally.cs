using System.Runtime.InteropServices;

namespace Activation.Import.Rows;

/// <summary>Counts what becomes of the cells of each column of a file: each filled cell is valid, repaired or rejected.</summary>
internal sealed class ColumnTally(int columns)
{
    private readonly long[] filled = new long[columns];
    private readonly long[] prehashed = new long[columns];
    private readonly long[] verified = new long[columns];
    private readonly Dictionary<string, long>?[] repairs = new Dictionary<string, long>?[columns];
    private readonly Dictionary<string, long>?[] rejections = new Dictionary<string, long>?[columns];

    public void Filled(int column) => filled[column]++;

    /// <summary>A cell that was counted as filled holds a marker for nothing.</summary>
    public void Blank(int column) => filled[column]--;

    /// <summary>A filled cell was a hash already.</summary>
    public void Prehashed(int column) => prehashed[column]++;

    /// <summary>A hash that another column of the row, which has the value in clear, confirms.</summary>
    public void Verified(int column) => verified[column]++;

    public void Repaired(int column, string code) => Count(repairs, column, code);

    public void Rejected(int column, string code) => Count(rejections, column, code);

    public ImportColumn Describe(ImportColumn column, int index)
    {
        var repaired = repairs[index]?.Values.Sum() ?? 0;
        var rejected = rejections[index]?.Values.Sum() ?? 0;
        return column with
        {
            Filled = filled[index],
            Valid = filled[index] - repaired - rejected,
            Repaired = repaired,
            Rejected = rejected,
            Prehashed = prehashed[index],
            Verified = verified[index],
            Repairs = repairs[index] is { } byRepair ? Copy(byRepair) : column.Repairs,
            Reasons = rejections[index] is { } byReason ? Copy(byReason) : column.Reasons,
        };
    }

    /// <summary>Adds the counts of the same columns.</summary>
    public void Add(ColumnTally other)
    {
        for (var i = 0; i < filled.Length; i++)
        {
            filled[i] += other.filled[i];
            prehashed[i] += other.prehashed[i];
            verified[i] += other.verified[i];
            Add(repairs, i, other.repairs[i]);
            Add(rejections, i, other.rejections[i]);
        }
    }

    /// <summary>Adds counts by key.</summary>
    public static void Add<TKey>(Dictionary<TKey, long> counts, Dictionary<TKey, long> others)
        where TKey : notnull
    {
        foreach (var (key, count) in others)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(counts, key, out _) += count;
        }
    }

    public ColumnCounts Save() => new()
    {
        Filled = [.. filled],
        Prehashed = [.. prehashed],
        Verified = [.. verified],
        Repairs = Save(repairs),
        Rejections = Save(rejections),
    };

    public void Restore(ColumnCounts counts)
    {
        counts.Filled.CopyTo(filled, 0);
        counts.Prehashed.CopyTo(prehashed, 0);
        counts.Verified.CopyTo(verified, 0);
        Restore(repairs, counts.Repairs);
        Restore(rejections, counts.Rejections);
    }

    private static void Count(Dictionary<string, long>?[] counts, int column, string code) =>
        CollectionsMarshal.GetValueRefOrAddDefault(counts[column] ??= new Dictionary<string, long>(StringComparer.Ordinal), code, out _)++;

    private static void Add(Dictionary<string, long>?[] counts, int column, Dictionary<string, long>? others)
    {
        if (others is not null)
        {
            Add(counts[column] ??= new Dictionary<string, long>(StringComparer.Ordinal), others);
        }
    }

    private static Dictionary<string, long> Copy(Dictionary<string, long>? counts) => counts is null ? [] : new Dictionary<string, long>(counts, StringComparer.Ordinal);

    private static Dictionary<int, Dictionary<string, long>> Save(Dictionary<string, long>?[] counts) =>
        Enumerable.Range(0, counts.Length).Where(i => counts[i] is not null).ToDictionary(i => i, i => Copy(counts[i]));

    private static void Restore(Dictionary<string, long>?[] counts, Dictionary<int, Dictionary<string, long>> saved)
    {
        foreach (var (column, byCode) in saved)
        {
            counts[column] = Copy(byCode);
        }
    }
}
