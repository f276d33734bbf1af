using Activation.Import.Columns;
using Activation.Import.Files;
using Activation.Import.Normalization;
using Activation.Import.Rows;

namespace Activation.Import.Events;

/// <summary>Reads an event's name, time and id from a record, or counts why the row is no event. Pure but for the tally.</summary>
/// <param name="now">When the import began.</param>
/// <param name="firstKept">Events of earlier days would be dropped at once; null if all are kept.</param>
internal sealed class EventCells(ColumnPlan plan, SourceId source, DateTimeOffset now, DateOnly? firstKept, ImportTally tally)
{
    public const int MaxNameCharacters = 256;

    private readonly PlannedColumn nameColumn = plan.Find(ColumnKind.EventName) ?? throw new ArgumentException("The plan has no event name.", nameof(plan));
    private readonly PlannedColumn timeColumn = plan.Find(ColumnKind.EventTime) ?? throw new ArgumentException("The plan has no event time.", nameof(plan));
    private readonly PlannedColumn? idColumn = plan.Find(ColumnKind.EventId);

    /// <returns>False if the row is rejected.</returns>
    public bool Parse(IRecord record, out string name, out DateTime at)
    {
        at = default;
        name = "";
        return ParseName(record, ref name) && ParseTime(record, ref at);
    }

    /// <param name="values">The row's properties.</param>
    public ParsedEvent Complete(IRecord record, string name, DateTime at, ProfileId profile, object?[] values)
    {
        var given = idColumn is null ? [] : record.Field(idColumn.Index).Trim();
        if (idColumn is null || given.IsEmpty)
        {
            return new ParsedEvent(name, at, EventDigest.OfRow(source, profile, name, at, plan.TraitColumns, values));
        }

        tally.Filled(idColumn);
        return new ParsedEvent(name, at, EventDigest.OfGiven(source, given.ToString()));
    }

    private bool ParseName(IRecord record, ref string name)
    {
        var text = record.Field(nameColumn.Index).Trim();
        if (!text.IsEmpty)
        {
            tally.Filled(nameColumn);
        }

        if (text.IsEmpty || text.SequenceEqual(CellMark.ClearText))
        {
            return Reject(record, nameColumn, "noEventName", "The row does not say what happened: fill the event's name.");
        }

        if (text.Length > MaxNameCharacters || text.ContainsAnyInRange('\0', '\u001F') || text.Contains('\uFFFD'))
        {
            return Reject(record, nameColumn, "invalidEventName", $"The event's name has control characters, or more than {MaxNameCharacters} characters: name events by what happened, details belong to properties.");
        }

        name = text.ToString();
        return !PersonalDataShape.LooksPersonal(name)
            || Reject(record, nameColumn, "personalDataInEventName", "The event's name holds an email address or a phone number: name events by what happened.");
    }

    private bool ParseTime(IRecord record, ref DateTime at)
    {
        var text = record.Field(timeColumn.Index).Trim();
        if (!text.IsEmpty)
        {
            tally.Filled(timeColumn);
        }

        if (EventTime.Parse(text) is not { } time)
        {
            return Reject(record, timeColumn, "invalidEventTime", "The event's time cannot be read: write ISO 8601 with an offset (2026-11-02T09:30:00+01:00; without one it is UTC), or seconds or milliseconds since 1970, after the year 1999.");
        }

        at = time;
        return time > now.UtcDateTime + EventTime.MaxAhead
            ? Reject(record, timeColumn, "eventInFuture", "The event's time is more than a day ahead: check the clock and the unit.")
            : firstKept is not { } first || DateOnly.FromDateTime(time) >= first
            || Reject(record, timeColumn, "eventExpired", "The event is older than the source keeps events (retentionDays).");
    }

    private bool Reject(IRecord record, PlannedColumn column, string code, string message)
    {
        tally.RejectRow(record.Line, column, !record.Field(column.Index).Trim().IsEmpty, code, message);
        return false;
    }
}
