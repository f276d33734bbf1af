using System.Globalization;
using Activation.Profiles;
using Activation.Import.Normalization;

namespace Activation.Import.Columns;

/// <summary>
/// Decides what each column is: the source's mapping first, then the aliases of identifiers, then, unless it is named or filled like
/// personal data, a trait under its own name. Pure.
/// </summary>
internal static class ColumnPlanner
{
    public const int MaxColumns = 2_000;

    /// <summary>The receipt names every column, and has to fit into one entity.</summary>
    private const int MaxHeaderCharacters = 100_000;

    private static readonly string[] KeyIdentifiers =
        [Identifiers.CustomerId, Identifiers.Email, Identifiers.Phone, Identifiers.MobileAdId, Identifiers.Idfa, Identifiers.Gaid, Identifiers.Ecid];

    /// <param name="sample">The first rows as read; shorter rows are allowed.</param>
    public static (ColumnPlan? Plan, ImportFailure? Failure) Plan(
        IReadOnlyList<string> header, IReadOnlyDictionary<string, string> mapping, IReadOnlyList<string[]> sample)
    {
        if (CheckHeader(header) is { } unusable)
        {
            return (null, unusable);
        }

        var (targets, invalid) = ReadMapping(mapping, SourceKind.Crm);
        if (invalid is not null)
        {
            return (null, invalid);
        }

        var columns = new List<PlannedColumn>(header.Count);
        var single = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < header.Count; i++)
        {
            var column = PlanColumn(i, header[i], targets, sample);
            columns.Add(IsRepeated(column, single) ? Ignore(column, "duplicate") : column);
        }

        return CheckIdentifiers(columns) is { } nobody ? (null, nobody) : (new ColumnPlan(columns), null);
    }

    /// <summary>The plan of a source whose files only link identifiers: no column becomes a trait.</summary>
    public static ColumnPlan LinksOnly(ColumnPlan plan) =>
        new([.. plan.Columns.Select(c => c.Kind == ColumnKind.Trait && !ConsentTraits.IsConsent(c.Name) ? Ignore(c, "identitySource") : c)]);

    internal static (Dictionary<string, ColumnTarget> Targets, ImportFailure? Failure) ReadMapping(IReadOnlyDictionary<string, string> mapping, SourceKind kind)
    {
        var targets = new Dictionary<string, ColumnTarget>(StringComparer.OrdinalIgnoreCase);
        foreach (var (column, text) in mapping)
        {
            if (!ColumnTarget.TryParse(text, out var target) || !target.Suits(kind))
            {
                return (targets, new ImportFailure("invalidMapping", $"The source maps column '{column}' to something unknown: use {ColumnTarget.Choices(kind)}."));
            }

            targets[column.Trim()] = target;
        }

        return (targets, null);
    }

    internal static ImportFailure? CheckIdentifiers(List<PlannedColumn> columns) =>
        columns.Exists(c => c.Kind == ColumnKind.Identifier && KeyIdentifiers.Contains(c.Name, StringComparer.Ordinal))
            ? null
            : new ImportFailure("noIdentifierColumn", "No column is a customer id, email, phone or device id: name one so in the header (customer_id, email, phone), or map it in the source.");

    internal static ImportFailure? CheckHeader(IReadOnlyList<string> header)
    {
        if (header.Count > MaxColumns)
        {
            return new ImportFailure("tooManyColumns", string.Create(CultureInfo.InvariantCulture, $"The file has {header.Count} columns; at most {MaxColumns} can be imported. Leave out what no segment needs."));
        }

        if (header.Sum(name => (long)name.Length) > MaxHeaderCharacters)
        {
            return new ImportFailure("headerTooLarge", string.Create(CultureInfo.InvariantCulture, $"The column names have more than {MaxHeaderCharacters} characters together: put a header line before the data, and shorten the names."));
        }

        if (header.All(name => name.Length == 0) || header.Any(name => PersonalDataShape.LooksPersonal(name)))
        {
            return new ImportFailure("noHeader", "The first line does not name the columns: put a header line before the data.");
        }

        return header.Any(name => name.Contains('\uFFFD'))
            ? new ImportFailure("wrongEncoding", "The header is not valid UTF-8: save the file as UTF-8 (or UTF-16 with a byte order mark).")
            : null;
    }

    private static PlannedColumn PlanColumn(int index, string header, Dictionary<string, ColumnTarget> targets, IReadOnlyList<string[]> sample)
    {
        var column = new PlannedColumn
        {
            Index = index,
            Header = header.Length > 0 ? header : string.Create(CultureInfo.InvariantCulture, $"column {index + 1}"),
            Kind = ColumnKind.Trait,
            Name = header,
        };
        if (header.Length > 0 && targets.TryGetValue(header, out var target))
        {
            return column with { Kind = target.Kind, Name = target.Name, DeclaredType = target.Type, Reason = target.Kind == ColumnKind.Ignored ? "mapping" : null };
        }

        if (ColumnAliases.Find(header) is { } identifier)
        {
            return column with { Kind = ColumnKind.Identifier, Name = identifier };
        }

        if (ConsentTraits.IsConsent(header))
        {
            return Ignore(column, "reservedName");
        }

        if (PersonalDataShape.LooksPersonalByName(header) || HasPersonalValues(sample, index))
        {
            return Ignore(column, "personalData");
        }

        return header.Length is 0 or > ColumnTarget.MaxTraitName ? Ignore(column, "name") : column;
    }

    /// <summary>A fifth of the sampled values that are not empty look like emails or phones.</summary>
    internal static bool HasPersonalValues(IReadOnlyList<string[]> sample, int index)
    {
        int filled = 0, personal = 0;
        foreach (var row in sample)
        {
            if (index < row.Length && !string.IsNullOrWhiteSpace(row[index]))
            {
                filled++;
                personal += PersonalDataShape.LooksPersonal(row[index]) ? 1 : 0;
            }
        }

        return personal > 0 && personal * 5 >= filled;
    }

    /// <summary>Identifiers may have several columns, for several values; a trait and the customer id have one.</summary>
    internal static bool IsRepeated(PlannedColumn column, HashSet<string> single) => column.Kind switch
    {
        ColumnKind.Property => !single.Add("property:" + column.Name),
        ColumnKind.EventName or ColumnKind.EventTime or ColumnKind.EventId => !single.Add("event:" + column.Kind),
        ColumnKind.Trait => !single.Add("trait:" + column.Name),
        ColumnKind.Identifier when column.Name is Identifiers.CustomerId or Identifiers.ExternalId => !single.Add(column.Name),
        _ => false,
    };

    internal static PlannedColumn Ignore(PlannedColumn column, string reason) => column with { Kind = ColumnKind.Ignored, Reason = reason };
}
