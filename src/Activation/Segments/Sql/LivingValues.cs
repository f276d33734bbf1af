using Activation.Profiles;

namespace Activation.Segments.Sql;

/// <summary>
/// Writes which values are still there: each source's last for as long as the source or the trait says, from when they were observed, or from when the source last
/// listed the person, whichever is later.
/// </summary>
internal sealed class LivingValues(TraitSchema schema, QueryParameters parameters, DateTime now)
{
    /// <summary>Of rows with a further column `seen_at`.</summary>
    public const string Rows = "(SELECT r.*, s.seen_at FROM traits r LEFT JOIN seen s ON s.pid = r.pid AND s.source = r.source) traits";

    /// <summary>Whether values of the column may be gone.</summary>
    public bool MayEnd(TraitColumn column) => Ends(column).Any();

    /// <summary>The value of a row of <see cref="Rows"/>; null where it is gone. Of a column whose values never are: that of a row of `traits`.</summary>
    public string Of(TraitColumn column)
    {
        var value = column.Trait.ValueColumn;
        var ends = Ends(column).ToList();
        if (ends.Count == 0)
        {
            return value;
        }

        var observed = $"greatest(coalesce({column.Trait.ObservedColumn}, observed_at), seen_at)";
        var cases = ends.Select(e => $"WHEN {parameters.In("source", [.. e.Sources])} THEN {observed} {(e.Expiry.IncludesFrom ? ">=" : ">")} {parameters.Add(e.From)}");
        return $"CASE WHEN CASE {string.Join(' ', cases)} ELSE TRUE END THEN {value} END";
    }

    /// <summary>The sources whose values of it may be gone, by when.</summary>
    private IEnumerable<(IReadOnlyList<string> Sources, TraitExpiry Expiry, DateTime From)> Ends(TraitColumn column) =>
        (column.Only ?? column.Trait.Sources)
            .Select(source => (Source: source, Said: schema.ExpiryOf(column.Trait, source)))
            .Where(s => s.Said is not null)
            .GroupBy(s => s.Said, s => s.Source)
            .Select(g => (Sources: (IReadOnlyList<string>)[.. g.Order(StringComparer.Ordinal)], Expiry: g.Key is { } said ? TraitExpiry.At(said, now) : default))
            .Where(e => e.Expiry.From is not null)
            .Select(e => (e.Sources, e.Expiry, e.Expiry.From ?? default));
}
