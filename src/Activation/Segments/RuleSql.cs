using System.Globalization;
using System.Text;
using Activation.Profiles;

namespace Activation.Segments;

/// <summary>
/// Writes an expanded rule as a condition over the columns `t{n}` and `ids_mask`. Logic is two-valued: every leaf tests for null itself, so
/// `NOT` never meets one. (`x IS NOT NULL AND …` instead of `coalesce`, because that one can be pushed into the scan.)
/// </summary>
internal sealed class RuleSql(TraitSchema schema, DateTimeOffset instant)
{
    /// <summary>Up to here a linear search through the list beats a join.</summary>
    private const int ShortList = 16;

    /// <summary>Planning time grows with the square of the joins of a query.</summary>
    private const int MaxJoins = 64;

    private readonly StringBuilder sql = new();
    private readonly List<object?> parameters = [];
    private readonly SortedDictionary<int, Trait> traits = [];
    private int joins;

    public IReadOnlyList<object?> Parameters => parameters;

    /// <summary>The traits that the condition reads.</summary>
    public IReadOnlyCollection<Trait> Traits => traits.Values;

    public string Condition(RuleNode rule)
    {
        sql.Clear();
        Write(rule);
        return sql.ToString();
    }

    private void Write(RuleNode node)
    {
        switch (node)
        {
            case AllNode all:
                WriteGroup(all.Rules, " AND ");
                break;
            case AnyNode any:
                WriteGroup(any.Rules, " OR ");
                break;
            case NotNode not:
                sql.Append("(NOT ");
                Write(not.Rule);
                sql.Append(')');
                break;
            case HasNode has:
                sql.Append(CultureInfo.InvariantCulture, $"((ids_mask & {Add(Identifiers.MaskOf(has.Identifier))}) <> 0)");
                break;
            case TraitNode trait:
                WriteTrait(trait);
                break;
            default:
                throw new InvalidOperationException($"A {node.GetType().Name} is not part of an expanded rule.");
        }
    }

    /// <summary>The database's parser flattens a chain of one operator, so a long group adds no depth.</summary>
    private void WriteGroup(IReadOnlyList<RuleNode> rules, string separator)
    {
        sql.Append('(');
        for (var i = 0; i < rules.Count; i++)
        {
            if (i > 0)
            {
                sql.Append(separator);
            }

            Write(rules[i]);
        }

        sql.Append(')');
    }

    private void WriteTrait(TraitNode node)
    {
        if (schema.Find(node.Trait) is not { } trait)
        {
            // No import has brought the trait, so it is missing for every profile.
            sql.Append(node.Operator == TraitOperator.NotExists ? "TRUE" : "FALSE");
            return;
        }

        traits[trait.Ordinal] = trait;
        var operand = TraitOperand.Bind(node, trait);
        var column = operand.AsTimestamp ? $"CAST({trait.ValueColumn} AS TIMESTAMP)" : trait.ValueColumn;
        sql.Append(node.Operator switch
        {
            TraitOperator.Exists => $"({column} IS NOT NULL)",
            TraitOperator.NotExists => $"({column} IS NULL)",
            _ => $"({trait.ValueColumn} IS NOT NULL AND {Test(node.Operator, column, operand.Values)})",
        });
    }

    private string Test(TraitOperator op, string column, IReadOnlyList<object> values) => op switch
    {
        TraitOperator.Eq => $"{column} = {Add(values[0])}",
        TraitOperator.Ne => $"{column} <> {Add(values[0])}",
        TraitOperator.Gt or TraitOperator.After => $"{column} > {Add(values[0])}",
        TraitOperator.Gte => $"{column} >= {Add(values[0])}",
        TraitOperator.Lt or TraitOperator.Before => $"{column} < {Add(values[0])}",
        TraitOperator.Lte => $"{column} <= {Add(values[0])}",
        TraitOperator.Between => $"{column} >= {Add(values[0])} AND {column} <= {Add(values[1])}",
        TraitOperator.In => Membership(column, values),
        TraitOperator.NotIn => $"NOT ({Membership(column, values)})",
        TraitOperator.Contains => $"contains({column}, {Add(values[0])})",
        TraitOperator.StartsWith => $"starts_with({column}, {Add(values[0])})",
        TraitOperator.EndsWith => $"ends_with({column}, {Add(values[0])})",
        TraitOperator.Matches => $"regexp_matches({column}, {Add(values[0])})",
        TraitOperator.WithinLast => Within(column, (TimeSpan)values[0]),
        TraitOperator.NotWithinLast => $"NOT ({Within(column, (TimeSpan)values[0])})",
        _ => throw new ArgumentOutOfRangeException(nameof(op)),
    };

    private string Membership(string column, IReadOnlyList<object> values)
    {
        var list = Add(TypedList(values));
        return values.Count > ShortList && joins++ < MaxJoins
            ? $"{column} IN (SELECT unnest({list}))"
            : $"list_contains({list}, {column})";
    }

    private string Within(string column, TimeSpan window)
    {
        var now = RuleInstant.ToMicroseconds(instant.UtcDateTime);
        var start = now - DateTime.MinValue > window ? now - window : DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc);
        return $"{column} > {Add(start)} AND {column} <= {Add(now)}";
    }

    /// <summary>The database's driver takes the element type from the list's.</summary>
    private static object TypedList(IReadOnlyList<object> values) => values[0] switch
    {
        string => values.Cast<string>().ToList(),
        double => values.Cast<double>().ToList(),
        bool => values.Cast<bool>().ToList(),
        DateOnly => values.Cast<DateOnly>().ToList(),
        DateTime => values.Cast<DateTime>().ToList(),
        _ => throw new ArgumentException($"A list of {values[0].GetType().Name} cannot be a parameter.", nameof(values)),
    };

    private string Add(object value)
    {
        parameters.Add(value);
        return string.Create(CultureInfo.InvariantCulture, $"${parameters.Count}");
    }
}
