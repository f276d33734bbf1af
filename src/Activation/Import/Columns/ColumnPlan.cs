namespace Activation.Import.Columns;

/// <summary>What each column of a file is taken for; fixed for the whole file.</summary>
internal sealed class ColumnPlan
{
    public ColumnPlan(IReadOnlyList<PlannedColumn> columns)
    {
        Columns = columns;
        IdentifierColumns = [.. columns.Where(c => c.Kind == ColumnKind.Identifier)];
        TraitColumns = [.. columns.Where(c => c.Kind == ColumnKind.Trait)];
    }

    /// <summary>All, in file order.</summary>
    public IReadOnlyList<PlannedColumn> Columns { get; }

    public IReadOnlyList<PlannedColumn> IdentifierColumns { get; }

    /// <summary>In file order; a position in this list is a trait's slot in <see cref="Rows.ParsedRow.Traits"/>.</summary>
    public IReadOnlyList<PlannedColumn> TraitColumns { get; }
}
