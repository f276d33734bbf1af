using Activation.Import.Columns;
using Activation.Import.Files;
using Activation.Import.Normalization;
using Activation.Profiles;

namespace Activation.Import.Rows;

/// <summary>
/// Emails and phones that a row has in clear in one column and hashed in another. The hash adds nothing to the clear value, which wins; it is compared with it, so that
/// a hash of a hash does not become somebody's address. Where the row has no value in clear, the hash is used as any.
/// </summary>
internal sealed class HashedColumns
{
    private readonly ColumnPlan plan;
    private readonly bool[] watched;
    private readonly List<PlannedColumn> deferred = [];

    public HashedColumns(ColumnPlan plan)
    {
        this.plan = plan;
        watched = new bool[plan.Columns.Count];
        foreach (var column in plan.IdentifierColumns)
        {
            watched[column.Index] = column.Name is Identifiers.Email or Identifiers.Phone && plan.IdentifierColumns.Count(c => c.Name == column.Name) > 1;
        }
    }

    /// <summary>Whether the cell is a hash, which waits until the row's values in clear are known.</summary>
    public bool Defers(PlannedColumn column, ReadOnlySpan<char> text)
    {
        if (!watched[column.Index] || (HashShapes.Of(text) == HashShape.None && HashShapes.HexOfBase64(text) is null))
        {
            return false;
        }

        deferred.Add(column);
        return true;
    }

    /// <summary>Compares, uses and counts the cells that wait.</summary>
    public void Resolve(IRecord record, IdentifierSet identifiers, NormalizationContext context, ImportTally tally)
    {
        if (deferred.Count == 0)
        {
            return;
        }

        var own = deferred.Select(c => c.Name).Distinct().ToDictionary(name => name, name => Values(identifiers, name), StringComparer.Ordinal);
        foreach (var column in deferred)
        {
            var text = SpreadsheetCell.Text(record.Field(column.Index).Trim());
            if (own[column.Name].Count == 0)
            {
                tally.Normalized(record.Line, column, IdentifierCell.Add(identifiers, column.Name, text, context));
                continue;
            }

            var outcome = Compare(column, text, own[column.Name], Written(record, column), context);
            tally.Normalized(record.Line, column, outcome);
            if (outcome.Kind is NormalizationKind.Prehashed or NormalizationKind.Valid)
            {
                tally.Verified(column);
            }
        }

        deferred.Clear();
    }

    private static NormalizationOutcome Compare(PlannedColumn column, ReadOnlySpan<char> text, List<string> own, List<string> written, NormalizationContext context)
    {
        switch (HashShapes.Of(text))
        {
            case HashShape.Sha256OfEmpty:
                return Reasons.HashOfEmpty;
            case HashShape.Md5:
                return HashComparison.IsWeak(HashShapes.Digits(text), column.Name, written, context) ? NormalizationOutcome.Valid : Reasons.Md5NotAccepted;
            case HashShape.Sha1:
                return HashComparison.IsWeak(HashShapes.Digits(text), column.Name, written, context) ? NormalizationOutcome.Valid : Reasons.Sha1NotAccepted;
            default:
                return HashComparison.OfSha256(HashShapes.HexOfBase64(text) ?? HashShapes.Digits(text).ToString().ToLowerInvariant(), own, written) switch
                {
                    HashMatch.Same => NormalizationOutcome.Prehashed,
                    HashMatch.Double => Repairs.DoubleHashed,
                    HashMatch.Unnormalized => Repairs.HashedUnnormalized,
                    _ => Reasons.HashMismatch,
                };
        }
    }

    private static List<string> Values(IdentifierSet identifiers, string identifier) =>
        [.. Identifiers.Variants.Where(v => v.Identifier == identifier).SelectMany(v => identifiers[v.Name]).Distinct(StringComparer.Ordinal)];

    /// <summary>The cells of the identifier's other columns that are in clear, with and without the white space around.</summary>
    private List<string> Written(IRecord record, PlannedColumn hashed)
    {
        var written = new List<string>();
        foreach (var column in plan.IdentifierColumns)
        {
            var text = record.Field(column.Index);
            if (column.Name == hashed.Name && !deferred.Contains(column) && !text.IsWhiteSpace())
            {
                written.Add(text.ToString());
                written.Add(text.Trim().ToString());
            }
        }

        return written;
    }
}
