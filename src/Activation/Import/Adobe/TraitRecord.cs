using Activation.Import.Files;
using Activation.Import.Rows;

namespace Activation.Import.Adobe;

/// <summary>A line of a trait file as a row: a trait that is added is true, one that is removed is cleared, several values of a key stand side by side.</summary>
/// <param name="isOverwrite">What is not listed is removed, so that removals say nothing.</param>
internal sealed class TraitRecord(TraitColumns columns, bool isOverwrite) : IRecord
{
    private readonly string?[] fields = new string?[columns.Names.Count];
    private readonly List<int> set = [];

    public long Line { get; private set; }

    public int FieldCount => Problem is null ? fields.Length : 0;

    public Reject? Problem { get; private set; }

    public ReadOnlySpan<char> Field(int index) => fields[index];

    public void Refuse(Reject reject)
    {
        Line = reject.Line;
        Problem = reject;
    }

    public void Read(long line, ReadOnlySpan<char> user, ReadOnlySpan<char> text)
    {
        foreach (var index in set)
        {
            fields[index] = null;
        }

        set.Clear();
        Line = line;
        Problem = null;
        fields[0] = user.ToString();
        var items = new TraitItems(text);
        while (items.MoveNext())
        {
            if (Says(items.Current, isOverwrite) && columns.Find(items.Current) is > 0 and var index)
            {
                Set(index, items.Current);
            }
        }
    }

    /// <summary>Whether an item changes what is known of the user.</summary>
    public static bool Says(TraitItem item, bool isOverwrite) =>
        item.Kind is TraitItemKind.Add or TraitItemKind.KeyValue || (item.Kind == TraitItemKind.Remove && !isOverwrite);

    private void Set(int index, TraitItem item)
    {
        set.Add(index);
        fields[index] = item.Kind switch
        {
            TraitItemKind.Add => "true",
            TraitItemKind.Remove => CellMark.ClearText,
            _ when fields[index] is { } before => $"{before}|{item.Value}",
            _ => item.Value.ToString(),
        };
    }
}
