using System.Globalization;
using Activation.Profiles.Events;
using Activation.Segments.Events;

namespace Activation.Segments.Sql;

/// <summary>
/// Writes event nodes as conditions over columns of event relations. All nodes that look at single events are answered by one relation, which passes over the
/// events once; each funnel is one of its own.
/// </summary>
internal sealed class EventSql
{
    private readonly EventSchema schema;
    private readonly OperandSql operands;
    private readonly EventSelectionSql selections;
    private readonly FunnelSql funnels;
    private readonly EventPass pass;
    private readonly Dictionary<string, FunnelRelation> byFunnel = new(StringComparer.Ordinal);
    private readonly Dictionary<EventNode, string?> columns = new(ReferenceEqualityComparer.Instance);
    private DateTime? since;
    private bool isUsed;
    private bool needsAll;
    private int aliases;

    public EventSql(EventSchema schema, QueryParameters parameters, OperandSql operands)
    {
        this.schema = schema;
        this.operands = operands;
        selections = new EventSelectionSql(schema, parameters, operands);
        funnels = new FunnelSql(selections, parameters);
        pass = new EventPass(parameters);
    }

    /// <summary>What the conditions written so far read; null: no events.</summary>
    public NeededEvents? Needed => !isUsed ? null : new NeededEvents(needsAll || since is not { } start ? null : new DateTimeOffset(start));

    /// <summary>Of rows `pid`, and the columns that the conditions use; at most one row a profile.</summary>
    public IReadOnlyList<string> Relations
    {
        get
        {
            var relations = byFunnel.Values.Select(f => f.Sql);
            return pass.IsEmpty ? [.. relations] : [.. relations.Prepend(pass.Sql())];
        }
    }

    /// <exception cref="ProblemException">400: a comparison across types, with the path of the node.</exception>
    public string Condition(EventNode node)
    {
        var operand = EventOperands.Bind(node, schema);
        var measure = node.Measure;
        var column = Column(node);
        if (measure.Kind == EventMeasureKind.Count)
        {
            // A count is never missing.
            return measure.Operator is TraitOperator.Exists or TraitOperator.NotExists
                ? OperandSql.Constant(measure.Operator == TraitOperator.Exists)
                : $"({operands.Test(measure.Operator, column is null ? "CAST(0 AS DOUBLE)" : $"coalesce({column}, 0)", operand.Values)})";
        }

        return column is null ? OperandSql.Constant(OperandSql.OfMissing(measure.Operator)) : operands.Leaf(column, measure.Operator, operand);
    }

    /// <summary>The relation, by its index in <see cref="Relations"/>, that has the node's column; null: the node is a constant.</summary>
    public int? RelationOf(EventNode node) => Column(node) is not { } column ? null
        : pass.Has(column) ? 0
        : byFunnel.Values.ToList().FindIndex(f => f.Has(column)) + (pass.IsEmpty ? 0 : 1);

    /// <summary>The columns that say what a node has found; null: there can be no such event.</summary>
    public EventFacts? Facts(EventNode node)
    {
        var count = Column(node with { Measure = Of(EventMeasureKind.Count, node) });
        return count is not null && Column(node with { Measure = Of(EventMeasureKind.Last, node) }) is { } newest && Add(node with { Measure = Of(EventMeasureKind.Count, node) }, ofSources: true) is { } found
            ? new EventFacts(Column(node), count, newest, found)
            : null;
    }

    private static EventMeasure Of(EventMeasureKind kind, EventNode node) => new(kind, null, TraitOperator.Exists, [], node.Measure.Path);

    /// <summary>Null: the measure is missing for everyone.</summary>
    public string? Column(EventNode node)
    {
        if (!columns.TryGetValue(node, out var column))
        {
            columns[node] = column = Add(node);
        }

        return column;
    }

    private string? Add(EventNode node, bool ofSources = false)
    {
        var property = node.Measure.Property is { } name ? schema.FindProperty(name) : null;
        var bounds = EventBounds.Of(node.Period, operands);
        if (property is null && node.Measure.Property is not null || selections.Write(node.Selection, node.Sources, bounds) is not { } predicate)
        {
            return null;
        }

        var aggregate = new EventAggregate(node.Measure, property, bounds.Start) { OfSources = ofSources };
        if (node.Follows.Count == 0)
        {
            Note(bounds);
            return pass.Add(predicate, node.Selection.Names, bounds.Start, aggregate, NextAlias);
        }

        if (funnels.Write(predicate, aggregate.Columns, node.Follows, node.Sources, bounds.Start) is not { } events)
        {
            return null;
        }

        Note(bounds);
        if (!byFunnel.TryGetValue(events, out var funnel))
        {
            byFunnel[events] = funnel = new FunnelRelation(events);
        }

        return funnel.Add(pass.Aggregate(aggregate, flag: null), NextAlias);
    }

    private void Note(EventBounds bounds)
    {
        isUsed = true;
        needsAll |= bounds.Start is null;
        since = bounds.Start is { } start && (since is null || start < since) ? start : since;
    }

    private string NextAlias() => string.Create(CultureInfo.InvariantCulture, $"e{aliases++}");
}
