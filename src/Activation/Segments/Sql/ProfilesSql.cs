using Activation.Profiles;

namespace Activation.Segments.Sql;

/// <summary>
/// Writes the relation of profiles: `pid, ids_digest, ids_mask`, `source_rows` where several sources are merged, and the columns that the rules need. Of several
/// values of a trait the newest counts; of equally new ones that of the source whose name sorts first.
/// </summary>
internal sealed class ProfilesSql(TraitColumns traits, LivingValues living, QueryParameters parameters, IReadOnlyCollection<string> sources)
{
    /// <summary>The profiles that have several rows.</summary>
    public const string Many = "many AS MATERIALIZED (SELECT pid FROM traits GROUP BY pid HAVING count(*) > 1)";

    /// <summary>Profiles of one row each: nothing is merged, and conditions reach the scan.</summary>
    public string Single(string where, string? columns = null)
    {
        var needed = traits.All.ToList();
        return needed.TrueForAll(c => c.Only is null && !living.MayEnd(c)) && where.Length == 0
            ? "traits"
            : $"(SELECT pid, {columns}ids_digest, ids_mask{string.Concat(needed.Select(c => $", {OfRow(c)}"))} FROM {Rows}{where})";
    }

    /// <summary>When a person was last listed is looked up only for values that may be gone.</summary>
    private string Rows => traits.All.Any(living.MayEnd) ? LivingValues.Rows : "traits";

    /// <summary>All profiles: those of one row beside those of several.</summary>
    public string SplitByRows() => $"""
        SELECT * FROM {Single(" WHERE NOT EXISTS (SELECT 1 FROM many WHERE many.pid = traits.pid)", "1 AS source_rows, ")}
        UNION ALL BY NAME {Grouped("pid IN (SELECT pid FROM many)")}
        """;

    public string Grouped(string where) => $"""
        SELECT pid, count(*) AS source_rows, any_value(ids_digest) AS ids_digest, bit_or(ids_mask) AS ids_mask{string.Concat(traits.All.Select(c => $", {Newest(c)}"))}
        FROM {Rows} WHERE {where} GROUP BY pid
        """;

    private string OfRow(TraitColumn column) => column.Only is { } only
        ? $"CASE WHEN {IsOf(only)} THEN {living.Of(column)} END AS {column.Name}"
        : $"{living.Of(column)} AS {column.Name}";

    /// <summary>Aggregates pass over rows where the trait is missing.</summary>
    private string Newest(TraitColumn column)
    {
        var value = living.Of(column);
        var filter = column.Only is { } only ? $" FILTER (WHERE {IsOf(only)})" : "";
        if (column.SourceCount <= 1)
        {
            return $"any_value({value}){filter} AS {column.Name}";
        }

        // Neither has the aggregate a fast path for booleans.
        var age = ValueAge.Of(column.Trait, parameters.Add(Sorted));
        return column.Trait.Type == TraitType.Boolean
            ? $"CAST(arg_max(CAST({value} AS INTEGER), {age}){filter} AS BOOLEAN) AS {column.Name}"
            : $"arg_max({value}, {age}){filter} AS {column.Name}";
    }

    private List<string> Sorted { get; } = [.. sources.Order(StringComparer.Ordinal)];

    private string IsOf(IReadOnlyList<string> only) => parameters.In("source", only);
}
