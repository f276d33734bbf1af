using System.Collections.Immutable;

namespace Activation.Import.Columns;

/// <summary>What each column of a file is taken for; fixed for the whole file.</summary>
internal sealed class ColumnPlan
{
    public ColumnPlan(IReadOnlyList<PlannedColumn> columns)
    {
        Columns = columns;
        IdentifierColumns = [.. columns.Where(c => c.Kind == ColumnKind.Identifier)];
        TraitColumns = [.. columns.Where(c => c.Kind is ColumnKind.Trait or ColumnKind.Property)];
    }

    /// <summary>All, in file order.</summary>
    public IReadOnlyList<PlannedColumn> Columns { get; }

    public ImmutableArray<PlannedColumn> IdentifierColumns { get; }

    /// <summary>Of traits, or of an event's properties, in file order; a position in this list is a slot of <see cref="Rows.ParsedRow.Traits"/>.</summary>
    public ImmutableArray<PlannedColumn> TraitColumns { get; }

    /// <summary>The column that has an event's name, time or id; null if there is none.</summary>
    public PlannedColumn? Find(ColumnKind kind) => Columns.FirstOrDefault(c => c.Kind == kind);

    /// <summary>What the file's rows say of their people, events left out.</summary>
    public ColumnPlan OfPeople() => new([.. Columns.Where(c => c.Kind != ColumnKind.Property)]);
}
