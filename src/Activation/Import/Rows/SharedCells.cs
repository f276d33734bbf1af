using Activation.Import.Columns;
using Activation.Import.Normalization;
using Activation.Profiles;

namespace Activation.Import.Rows;

/// <summary>
/// What became of the last cells of columns in which many people have the same text: names, places, parts of a date. Most such cells of a file cost a comparison instead
/// of a normalization and a hash. In memory only, and only while the file is read.
/// </summary>
internal sealed class SharedCells
{
    /// <summary>Of a column; a power of two.</summary>
    private const int Slots = 16_384;

    private const int MaxLength = 64;

    private static readonly HashSet<string> Shared = new(StringComparer.Ordinal)
    {
        Identifiers.FirstName, Identifiers.LastName, Identifiers.Gender, Identifiers.BirthYear, Identifiers.BirthMonth, Identifiers.BirthDay,
        Identifiers.City, Identifiers.State, Identifiers.Zip, Identifiers.Country,
    };

    /// <summary>By column; null where few people have the same text.</summary>
    private readonly Entry[]?[] columns;

    /// <summary>Of the cell that is normalized, whose values are then copied.</summary>
    private readonly IdentifierSet latest = new();

    public SharedCells(ColumnPlan plan, int columnCount)
    {
        columns = new Entry[columnCount][];
        foreach (var column in plan.IdentifierColumns.Where(c => Shared.Contains(c.Name)))
        {
            columns[column.Index] = new Entry[Slots];
        }
    }

    /// <summary>As <see cref="IdentifierCell.Add"/>.</summary>
    public NormalizationOutcome Add(IdentifierSet identifiers, PlannedColumn column, ReadOnlySpan<char> text, NormalizationContext context)
    {
        if (text.Length > MaxLength || columns[column.Index] is not { } entries)
        {
            return IdentifierCell.Add(identifiers, column.Name, text, context);
        }

        ref var entry = ref entries[Hash(text) & (Slots - 1)];
        if (entry.Text is null || !text.SequenceEqual(entry.Text) || !ReferenceEquals(entry.Context, context))
        {
            entry = Normalize(column.Name, text, context);
        }

        identifiers.Add(entry.Values);
        return entry.Outcome;
    }

    private Entry Normalize(string identifier, ReadOnlySpan<char> text, NormalizationContext context)
    {
        latest.Clear();
        var outcome = IdentifierCell.Add(latest, identifier, text, context);
        return new Entry(text.ToString(), context, latest.Copy(), outcome);
    }

    /// <summary>Where two texts meet, the later one takes the place.</summary>
    private static int Hash(ReadOnlySpan<char> text) => string.GetHashCode(text, StringComparison.Ordinal);

    private readonly record struct Entry(string? Text, NormalizationContext Context, IdentifierSet Values, NormalizationOutcome Outcome);
}
