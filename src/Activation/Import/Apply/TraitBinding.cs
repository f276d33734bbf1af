using Activation.Import.Columns;
using Activation.Import.Normalization;
using Activation.Import.Rows;
using Activation.Profiles;

namespace Activation.Import.Apply;

/// <summary>
/// Finds the type of each trait column from the first chunk in which it has a value, declares it once, and turns texts into values of
/// the type that holds.
/// </summary>
internal sealed class TraitBinding(TraitCatalog catalog, SourceId source, ColumnPlan plan, TraitSchema schema, ImportTally tally, IReadOnlyDictionary<string, bool> consent)
{
    private readonly Trait?[] bound = new Trait?[plan.TraitColumns.Length];

    /// <summary>Every trait that a bound column may have.</summary>
    public TraitSchema Schema { get; private set; } = schema;

    /// <summary>By slot; null while the column has had no value.</summary>
    public IReadOnlyList<Trait?> Traits => bound;

    /// <summary>What the source says of purposes where a row says nothing; declared with the first rows.</summary>
    public IReadOnlyList<ConsentDefault> ConsentDefaults { get; private set; } = [];

    /// <summary>The slots that are bound.</summary>
    public IReadOnlyList<int> BoundSlots => [.. Enumerable.Range(0, bound.Length).Where(slot => bound[slot] is not null)];

    /// <summary>Binds again what was bound when the import was interrupted.</summary>
    public void Restore(IReadOnlyList<int> slots)
    {
        foreach (var slot in slots)
        {
            bound[slot] = Schema.Find(plan.TraitColumns[slot].Name);
        }
    }

    public async Task BindAsync(IReadOnlyList<ParsedRow> rows, CancellationToken cancellationToken)
    {
        await DeclareAsync(rows, cancellationToken);
        BindCleared(rows);
        foreach (var row in rows)
        {
            Convert(row);
        }
    }

    /// <summary>For rows that have no traits: only what the source says of purposes is declared.</summary>
    public Task BindDefaultsAsync(CancellationToken cancellationToken) => ConsentDefaults.Count < consent.Count ? DeclareAsync([], cancellationToken) : Task.CompletedTask;

    /// <summary>What became of the column, for the receipt.</summary>
    public ImportColumn Describe(PlannedColumn column, ImportColumn counts)
    {
        switch (column.Kind)
        {
            case ColumnKind.Identifier:
                return counts with { Target = column.Name };
            case ColumnKind.Trait when ConsentTraits.IsConsent(column.Name):
                return counts with { Target = column.Name };
            case ColumnKind.Trait when bound[Slot(column)] is { } trait:
                return counts with { Target = $"trait:{trait.Name}:{trait.Type.Name()}" };
            case ColumnKind.Trait when Schema.FindComputed(column.Name) is not null:
                return counts with { Target = "ignored", Reason = "computedTrait" };
            case ColumnKind.Trait:
                return counts with { Target = "ignored", Reason = "empty" };
            default:
                return counts with { Target = "ignored", Reason = column.Reason };
        }
    }

    private async Task DeclareAsync(IReadOnlyList<ParsedRow> rows, CancellationToken cancellationToken)
    {
        var proposed = new List<KeyValuePair<string, TraitType>>();
        for (var slot = 0; slot < bound.Length; slot++)
        {
            var index = slot;
            if (bound[slot] is null && Schema.FindComputed(plan.TraitColumns[slot].Name) is null && TraitInference.Infer(rows.Select(r => r.Traits[index]).OfType<string>()) is { } inferred)
            {
                proposed.Add(new(plan.TraitColumns[slot].Name, plan.TraitColumns[slot].DeclaredType ?? inferred));
            }
        }

        if (ConsentDefaults.Count < consent.Count)
        {
            proposed.AddRange(consent.Select(c => KeyValuePair.Create(ConsentTraits.NameOf(c.Key), TraitType.Boolean)));
        }

        if (proposed.Count == 0)
        {
            return;
        }

        Schema = await catalog.DeclareAsync(source, proposed, cancellationToken);
        var names = proposed.Select(p => p.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        for (var slot = 0; slot < bound.Length; slot++)
        {
            bound[slot] ??= names.Contains(plan.TraitColumns[slot].Name) ? Schema.Find(plan.TraitColumns[slot].Name) : null;
        }

        ConsentDefaults = [.. consent.Select(c => (Trait: Schema.Find(ConsentTraits.NameOf(c.Key)), c.Value)).Where(c => c.Trait is not null).Select(c => OfTrait(c.Trait ?? throw new InvalidOperationException(), c.Value))];
    }

    /// <summary>A column that only clears values declares no trait, and clears the one there is.</summary>
    private void BindCleared(IReadOnlyList<ParsedRow> rows)
    {
        for (var slot = 0; slot < bound.Length; slot++)
        {
            var index = slot;
            if (bound[slot] is null && rows.Any(r => r.Traits[index] is CellMark))
            {
                bound[slot] = Schema.Find(plan.TraitColumns[slot].Name);
            }
        }
    }

    private void Convert(ParsedRow row)
    {
        for (var slot = 0; slot < bound.Length; slot++)
        {
            if (bound[slot] is { } trait && row.Traits[slot] is string text)
            {
                row.Traits[slot] = TraitText.Parse(trait.Type, text);
                if (row.Traits[slot] is not null)
                {
                    continue;
                }

                if (CellText.IsBlank(text))
                {
                    tally.Blank(plan.TraitColumns[slot]);
                }
                else
                {
                    tally.DropCell(row.Line, plan.TraitColumns[slot], "typeConflict", $"The trait holds values of type {trait.Type.Name()}, and the cell is not one: {TraitText.Expected(trait.Type)}.");
                }
            }
        }
    }

    private ConsentDefault OfTrait(Trait trait, bool granted)
    {
        var slot = plan.TraitColumns.Length - 1;
        while (slot >= 0 && !string.Equals(plan.TraitColumns[slot].Name, trait.Name, StringComparison.OrdinalIgnoreCase))
        {
            slot--;
        }

        return new ConsentDefault(trait, granted, slot);
    }

    private int Slot(PlannedColumn column)
    {
        for (var slot = 0; slot < plan.TraitColumns.Length; slot++)
        {
            if (plan.TraitColumns[slot].Index == column.Index)
            {
                return slot;
            }
        }

        throw new ArgumentException("The column is no trait.", nameof(column));
    }
}
