using System.Globalization;
using Activation.Profiles;
using Activation.Segments.Computed;

namespace Activation.Segments.Sql;

/// <summary>Puts the query of members together: the profiles with the values that the rules need, beside their events, under the rules' conditions.</summary>
internal sealed class MembersSql
{
    private readonly RuleContext context;
    private readonly QueryParameters parameters = new();
    private readonly RuleSql sql;
    private readonly ProfilesSql profiles;

    private MembersSql(RuleContext context)
    {
        this.context = context;
        sql = new RuleSql(context, parameters);
        profiles = new ProfilesSql(sql.Traits, new LivingValues(context.Traits, parameters, RuleInstant.ToMicroseconds(context.Instant.UtcDateTime)), parameters, context.Sources);
    }

    /// <param name="withFlags">Rows get a further column `m{i} BOOLEAN` for each rule; else every row is a member of the only rule.</param>
    public static SegmentQuery Write(IReadOnlyList<RuleNode> rules, RuleContext context, bool withFlags) =>
        new MembersSql(context).Write([.. rules.Select(rule => ComputedTraitNodes.Resolve(SegmentExpansion.Expand(rule, context.Segments), context.Traits))], withFlags);

    private SegmentQuery Write(List<RuleNode> rules, bool withFlags)
    {
        var conditions = rules.ConvertAll(sql.Condition);
        var flags = withFlags ? string.Concat(conditions.Select((c, i) => string.Create(CultureInfo.InvariantCulture, $", {c} AS m{i}"))) : "";
        var where = withFlags ? string.Join(" OR ", conditions.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"m{i}"))) : conditions[0];
        var text = context.Sources.Count > 1 ? Merged(rules, flags, where) : Plain(flags, where);
        return new SegmentQuery(parameters.Query(text), sql.Events.Needed);
    }

    /// <summary>One source: one row a profile.</summary>
    private string Plain(string flags, string where)
    {
        var events = EventRelations();
        var from = $"{profiles.Single("")} p{Joins(events)}";
        return With(events) + (flags.Length == 0
            ? $"SELECT p.pid, ids_digest, ids_mask FROM {from} WHERE {where}"
            : $"SELECT * FROM (SELECT p.pid, ids_digest, ids_mask{flags} FROM {from}) WHERE {where}");
    }

    /// <summary>Digests are put in order for members only, and only for those with several rows: ordering is what costs.</summary>
    private string Merged(List<RuleNode> rules, string flags, string where)
    {
        var bound = new RowBounds(sql, context.Traits).Find(rules);
        var events = EventRelations();
        List<string> parts = [.. events, .. bound is null ? [ProfilesSql.Many] : Array.Empty<string>()];
        var names = string.Concat(Enumerable.Range(0, flags.Length == 0 ? 0 : rules.Count).Select(i => string.Create(CultureInfo.InvariantCulture, $", m{i}")));
        parts.Add($"""
            members AS MATERIALIZED (
                SELECT pid, source_rows, ids_digest, ids_mask{names} FROM (
                    SELECT p.*{flags} FROM ({(bound is null ? profiles.SplitByRows() : profiles.Grouped($"pid IN (SELECT pid FROM traits WHERE {bound})"))}) p{Joins(events)}{(flags.Length == 0 ? $" WHERE {where}" : "")}
                ){(flags.Length == 0 ? "" : $" WHERE {where}")}
            )
            """);
        parts.Add("""
            merged AS (
                SELECT pid, CAST(md5(string_agg(CAST(ids_digest AS VARCHAR), '' ORDER BY source)) AS UUID) AS ids_digest
                FROM traits WHERE pid IN (SELECT pid FROM members WHERE source_rows > 1) GROUP BY pid
            )
            """);
        return $"""
            {With(parts)}SELECT members.pid, coalesce(merged.ids_digest, members.ids_digest) AS ids_digest, members.ids_mask{names}
            FROM members LEFT JOIN merged ON merged.pid = members.pid
            """;
    }

    private List<string> EventRelations() => EventRelations(sql);

    internal static List<string> EventRelations(RuleSql sql) =>
        [.. sql.Events.Relations.Select((relation, i) => string.Create(CultureInfo.InvariantCulture, $"x{i} AS MATERIALIZED ({relation})"))];

    internal static string Joins(List<string> events) =>
        string.Concat(events.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $" LEFT JOIN x{i} ON x{i}.pid = p.pid")));

    internal static string With(List<string> relations) => relations.Count == 0 ? "" : $"WITH {string.Join(",\n", relations)}\n";
}
