using Activation.Segments;
using Activation.Segments.Computed;
using Activation.Segments.Explanations;
using Activation.Segments.Sql;

namespace Activation.Tests.Segments.Explanations;

/// <summary>Explains rules over a table in memory.</summary>
internal static class Explained
{
    /// <summary>Narrows the table's views to the profile; answers what evaluation says of it, and why.</summary>
    public static (bool Member, ExplainedNode Node) Of(SnapshotTable table, Guid profile, RuleNode rule, RuleContext context)
    {
        OneProfile.NarrowTraits(table.Session, new ProfileId(profile)).ShouldBeTrue();
        OneProfile.NarrowEvents(table.Session, new ProfileId(profile));
        var expanded = ComputedTraitNodes.Resolve(SegmentExpansion.Expand(rule, context.Segments), context.Traits);
        var member = ProfileQueries.IsMember(table.Session, SegmentQueryBuilder.Compile(rule, context));
        return (member, ProfileQueries.Explain(table.Session, rule, expanded, ExplanationSql.Write(expanded, context), context));
    }

    public static ExplainedNode Of(SnapshotTable table, Guid profile, string rule, params string[] sources) =>
        Of(table, profile, Rules.Parse(rule), Rules.Context(sources)).Node;

    /// <summary>Makes the table whole again.</summary>
    public static void Widen(SnapshotTable table) => table.Session.Execute("DROP TABLE IF EXISTS temp.traits; DROP TABLE IF EXISTS temp.events;");
}
