using Activation.Import.Columns;
using Activation.Import.Files;
using Activation.Import.Normalization;
using Activation.Profiles;

namespace Activation.Import.Rows;

/// <summary>What a row's identifiers are read by: the country that it names, or the source's. Rows of one country share one context.</summary>
internal sealed class RowCountries(ColumnPlan plan, string? defaultCountry)
{
    private readonly NormalizationContext sourceContext = new(defaultCountry, RowCountry: null);
    private readonly Dictionary<string, NormalizationContext> contexts = new(StringComparer.Ordinal);
    private readonly PlannedColumn? column = plan.IdentifierColumns.FirstOrDefault(c => c.Name == Identifiers.Country);
    private string lastText = "";
    private NormalizationContext? lastContext;

    public NormalizationContext Of(IRecord record)
    {
        if (column is null)
        {
            return sourceContext;
        }

        var text = record.Field(column.Index);
        if (lastContext is null || !text.SequenceEqual(lastText))
        {
            lastContext = Read(text);
            lastText = text.ToString();
        }

        return lastContext;
    }

    private NormalizationContext Read(ReadOnlySpan<char> cell)
    {
        if (CountryNormalizer.Normalize(SpreadsheetCell.Text(cell.Trim())) is not { } country)
        {
            return sourceContext;
        }

        if (!contexts.TryGetValue(country, out var context))
        {
            contexts[country] = context = new NormalizationContext(defaultCountry, country.ToUpperInvariant());
        }

        return context;
    }
}
