namespace Activation.Segments.Sql;

/// <summary>
/// Writes comparisons. They are two-valued: each tests for null itself, so that `NOT` never meets one. (`x IS NOT NULL AND …` instead of
/// `coalesce`, because that one can be pushed into the scan.)
/// </summary>
internal sealed class OperandSql(QueryParameters parameters, DateTimeOffset instant)
{
    /// <summary>Up to here a linear search through the list beats a join.</summary>
    private const int ShortList = 16;

    /// <summary>Planning time grows with the square of the joins of a query.</summary>
    private const int MaxJoins = 64;

    private int joins;

    /// <summary>The instant of the evaluation, to the microsecond.</summary>
    public DateTime Now { get; } = RuleInstant.ToMicroseconds(instant.UtcDateTime);

    /// <summary>What a comparison with something that is missing is.</summary>
    public static bool OfMissing(TraitOperator op) => op == TraitOperator.NotExists;

    public static string Constant(bool value) => value ? "TRUE" : "FALSE";

    /// <summary>A comparison of a column that may be null.</summary>
    public string Leaf(string column, TraitOperator op, TraitOperand operand)
    {
        var compared = Compared(column, operand);
        return op switch
        {
            TraitOperator.Exists => $"({column} IS NOT NULL)",
            TraitOperator.NotExists => $"({column} IS NULL)",
            _ => $"({column} IS NOT NULL AND {Test(op, compared, operand.Values)})",
        };
    }

    /// <summary>A comparison of an expression that is never null.</summary>
    public string Test(TraitOperator op, string column, IReadOnlyList<object> values) => op switch
    {
        TraitOperator.Eq => $"{column} = {parameters.Add(values[0])}",
        TraitOperator.Ne => $"{column} <> {parameters.Add(values[0])}",
        TraitOperator.Gt or TraitOperator.After => $"{column} > {parameters.Add(values[0])}",
        TraitOperator.Gte => $"{column} >= {parameters.Add(values[0])}",
        TraitOperator.Lt or TraitOperator.Before => $"{column} < {parameters.Add(values[0])}",
        TraitOperator.Lte => $"{column} <= {parameters.Add(values[0])}",
        TraitOperator.Between => $"{column} >= {parameters.Add(values[0])} AND {column} <= {parameters.Add(values[1])}",
        TraitOperator.In => Membership(column, values),
        TraitOperator.NotIn => $"NOT ({Membership(column, values)})",
        TraitOperator.Contains => $"contains({column}, {parameters.Add(values[0])})",
        TraitOperator.StartsWith => $"starts_with({column}, {parameters.Add(values[0])})",
        TraitOperator.EndsWith => $"ends_with({column}, {parameters.Add(values[0])})",
        TraitOperator.Matches => $"regexp_matches({column}, {parameters.Add(values[0])})",
        TraitOperator.WithinLast => Within(column, (TimeSpan)values[0]),
        TraitOperator.NotWithinLast => $"NOT ({Within(column, (TimeSpan)values[0])})",
        _ => throw new ArgumentOutOfRangeException(nameof(op)),
    };

    /// <summary>Whether a column has one of the values.</summary>
    public string Membership(string column, IReadOnlyList<object> values)
    {
        var list = parameters.AddList(values);
        return values.Count > ShortList && joins++ < MaxJoins
            ? $"{column} IN (SELECT unnest({list}))"
            : $"list_contains({list}, {column})";
    }

    /// <summary>Now without the duration; the first instant there is, where that would be earlier.</summary>
    public DateTime Ago(TimeSpan duration) => Now - DateTime.MinValue > duration ? Now - duration : DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc);

    private static string Compared(string column, TraitOperand operand) => operand.AsTimestamp ? $"CAST({column} AS TIMESTAMP)" : column;

    private string Within(string column, TimeSpan window) => $"{column} > {parameters.Add(Ago(window))} AND {column} <= {parameters.Add(Now)}";
}
