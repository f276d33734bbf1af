using System.Globalization;
using Activation.Import.Columns;

namespace Activation.Import.Events;

/// <summary>
/// Decides what each column of an event file is: the source's mapping first, then the usual names of an event's name, time and id and of identifiers, then, unless it
/// is named or filled like personal data, a property. Pure.
/// </summary>
internal static class EventColumnPlanner
{
    /// <param name="sample">The first rows as read; shorter rows are allowed.</param>
    public static (ColumnPlan? Plan, ImportFailure? Failure) Plan(IReadOnlyList<string> header, IReadOnlyDictionary<string, string> mapping, IReadOnlyList<string[]> sample)
    {
        if (ColumnPlanner.CheckHeader(header) is { } unusable)
        {
            return (null, unusable);
        }

        var (targets, invalid) = ColumnPlanner.ReadMapping(mapping, SourceKind.Events);
        if (invalid is not null)
        {
            return (null, invalid);
        }

        var kinds = FindEventColumns(header, targets);
        var columns = new List<PlannedColumn>(header.Count);
        var single = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < header.Count; i++)
        {
            var column = PlanColumn(i, header[i], targets, kinds, sample);
            columns.Add(ColumnPlanner.IsRepeated(column, single) ? ColumnPlanner.Ignore(column, "duplicate") : column);
        }

        return Check(columns) is { } missing ? (null, missing) : (new ColumnPlan(columns), null);
    }

    /// <summary>By index, where no mapping says it.</summary>
    private static Dictionary<int, ColumnKind> FindEventColumns(IReadOnlyList<string> header, Dictionary<string, ColumnTarget> targets)
    {
        var kinds = new Dictionary<int, ColumnKind>();
        foreach (var kind in new[] { ColumnKind.EventName, ColumnKind.EventTime, ColumnKind.EventId })
        {
            var isMapped = header.Any(h => targets.TryGetValue(h, out var target) && target.Kind == kind);
            if (!isMapped && EventAliases.Find(kind, header, i => !targets.ContainsKey(header[i]) && !kinds.ContainsKey(i)) is >= 0 and var index)
            {
                kinds[index] = kind;
            }
        }

        return kinds;
    }

    private static PlannedColumn PlanColumn(int index, string header, Dictionary<string, ColumnTarget> targets, Dictionary<int, ColumnKind> kinds, IReadOnlyList<string[]> sample)
    {
        var column = new PlannedColumn
        {
            Index = index,
            Header = header.Length > 0 ? header : string.Create(CultureInfo.InvariantCulture, $"column {index + 1}"),
            Kind = ColumnKind.Property,
            Name = EventAliases.PropertyName(header),
        };
        if (header.Length > 0 && targets.TryGetValue(header, out var target))
        {
            return column with { Kind = target.Kind, Name = target.Name, DeclaredType = target.Type, Reason = target.Kind == ColumnKind.Ignored ? "mapping" : null };
        }

        if (kinds.TryGetValue(index, out var kind))
        {
            return column with { Kind = kind };
        }

        // A property is about the event: `properties.email` may be a friend's who was invited.
        if (!EventAliases.IsProperty(header) && EventAliases.Identifier(header) is { } identifier)
        {
            return column with { Kind = ColumnKind.Identifier, Name = identifier };
        }

        if (EventAliases.IsEnvelope(header))
        {
            return ColumnPlanner.Ignore(column, "envelope");
        }

        if (EventAliases.LooksPersonal(header) || ColumnPlanner.HasPersonalValues(sample, index))
        {
            return ColumnPlanner.Ignore(column, "personalData");
        }

        return column.Name.Length is 0 or > ColumnTarget.MaxTraitName ? ColumnPlanner.Ignore(column, "name") : column;
    }

    private static ImportFailure? Check(List<PlannedColumn> columns)
    {
        if (!columns.Exists(c => c.Kind == ColumnKind.EventName))
        {
            return new ImportFailure("noEventNameColumn", "No column is the event's name: call one event or event_name, or map it in the source to event:name.");
        }

        return columns.Exists(c => c.Kind == ColumnKind.EventTime)
            ? ColumnPlanner.CheckIdentifiers(columns)
            : new ImportFailure("noEventTimeColumn", "No column is the event's time: call one time, timestamp or event_time, or map it in the source to event:time.");
    }
}
