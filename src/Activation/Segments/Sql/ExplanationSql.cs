using Activation.Profiles;
using Activation.Segments.Events;

namespace Activation.Segments.Sql;

/// <summary>
/// Writes the query that says of each profile what every leaf of a rule is and by which values: the conditions and relations are those of <see cref="MembersSql"/>, only selected
/// instead of filtered by.
/// </summary>
internal sealed class ExplanationSql
{
    private readonly RuleContext context;
    private readonly QueryParameters parameters = new();
    private readonly RuleSql sql;
    private readonly Dictionary<string, int> conditions = new(StringComparer.Ordinal);
    private readonly Dictionary<RuleNode, ExplainedLeaf> leaves = new(ReferenceEqualityComparer.Instance);
    private readonly List<string> values = [];

    private ExplanationSql(RuleContext context)
    {
        this.context = context;
        sql = new RuleSql(context, parameters);
    }

    /// <param name="rule">Expanded, and with what computed traits stand for.</param>
    /// <exception cref="ProblemException">400: a comparison across types, with the path of the node.</exception>
    public static ExplanationQuery Write(RuleNode rule, RuleContext context) => new ExplanationSql(context).Write(rule);

    private ExplanationQuery Write(RuleNode rule)
    {
        foreach (var leaf in RuleNodes.Flatten(rule).Where(n => n is not (AllNode or AnyNode or NotNode)))
        {
            leaves[leaf] = new ExplainedLeaf(Index(conditions, sql.Condition(leaf)), Facts(leaf));
        }

        var profiles = new ProfilesSql(sql.Traits, new LivingValues(context.Traits, parameters, RuleInstant.ToMicroseconds(context.Instant.UtcDateTime)), parameters, context.Sources);
        var relation = context.Sources.Count > 1 ? $"({profiles.Grouped("TRUE")})" : profiles.Single("");
        var events = MembersSql.EventRelations(sql);
        var text = $"""
            {MembersSql.With(events)}SELECT [{string.Join(", ", conditions.Keys)}]{string.Concat(values.Select(v => $", {v}"))}
            FROM {relation} p{MembersSql.Joins(events)}
            """;
        return new ExplanationQuery(parameters.Query(text), sql.Events.Needed, leaves);
    }

    private IReadOnlyList<int> Facts(RuleNode leaf) => leaf switch
    {
        TraitNode trait => Trait(trait.Trait, trait.Sources),
        ConsentNode consent => Trait(consent.Trait, sources: null),
        EventNode e => sql.Events.Facts(e) is { } facts ? [Value(facts.Count), Value(facts.Newest), Value(facts.Sources), .. facts.Value is { } measure ? [Value(measure)] : Array.Empty<int>()] : [],
        _ => [],
    };

    private IReadOnlyList<int> Trait(string name, IReadOnlyList<string>? sources) =>
        context.Traits.Find(name) is { } trait && sql.Traits.Need(trait, sources) is { } column ? [Value(column.Name)] : [];

    private int Value(string column)
    {
        if (values.IndexOf(column) is var known and >= 0)
        {
            return known + 1;
        }

        values.Add(column);
        return values.Count;
    }

    private static int Index(Dictionary<string, int> places, string text)
    {
        if (!places.TryGetValue(text, out var place))
        {
            places[text] = place = places.Count;
        }

        return place;
    }
}

/// <param name="Query">A row a profile: a list with each condition, then the values.</param>
/// <param name="Events">What the query reads of the view `events`; null: it does not read it.</param>
internal sealed record ExplanationQuery(SqlQuery Query, NeededEvents? Events, IReadOnlyDictionary<RuleNode, ExplainedLeaf> Leaves);

/// <param name="Condition">Its place in the list.</param>
/// <param name="Facts">Columns: of a trait its value; of events count, newest time, sources, and the measure. Empty, or short: there is no such thing.</param>
internal sealed record ExplainedLeaf(int Condition, IReadOnlyList<int> Facts);
