using Microsoft.Extensions.Logging;

namespace Activation.Import;

/// <summary>Import ids and counts only: file names and column names may hold personal data.</summary>
internal static partial class ImportLog
{
    [LoggerMessage(EventId = 2001, Level = LogLevel.Information, Message = "Import {ImportId} registered")]
    public static partial void Registered(ILogger logger, ImportId importId);

    [LoggerMessage(EventId = 2002, Level = LogLevel.Warning, Message = "A file outside a source's folder is left alone: drop files at crm/(source)/(file) or events/(source)/(file), the source's name being " + EntityName.Rule)]
    public static partial void OutsideSource(ILogger logger);

    [LoggerMessage(EventId = 2003, Level = LogLevel.Debug, Message = "Source {Source} is drained by another host; looking again later")]
    public static partial void SourceBusy(ILogger logger, SourceId source);

    [LoggerMessage(EventId = 2004, Level = LogLevel.Information, Message = "Import {ImportId} started after {RowsDone} rows that are done")]
    public static partial void Started(ILogger logger, ImportId importId, long rowsDone);

    [LoggerMessage(EventId = 2005, Level = LogLevel.Information, Message = "Import {ImportId} completed: {RowsRead} rows read, {Accepted} accepted, {Rejected} rejected; {New} new, {Changed} changed, {Unchanged} unchanged, {Duplicates} duplicates")]
    public static partial void Completed(ILogger logger, string importId, long rowsRead, long accepted, long rejected, long @new, long changed, long unchanged, long duplicates);

    [LoggerMessage(EventId = 2006, Level = LogLevel.Warning, Message = "Import {ImportId} failed: {Code}")]
    public static partial void Failed(ILogger logger, string importId, string code);

    [LoggerMessage(EventId = 2007, Level = LogLevel.Information, Message = "Import {ImportId} was interrupted after it was published; finishing its receipt")]
    public static partial void Resumed(ILogger logger, ImportId importId);

    [LoggerMessage(EventId = 2009, Level = LogLevel.Information, Message = "Import {ImportId} pauses after {RowsRead} rows: it is {State}")]
    public static partial void Paused(ILogger logger, ImportId importId, long rowsRead, string state);

    [LoggerMessage(EventId = 2008, Level = LogLevel.Error, Message = "An import message names no valid source and is dropped")]
    public static partial void InvalidMessage(ILogger logger);
}
