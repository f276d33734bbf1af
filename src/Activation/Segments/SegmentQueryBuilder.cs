using Activation.Profiles;

namespace Activation.Segments;

/// <summary>
/// Compiles a rule into the query of its members over the views of <see cref="SnapshotView"/>: rows of `pid UUID, ids_digest UUID, ids_mask BIGINT`,
/// one for each member. Where a profile has rows of several sources, each trait is its newest value, the mask is the union and
/// the digest covers all of them (in the order of the sources' names).
/// </summary>
public static class SegmentQueryBuilder
{
    /// <param name="segments">The rules of other segments, for `{"segment": …}`.</param>
    /// <param name="instant">Now, for `withinLast` and the like.</param>
    /// <param name="sources">The names of all sources that the snapshot has rows of (`SnapshotManifest.SourceVersions.Keys`).</param>
    /// <exception cref="ProblemException">400 `rule…`: an unknown trait, a comparison across types, an unknown segment or a cycle, with the path of the node.</exception>
    public static SqlQuery Members(RuleNode rule, TraitSchema schema, IReadOnlyDictionary<string, RuleNode> segments, DateTimeOffset instant, IReadOnlyCollection<string> sources) =>
        throw new NotImplementedException();
}
