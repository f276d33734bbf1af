using Activation.Profiles;

namespace Activation.Segments;

/// <summary>
/// Compiles a rule into the query of its members over the views of <see cref="SnapshotView"/>: rows of `pid UUID, ids_digest UUID, ids_mask BIGINT`,
/// one for each member. Where a profile has rows of several sources, each trait is its newest value (of values observed at the same time, that of the source whose
/// name sorts first), the mask is the union, and the digest is the MD5 of the rows' digests in the order of the sources' names (one row's own digest where there is only one).
/// </summary>
public static class SegmentQueryBuilder
{
    /// <param name="rule">As parsed; references to other segments are resolved here.</param>
    /// <param name="schema">Read after the manifest: then it knows every trait, and every source of a trait, that the snapshot's files have. A trait it does not know is missing for every profile.</param>
    /// <param name="segments">The rules of other segments, for `{"segment": …}`.</param>
    /// <param name="instant">Now, for `withinLast` and the like.</param>
    /// <param name="sources">The names of all sources that the snapshot has rows of (`SnapshotManifest.SourceVersions.Keys`).</param>
    /// <exception cref="ProblemException">400: a comparison across types, an unknown segment or a cycle, with the path of the node.</exception>
    public static SqlQuery Members(RuleNode rule, TraitSchema schema, IReadOnlyDictionary<string, RuleNode> segments, DateTimeOffset instant, IReadOnlyCollection<string> sources)
    {
        var sql = new RuleSql(schema, instant);
        var condition = sql.Condition(SegmentExpansion.Expand(rule, segments));
        return new SqlQuery(sources.Count > 1 ? Merged(condition, sql.Traits) : Plain(condition), sql.Parameters);
    }

    /// <summary>One source: one row a profile.</summary>
    private static string Plain(string condition) => $"SELECT pid, ids_digest, ids_mask FROM traits WHERE {condition}";

    /// <summary>Digests are put in order for members only, and only for those with several rows: ordering is what costs.</summary>
    private static string Merged(string condition, IReadOnlyCollection<Trait> traits) => $"""
        WITH members AS MATERIALIZED (
            SELECT pid, source_rows, ids_digest, ids_mask FROM (
                SELECT pid, count(*) AS source_rows, any_value(ids_digest) AS ids_digest, bit_or(ids_mask) AS ids_mask{string.Concat(traits.Select(Newest))}
                FROM traits GROUP BY pid
            ) WHERE {condition}
        ), merged AS (
            SELECT pid, CAST(md5(string_agg(CAST(ids_digest AS VARCHAR), '' ORDER BY source)) AS UUID) AS ids_digest
            FROM traits WHERE pid IN (SELECT pid FROM members WHERE source_rows > 1) GROUP BY pid
        )
        SELECT members.pid, coalesce(merged.ids_digest, members.ids_digest) AS ids_digest, members.ids_mask
        FROM members LEFT JOIN merged ON merged.pid = members.pid
        """;

    /// <summary>Both aggregates pass over rows where the trait is missing.</summary>
    private static string Newest(Trait trait) => trait.Sources.Count > 1
        ? $", arg_min({trait.ValueColumn}, (-epoch_us(coalesce({trait.ObservedColumn}, observed_at)), source)) AS {trait.ValueColumn}"
        : $", any_value({trait.ValueColumn}) AS {trait.ValueColumn}";
}
