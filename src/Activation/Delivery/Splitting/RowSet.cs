using System.Runtime.InteropServices;
using System.Text.Json.Serialization;

namespace Activation.Delivery.Splitting;

/// <summary>Rows of a batch by position: sorted ranges that neither overlap nor touch. Immutable.</summary>
internal sealed record RowSet(IReadOnlyList<RowRange> Ranges)
{
    public static readonly RowSet Empty = new([]);

    [JsonIgnore]
    public int Count => Ranges.Sum(r => r.Count);

    public static RowSet Of(int from, int end) => from < end ? new([new RowRange(from, end)]) : Empty;

    /// <param name="rows">In ascending order, each once.</param>
    public static RowSet OfRows(IEnumerable<int> rows)
    {
        var ranges = new List<RowRange>();
        foreach (var row in rows)
        {
            if (ranges.Count > 0 && ranges[^1].End == row)
            {
                ranges[^1] = ranges[^1] with { End = row + 1 };
            }
            else
            {
                ranges.Add(new RowRange(row, row + 1));
            }
        }

        return new RowSet(ranges);
    }

    public IEnumerable<int> Rows() => Ranges.SelectMany(r => Enumerable.Range(r.From, r.Count));

    /// <summary>The first rows.</summary>
    public RowSet Take(int count)
    {
        var taken = new List<RowRange>();
        foreach (var range in Ranges)
        {
            var end = Math.Min(range.End, range.From + count);
            if (end > range.From)
            {
                taken.Add(range with { End = end });
                count -= end - range.From;
            }
        }

        return new RowSet(taken);
    }

    public RowSet Union(RowSet other)
    {
        var merged = new List<RowRange>();
        foreach (var range in Ranges.Concat(other.Ranges).OrderBy(r => r.From))
        {
            if (merged.Count > 0 && merged[^1].End >= range.From)
            {
                merged[^1] = merged[^1] with { End = Math.Max(merged[^1].End, range.End) };
            }
            else
            {
                merged.Add(range);
            }
        }

        return new RowSet(merged);
    }

    public RowSet Except(RowSet other)
    {
        var left = new List<RowRange>(Ranges);
        foreach (var gone in other.Ranges)
        {
            left = [.. left.SelectMany(r => r.Without(gone))];
        }

        return new RowSet(left);
    }
}

/// <param name="End">The position after the last row.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RowRange(int From, int End)
{
    [JsonIgnore]
    public int Count => End - From;

    public IEnumerable<RowRange> Without(RowRange gone)
    {
        var (before, after) = (this with { End = Math.Min(End, gone.From) }, this with { From = Math.Max(From, gone.End) });
        if (before.Count > 0)
        {
            yield return before;
        }

        if (after.Count > 0)
        {
            yield return after;
        }
    }
}
