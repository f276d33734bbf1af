using Activation.Profiles;
using Activation.Profiles.Events;
using Activation.Segments.Events;
using Activation.Segments.Sql;
using Activation.Storage;

namespace Activation.Segments.Computed;

/// <summary>The query of the values of all computed traits of a few profiles.</summary>
internal sealed class ComputedTraitSql
{
    private readonly List<(string Name, string? Column, bool IsCount)> columns = [];
    private readonly QueryParameters parameters = new();

    private ComputedTraitSql()
    {
    }

    /// <summary>Of rows `pid` and the columns; null: all of them are missing for everybody.</summary>
    public SqlQuery? Text { get; private set; }

    public NeededEvents? Needed { get; private set; }

    public static ComputedTraitSql Write(IReadOnlyCollection<ProfileId> profiles, TraitSchema schema, EventSchema eventSchema, DateTimeOffset now)
    {
        var query = new ComputedTraitSql();
        var events = new EventSql(eventSchema, query.parameters, new OperandSql(query.parameters, now));
        foreach (var trait in schema.Computed)
        {
            var node = ComputedTraitParser.Parse(trait.Definition);
            query.columns.Add((trait.Name, events.Column(node), node.Measure.Kind == EventMeasureKind.Count));
        }

        query.Needed = events.Needed;
        // A few ids that are written out reach the scan of the events.
        query.Text = events.Relations is [var relation]
            ? query.parameters.Query($"SELECT * FROM ({relation}) WHERE {query.parameters.In("pid", [.. profiles.Select(p => (object)p.Value)])}")
            : null;
        return query;
    }

    /// <summary>A count is never missing.</summary>
    public Dictionary<string, object> OfNoEvents() => columns.Where(c => c.IsCount).ToDictionary(c => c.Name, _ => (object)0d, StringComparer.Ordinal);

    /// <param name="values">By profile; those of profiles with events are replaced.</param>
    public void Read(DuckDbSession session, SqlQuery query, Dictionary<ProfileId, Dictionary<string, object>> values)
    {
        using var command = session.Command(query.Text, query.Parameters);
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            var of = values[new ProfileId(row.GetGuid(0))];
            foreach (var (name, column, _) in columns)
            {
                if (column is not null && row.GetValue(row.GetOrdinal(column)) is { } value and not DBNull)
                {
                    of[name] = value;
                }
            }
        }
    }
}
