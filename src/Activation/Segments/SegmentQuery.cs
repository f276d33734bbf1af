namespace Activation.Segments;

/// <summary>A compiled rule.</summary>
/// <param name="Members">Rows of `pid UUID, ids_digest UUID, ids_mask BIGINT`, one for each member.</param>
/// <param name="Events">What the query reads of the view `events`; null: it does not read it.</param>
public sealed record SegmentQuery(SqlQuery Members, NeededEvents? Events);

/// <param name="Since">No earlier event matters to the query; null: all of them may.</param>
public sealed record NeededEvents(DateTimeOffset? Since)
{
    /// <summary>What two queries read; null if neither reads any.</summary>
    public static NeededEvents? Both(NeededEvents? a, NeededEvents? b) =>
        a is null || b is null ? a ?? b : new NeededEvents(a.Since is { } one && b.Since is { } other ? (one < other ? one : other) : null);
}
