using Activation.Profiles;

namespace Activation.Import.Columns;

/// <summary>A column of the file and what it is taken for.</summary>
internal sealed record PlannedColumn
{
    public required int Index { get; init; }

    /// <summary>Its name in the file; `column 7` where it has none.</summary>
    public required string Header { get; init; }

    public required ColumnKind Kind { get; init; }

    /// <summary>The identifier's or trait's name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The type that the mapping declares.</summary>
    public TraitType? DeclaredType { get; init; }

    /// <summary>Why it is ignored.</summary>
    public string? Reason { get; init; }
}
