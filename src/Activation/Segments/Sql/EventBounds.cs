using Activation.Segments.Events;

namespace Activation.Segments.Sql;

/// <summary>A period at one instant.</summary>
/// <param name="Start">No earlier event counts; null: there is no beginning.</param>
/// <param name="IncludesStart">An event of that very instant does.</param>
/// <param name="Until">No later event counts.</param>
/// <param name="Before">No event of this instant or later counts; null where <paramref name="Until"/> says it all.</param>
internal sealed record EventBounds(DateTime? Start, bool IncludesStart, DateTime Until, DateTime? Before)
{
    public static EventBounds Of(EventPeriod? period, OperandSql operands) => new(
        period?.Older is { } older ? operands.Ago(older) : period?.From,
        IncludesStart: period?.From is not null,
        period?.Newer is { } newer ? operands.Ago(newer) : operands.Now,
        period?.To);

    public static EventBounds After(DateTime? start, OperandSql operands) => new(start, IncludesStart: false, operands.Now, null);
}
