using Activation.Import.Apply;
using Activation.Import.Columns;
using Activation.Import.Normalization;
using Activation.Import.Rows;
using Activation.Profiles;
using Activation.Profiles.Events;

namespace Activation.Import.Events;

/// <summary>
/// Finds the type of each property from the first chunk in which it has a value, declares it and the names of events once, and turns texts into values of the type
/// that holds.
/// </summary>
internal sealed class EventBinding(EventCatalog catalog, ColumnPlan plan, EventSchema schema, ImportTally tally)
{
    private readonly EventProperty?[] bound = new EventProperty?[plan.TraitColumns.Length];
    private readonly bool[] isFull = new bool[plan.TraitColumns.Length];

    public EventSchema Schema { get; private set; } = schema;

    /// <summary>By slot; null while the column has had no value, or if there is no room for it.</summary>
    public IReadOnlyList<EventProperty?> Properties => bound;

    /// <summary>The slots that are bound.</summary>
    public IReadOnlyList<int> BoundSlots => [.. Enumerable.Range(0, bound.Length).Where(slot => bound[slot] is not null)];

    /// <summary>Declares what the rows have, and gives them typed values; answers those whose names there is room for, and counts the others.</summary>
    public async Task<IReadOnlyList<ParsedRow>> BindAsync(IReadOnlyList<ParsedRow> rows, CancellationToken cancellationToken)
    {
        await DeclareAsync(rows, cancellationToken);
        var kept = new List<ParsedRow>(rows.Count);
        foreach (var row in rows)
        {
            if (row.Event is { } happened && Schema.HasEvent(happened.Name))
            {
                Convert(row);
                kept.Add(row);
            }
            else
            {
                tally.RejectRow(row.Line, "tooManyEventNames", $"There are {EventCatalog.MaxNames} different names of events already: map event:name to a column with few different values, details belong to properties.");
            }
        }

        return kept;
    }

    /// <summary>What became of the column, for the receipt.</summary>
    public ImportColumn Describe(PlannedColumn column, ImportColumn counts) => column.Kind switch
    {
        ColumnKind.Identifier => counts with { Target = column.Name },
        ColumnKind.EventName => counts with { Target = "event:name" },
        ColumnKind.EventTime => counts with { Target = "event:time" },
        ColumnKind.EventId => counts with { Target = "event:id" },
        ColumnKind.Property when Schema.FindProperty(column.Name) is { } property && bound[Slot(column)] is not null =>
            counts with { Target = $"property:{property.Name}:{property.Type.Name()}" },
        ColumnKind.Property => counts with { Target = "ignored", Reason = isFull[Slot(column)] ? "tooManyProperties" : "empty" },
        _ => counts with { Target = "ignored", Reason = column.Reason },
    };

    /// <summary>Binds what an attempt before this one has bound.</summary>
    public void Restore(IReadOnlyList<int> slots)
    {
        foreach (var slot in slots)
        {
            bound[slot] = Schema.FindProperty(plan.TraitColumns[slot].Name);
        }
    }

    private async Task DeclareAsync(IReadOnlyList<ParsedRow> rows, CancellationToken cancellationToken)
    {
        var proposed = new List<KeyValuePair<string, TraitType>>();
        var slots = new List<int>();
        for (var slot = 0; slot < bound.Length; slot++)
        {
            var index = slot;
            if (bound[slot] is null && !isFull[slot] && TraitInference.Infer(rows.Select(r => r.Traits[index]).OfType<string>()) is { } inferred)
            {
                proposed.Add(new(plan.TraitColumns[slot].Name, plan.TraitColumns[slot].DeclaredType ?? inferred));
                slots.Add(slot);
            }
        }

        var names = rows.Select(r => r.Event?.Name ?? "").Where(n => n.Length > 0 && !Schema.HasEvent(n)).ToHashSet(StringComparer.Ordinal);
        if (proposed.Count + names.Count > 0)
        {
            Schema = await catalog.DeclareAsync(names, proposed, cancellationToken);
        }

        foreach (var slot in slots)
        {
            bound[slot] = Schema.FindProperty(plan.TraitColumns[slot].Name);
            isFull[slot] = bound[slot] is null;
        }
    }

    private void Convert(ParsedRow row)
    {
        for (var slot = 0; slot < bound.Length; slot++)
        {
            var text = row.Traits[slot] as string;
            row.Traits[slot] = text is null || bound[slot] is not { } property ? null : TraitText.Parse(property.Type, text);
            if (text is null || row.Traits[slot] is not null || bound[slot] is not { } typed)
            {
                continue;
            }

            if (CellText.IsBlank(text))
            {
                tally.Blank(plan.TraitColumns[slot]);
            }
            else
            {
                tally.DropCell(row.Line, plan.TraitColumns[slot], "typeConflict", $"The property holds values of type {typed.Type.Name()}, and the cell is not one: {TraitText.Expected(typed.Type)}.");
            }
        }
    }

    private int Slot(PlannedColumn column) => plan.TraitColumns.TakeWhile(c => c.Index != column.Index).Count();
}
