using System.Globalization;
using Activation.Profiles;
using Activation.Segments.Computed;
using Activation.Segments.Events;

namespace Activation.Segments.Sql;

/// <summary>
/// Writes the query of what is sent along with a segment's members: of everybody in the table `desired` a row of `pid UUID, extras VARCHAR`, the latter a JSON object of
/// <see cref="ValueColumn"/> and <see cref="TraitColumn"/>. Traits may be imported or computed; one that nobody has is null.
/// </summary>
internal sealed class EnrichmentSql
{
    /// <summary>A number: 0 where the trait is missing, negative or no finite number.</summary>
    public const string ValueColumn = "v";

    private readonly RuleContext context;
    private readonly QueryParameters parameters = new();
    private readonly RuleSql sql;

    private EnrichmentSql(RuleContext context)
    {
        this.context = context;
        sql = new RuleSql(context, parameters);
    }

    /// <summary>Of the trait at a place.</summary>
    public static string TraitColumn(int place) => string.Create(CultureInfo.InvariantCulture, $"t{place}");

    /// <param name="valueTrait">A trait whose type is number.</param>
    public static EnrichmentQuery Write(string? valueTrait, IReadOnlyList<string> traits, RuleContext context) => new EnrichmentSql(context).Write(valueTrait, traits);

    private EnrichmentQuery Write(string? valueTrait, IReadOnlyList<string> traits)
    {
        var columns = new List<string>();
        if (valueTrait is not null)
        {
            var (value, _) = Column(valueTrait);
            columns.Add($"'{ValueColumn}': CASE WHEN isfinite(CAST({value} AS DOUBLE)) AND {value} > 0 THEN CAST({value} AS DOUBLE) ELSE 0 END");
        }

        columns.AddRange(traits.Select((name, i) => $"'{TraitColumn(i)}': {Json(Column(name))}"));
        const string Members = "pid IN (SELECT pid FROM desired)";
        var profiles = new ProfilesSql(sql.Traits, new LivingValues(context.Traits, parameters, RuleInstant.ToMicroseconds(context.Instant.UtcDateTime)), parameters, context.Sources);
        var relation = context.Sources.Count > 1 ? $"({profiles.Grouped(Members)})" : profiles.Single($" WHERE {Members}");
        var events = MembersSql.EventRelations(sql);
        var text = $$"""
            {{MembersSql.With(events)}}SELECT p.pid, CAST(to_json({ {{string.Join(", ", columns)}} }) AS VARCHAR) AS extras FROM {{relation}} p{{MembersSql.Joins(events)}}
            """;
        return new EnrichmentQuery(parameters.Query(text), sql.Events.Needed);
    }

    private (string Sql, TraitType? Type) Column(string name)
    {
        if (context.Traits.FindComputed(name) is { } computed)
        {
            var node = ComputedTraitParser.Parse(computed.Definition);
            var column = sql.Events.Column(node);
            var (type, isList) = TraitService.TypeOf(computed, context.Events);
            return (node.Measure.Kind == EventMeasureKind.Count ? $"coalesce({column ?? "NULL"}, 0)" : column ?? "NULL", isList ? null : type);
        }

        return context.Traits.Find(name) is { } trait && sql.Traits.Need(trait, sources: null) is { } found ? (found.Name, trait.Type) : ("NULL", null);
    }

    /// <summary>JSON has no infinite numbers, and instants are as the API writes them.</summary>
    private static string Json((string Sql, TraitType? Type) column) => column.Type switch
    {
        TraitType.Number => $"CASE WHEN isfinite(CAST({column.Sql} AS DOUBLE)) THEN {column.Sql} END",
        TraitType.Timestamp => $"strftime({column.Sql}, '%Y-%m-%dT%H:%M:%S.%gZ')",
        _ => column.Sql,
    };
}

/// <param name="Events">What the query reads of the view `events`; null: it does not read it.</param>
internal sealed record EnrichmentQuery(SqlQuery Query, NeededEvents? Events);
