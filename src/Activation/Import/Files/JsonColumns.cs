using System.Runtime.InteropServices;
using Activation.Import.Columns;
using Activation.Import.Normalization;

namespace Activation.Import.Files;

/// <summary>The paths of a JSON file that are columns, and those that are left out with the number of rows that had them.</summary>
internal sealed class JsonColumns
{
    /// <summary>What is reported by name; more is made to fill the memory.</summary>
    private const int MaxLeftOut = 200;

    private readonly Dictionary<string, int> columns = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Path, string Reason), long> leftOut = [];
    private readonly List<string> names = [];

    public IReadOnlyList<string> Names => names;

    /// <summary>From here on, a path that is new is left out as a late column.</summary>
    public bool IsClosed { get; set; }

    public IReadOnlyList<ImportColumn> LeftOut =>
        [.. leftOut.Select(l => ImportColumn.LeftOut(l.Key.Path, l.Key.Reason, l.Value))];

    public void Add(string name)
    {
        if (columns.TryAdd(name, names.Count))
        {
            names.Add(name);
        }
    }

    /// <returns>The column's index; -1 if the path is none.</returns>
    public int Find(ReadOnlySpan<char> path)
    {
        if (columns.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(path, out var index))
        {
            return index;
        }

        // One more than may be imported, so that the file is refused for their number.
        if (!IsClosed && names.Count <= ColumnPlanner.MaxColumns)
        {
            Add(path.ToString());
            return names.Count - 1;
        }

        LeaveOut(path, "lateColumn");
        return -1;
    }

    /// <summary>A path of which the row has no value: a column, unless it comes too late to be one.</summary>
    public void Offer(ReadOnlySpan<char> path)
    {
        if (!IsClosed)
        {
            Find(path);
        }
    }

    public void LeaveOut(ReadOnlySpan<char> path, string reason)
    {
        // A key may be somebody's address: the receipt names none.
        var name = path.ToString();
        var key = (PersonalDataShape.LooksPersonal(name) ? "" : TextElements.Cut(name, ColumnTarget.MaxTraitName), reason);
        if (leftOut.Count < MaxLeftOut || leftOut.ContainsKey(key))
        {
            CollectionsMarshal.GetValueRefOrAddDefault(leftOut, key, out _)++;
        }
    }
}
