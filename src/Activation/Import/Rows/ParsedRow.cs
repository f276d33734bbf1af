using Activation.Import.Events;
using Activation.Profiles;

namespace Activation.Import.Rows;

/// <summary>
/// An accepted row: identifiers normalized and hashed, traits still as text until their types are known. Not a record: it must not
/// print itself.
/// </summary>
internal sealed class ParsedRow
{
    /// <summary>The line of the file at which it begins.</summary>
    public required long Line { get; init; }

    /// <summary>Whether the row has a customer id; if not, its profile may turn out to be a customer's who has its email.</summary>
    public required bool HasCustomer { get; init; }

    /// <summary>The profile that the row names by itself.</summary>
    public required ProfileId Profile { get; set; }

    /// <summary>Several customers have its email, and that is counted.</summary>
    public bool IsAmbiguous { get; set; }

    public required IdentifierSet Identifiers { get; init; }

    /// <summary>Identifiers whose cell is `\N`.</summary>
    public IReadOnlyList<string> Cleared { get; init; } = [];

    /// <summary>By slot of the plan: null where the cell is empty, <see cref="CellMark.Clear"/>, the text, or the typed value.</summary>
    public required object?[] Traits { get; init; }

    public required Guid Fingerprint { get; init; }

    /// <summary>Of a row of an event file; then <see cref="Traits"/> are the event's properties, and <see cref="Fingerprint"/> is of the identifiers alone.</summary>
    public ParsedEvent? Event { get; init; }

    /// <summary>Characters that it holds, for the memory of a chunk.</summary>
    public required int Characters { get; init; }
}
