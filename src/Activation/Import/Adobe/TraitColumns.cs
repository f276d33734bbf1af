using System.Runtime.InteropServices;
using Activation.Import.Columns;
using Activation.Import.Normalization;

namespace Activation.Import.Adobe;

/// <summary>
/// The columns that a trait file amounts to: the user's id, each trait id as `sid:{id}`, each key. Those that do not fit are left out and
/// reported with the number of items.
/// </summary>
internal sealed class TraitColumns
{
    /// <summary>In one file: the receipt names every column.</summary>
    private const int MaxNameCharacters = 90_000;

    private const int MaxLeftOut = 200;

    private readonly List<string> names;
    private readonly Dictionary<string, int> columns = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<(string Name, string Reason), long> leftOut = [];
    private int nameCharacters;

    public TraitColumns(string idColumn)
    {
        names = [idColumn];
        columns.Add(idColumn, 0);
    }

    public IReadOnlyList<string> Names => names;

    public IReadOnlyList<ImportColumn> LeftOut =>
        [.. leftOut.Select(l => ImportColumn.LeftOut(l.Key.Name, l.Key.Reason, l.Value))];

    public static string NameOf(TraitItem item) => item.Kind == TraitItemKind.KeyValue ? item.Name.ToString() : $"sid:{item.Name}";

    /// <summary>While the file is surveyed.</summary>
    public void Add(TraitItem item)
    {
        var name = NameOf(item);
        if (!columns.ContainsKey(name) && Refusal(name) is null)
        {
            columns.Add(name, names.Count);
            names.Add(name);
            nameCharacters += name.Length;
        }
    }

    /// <summary>When it is read.</summary>
    /// <returns>The column's index; -1 if the item is left out.</returns>
    public int Find(TraitItem item)
    {
        var name = NameOf(item);
        if (columns.TryGetValue(name, out var index) && index > 0)
        {
            return index;
        }

        var reason = index == 0 && columns.ContainsKey(name) ? "duplicate" : Refusal(name) ?? "tooManyColumns";
        var key = (PersonalDataShape.LooksPersonal(name) ? "" : TextElements.Cut(name, ColumnTarget.MaxTraitName), reason);
        if (leftOut.Count < MaxLeftOut || leftOut.ContainsKey(key))
        {
            CollectionsMarshal.GetValueRefOrAddDefault(leftOut, key, out _)++;
        }

        return -1;
    }

    private string? Refusal(string name) =>
        PersonalDataShape.LooksPersonal(name) ? "personalData"
        : name.Length > ColumnTarget.MaxTraitName ? "name"
        : names.Count >= ColumnPlanner.MaxColumns || nameCharacters + name.Length > MaxNameCharacters ? "tooManyColumns"
        : null;
}
