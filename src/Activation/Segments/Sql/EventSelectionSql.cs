using Activation.Profiles.Events;
using Activation.Segments.Events;

namespace Activation.Segments.Sql;

/// <summary>Writes which events are meant, as a condition over the view `events`.</summary>
internal sealed class EventSelectionSql(EventSchema schema, QueryParameters parameters, OperandSql operands)
{
    /// <summary>Up to here the names are compared one by one, which the scan can do.</summary>
    private const int ShortList = 100;

    public OperandSql Operands => operands;

    /// <returns>Null: there is no such event.</returns>
    public string? Write(EventSelection selection, IReadOnlyList<string>? sources, EventBounds bounds)
    {
        var parts = new List<string>();
        if (selection.Names.Count > 0)
        {
            var names = selection.Names.Where(schema.HasEvent).ToList<object>();
            if (names.Count == 0)
            {
                return null;
            }

            parts.Add(names.Count > ShortList ? operands.Membership("name", names) : parameters.In("name", names));
        }
        else if (schema.Names.Count == 0)
        {
            return null;
        }

        parts.AddRange(Times(bounds));
        if (sources is not null)
        {
            parts.Add(parameters.In("source", sources));
        }

        parts.AddRange(selection.Where.Select(Condition));
        return string.Join(" AND ", parts);
    }

    private IEnumerable<string> Times(EventBounds bounds)
    {
        if (bounds.Start is { } start)
        {
            yield return $"\"at\" {(bounds.IncludesStart ? ">=" : ">")} {parameters.Add(start)}";
        }

        yield return $"\"at\" <= {parameters.Add(bounds.Until)}";
        if (bounds.Before is { } end)
        {
            yield return $"\"at\" < {parameters.Add(end)}";
        }
    }

    private string Condition(PropertyCondition condition) => schema.FindProperty(condition.Property) is { } property
        ? operands.Leaf(property.ValueColumn, condition.Operator, EventOperands.Bind(condition, property))
        : OperandSql.Constant(OperandSql.OfMissing(condition.Operator));
}
