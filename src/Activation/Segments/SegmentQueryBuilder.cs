using Activation.Profiles;
using Activation.Segments.Sql;

namespace Activation.Segments;

/// <summary>
/// Compiles a rule into the query of its members over the views of <see cref="SnapshotView"/>, and over `events` where the answer says so: rows of
/// `pid UUID, ids_digest UUID, ids_mask BIGINT`, one for each member. Where a profile has rows of several sources, each trait is its newest value (of values
/// observed at the same time, that of the source whose name sorts first), the mask is the union, and the digest is the MD5 of the rows' digests in the order of
/// the sources' names (one row's own digest where there is only one). Events of profiles that are not in `traits` are passed over.
/// </summary>
public static class SegmentQueryBuilder
{
    /// <param name="rule">As parsed; references to other segments are resolved here.</param>
    /// <exception cref="ProblemException">400: a comparison across types, an unknown segment or a cycle, with the path of the node.</exception>
    public static SegmentQuery Compile(RuleNode rule, RuleContext context) => MembersSql.Write([rule], context, withFlags: false);

    /// <summary>
    /// One query for several rules, which reads what they have in common once: rows of everybody who is a member by any of them, with a further column
    /// `m{i} BOOLEAN` for the rule at that place.
    /// </summary>
    /// <exception cref="ProblemException">400: a comparison across types, an unknown segment or a cycle, with the path of the node.</exception>
    public static SegmentQuery CompileAll(IReadOnlyList<RuleNode> rules, RuleContext context) => rules.Count > 0
        ? MembersSql.Write(rules, context, withFlags: true)
        : throw new ArgumentException("There is no rule to compile.", nameof(rules));
}
