using System.Globalization;
using Activation.Segments.Events;

namespace Activation.Segments.Sql;

/// <summary>
/// Writes the events that are followed as a node says. Whether there is a step within its time is decided by the next one alone, so each step is
/// one ASOF join, which sorts and merges: no pairs of events are ever built.
/// </summary>
internal sealed class FunnelSql(EventSelectionSql selections, QueryParameters parameters)
{
    /// <param name="predicate">Of the first events.</param>
    /// <param name="columns">Of the first events, beside `pid` and `at`.</param>
    /// <param name="start">No first event is earlier, so no step either.</param>
    /// <returns>A query of the events; null: there can be none.</returns>
    public string? Write(string predicate, IReadOnlyList<string> columns, IReadOnlyList<EventFollow> follows, IReadOnlyList<string>? sources, DateTime? start)
    {
        var joins = new List<string>();
        var conditions = new List<string>();
        foreach (var follow in follows)
        {
            if (Write(follow.Step, sources, start) is { } next)
            {
                var alias = string.Create(CultureInfo.InvariantCulture, $"f{joins.Count}");
                joins.Add($" ASOF LEFT JOIN ({next}) {alias} ON a.pid = {alias}.pid AND a.\"at\" < {alias}.\"at\"");
                conditions.Add(Condition(follow, alias));
            }
            else if (!follow.Negated)
            {
                return null;
            }
        }

        var events = $"SELECT {string.Join(", ", columns.Prepend("\"at\"").Prepend("pid"))} FROM events WHERE {predicate}";
        return joins.Count == 0 ? events : $"SELECT a.* FROM ({events}) a{string.Concat(joins)} WHERE {string.Join(" AND ", conditions)}";
    }

    private string? Write(EventStep step, IReadOnlyList<string>? sources, DateTime? start) =>
        selections.Write(step.Selection, sources, EventBounds.After(start, selections.Operands)) is { } predicate
            ? Write(predicate, [], step.Follows, sources, start)
            : null;

    private string Condition(EventFollow follow, string alias)
    {
        var isThere = follow.Step.Within is { } within
            ? $"({alias}.\"at\" IS NOT NULL AND {alias}.\"at\" <= a.\"at\" + to_microseconds({parameters.Add(within.Ticks / TimeSpan.TicksPerMicrosecond)}))"
            : $"({alias}.\"at\" IS NOT NULL)";
        return follow.Negated ? $"(NOT {isThere})" : isThere;
    }
}
