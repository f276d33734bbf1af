using System.Globalization;
using Activation.Segments.Events;

namespace Activation.Segments.Sql;

/// <summary>The one pass over the events that answers all nodes about single events: a flag an event for each distinct condition, then all measures by profile.</summary>
internal sealed class EventPass(QueryParameters parameters)
{
    private readonly Dictionary<string, string> flags = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> aliases = new(StringComparer.Ordinal);
    private readonly SortedSet<string> columns = new(StringComparer.Ordinal);
    private readonly SortedSet<string> names = new(StringComparer.Ordinal);
    private bool anyName;
    private bool anyTime;
    private DateTime? start;

    public bool IsEmpty => aliases.Count == 0;

    public bool Has(string alias) => aliases.ContainsValue(alias);

    /// <param name="selected">Names of events that the predicate asks for; empty: all.</param>
    /// <returns>The column of <see cref="Sql"/> that has the measure.</returns>
    public string Add(string predicate, IReadOnlyList<string> selected, DateTime? from, EventAggregate aggregate, Func<string> nextAlias)
    {
        if (!flags.TryGetValue(predicate, out var flag))
        {
            flags[predicate] = flag = string.Create(CultureInfo.InvariantCulture, $"q{flags.Count}");
        }

        columns.UnionWith(aggregate.Columns);
        names.UnionWith(selected);
        anyName |= selected.Count == 0;
        anyTime |= from is null;
        start = from < start || start is null ? from : start;
        var text = Aggregate(aggregate, flag);
        if (!aliases.TryGetValue(text, out var alias))
        {
            aliases[text] = alias = nextAlias();
        }

        return alias;
    }

    public string Sql()
    {
        var projected = columns.Concat(flags.Select(f => $"({f.Key}) AS {f.Value}")).Prepend("\"at\"").Prepend("pid");
        var scanned = new List<string> { $"({string.Join(" OR ", flags.Values)})" };
        if (flags.Count > 1)
        {
            // Implied by the flags, but these can be pushed into the scan.
            scanned.AddRange(anyName ? [] : [$"name IN ({string.Join(", ", names.Select(parameters.Add))})"]);
            scanned.AddRange(anyTime || start is null ? [] : [$"\"at\" >= {parameters.Add(start.Value)}"]);
        }

        return $"""
            SELECT pid, {string.Join(", ", aliases.Select(a => $"{a.Key} AS {a.Value}"))}
            FROM (SELECT {string.Join(", ", projected)}, name FROM events) WHERE {string.Join(" AND ", scanned)} GROUP BY pid
            """;
    }

    /// <param name="flag">The condition of the events that count; null: all.</param>
    public string Aggregate(EventAggregate aggregate, string? flag)
    {
        var column = aggregate.Property?.ValueColumn ?? "";
        var filter = flag is null ? "" : $" FILTER (WHERE {flag})";
        var present = $" FILTER (WHERE {(flag is null ? "" : $"{flag} AND ")}{column} IS NOT NULL)";
        return aggregate.OfSources ? $"list_sort(list(DISTINCT source){filter})" : aggregate.Measure.Kind switch
        {
            EventMeasureKind.Count => $"CAST(count(*){filter} AS DOUBLE)",

            // Compensated: the order in which threads add must not decide who is a member.
            EventMeasureKind.Sum => $"fsum({column}){filter}",
            EventMeasureKind.Average => $"favg({column}){filter}",
            EventMeasureKind.Min => $"min({column}){filter}",
            EventMeasureKind.Max => $"max({column}){filter}",
            EventMeasureKind.First when column.Length > 0 => $"arg_min({column}, (\"at\", id)){present}",
            EventMeasureKind.Last when column.Length > 0 => $"arg_max({column}, (\"at\", id)){present}",
            EventMeasureKind.First => $"min(\"at\"){filter}",
            EventMeasureKind.Last => $"max(\"at\"){filter}",
            EventMeasureKind.MostFrequent => MostFrequent($"histogram({column}){present}", aggregate.Measure.MinimumEvents),
            EventMeasureKind.UniqueCount => $"CAST(nullif(count(DISTINCT {column}){filter}, 0) AS DOUBLE)",
            EventMeasureKind.UniqueList => $"list_sort(list(DISTINCT {column}){present})",
            _ => $"CAST(nullif(count(DISTINCT {Day(aggregate)}){filter}, 0) AS DOUBLE)",
        };
    }

    /// <summary>A histogram is a map in the order of its keys: of the values that are most frequent, the first one found is the one that sorts first.</summary>
    private string MostFrequent(string histogram, int minimum)
    {
        var counts = $"map_values({histogram})";
        return $"CASE WHEN list_sum({counts}) >= {parameters.Add(minimum)} THEN map_keys({histogram})[list_position({counts}, list_max({counts}))] END";
    }

    private string Day(EventAggregate aggregate)
    {
        var offsets = TimeZoneOffsets.Of(aggregate.Measure.TimeZone, aggregate.Start);
        var cases = string.Concat(offsets.Changes.Select(c => $" WHEN \"at\" >= {parameters.Add(c.At)} THEN {Microseconds(c.Offset)}"));
        var offset = cases.Length == 0 ? Microseconds(offsets.Earliest) : $"CASE{cases} ELSE {Microseconds(offsets.Earliest)} END";
        return $"CAST(\"at\" + to_microseconds({offset}) AS DATE)";
    }

    private static string Microseconds(TimeSpan offset) => string.Create(CultureInfo.InvariantCulture, $"CAST({offset.Ticks / TimeSpan.TicksPerMicrosecond} AS BIGINT)");
}
