using Activation.Profiles;
using Activation.Segments.Sql;
using Activation.Storage;

namespace Activation.Segments.Explanations;

/// <summary>Asks a session whose views are narrowed to one profile. Pure of storage.</summary>
internal static class ProfileQueries
{
    public static bool IsMember(DuckDbSession session, SegmentQuery query) =>
        session.ScalarInt64($"SELECT count(*) FROM ({query.Members.Text})", query.Members.Parameters) > 0;

    /// <param name="rule">As written.</param>
    /// <param name="expanded">What `query` was made of.</param>
    public static ExplainedNode Explain(DuckDbSession session, RuleNode rule, RuleNode expanded, ExplanationQuery query, RuleContext context)
    {
        var traits = RuleNodes.Flatten(expanded)
            .Select(n => n is TraitNode t ? context.Traits.Find(t.Trait) : n is ConsentNode c ? context.Traits.Find(c.Trait) : null)
            .OfType<Trait>().DistinctBy(t => t.Ordinal).ToList();
        return new RuleExplainer(context, query, ExplanationAnswers.Read(session, query.Query), ExplainedRows.Read(session, traits)).Explain(rule, expanded);
    }
}
