using Activation.Sync.Processing;
using Microsoft.Extensions.Logging;

namespace Activation.Sync;

internal static partial class SyncLog
{
    [LoggerMessage(EventId = 4001, Level = LogLevel.Information, Message = "Run {Run} planned: {Received} members, {Adds} adds, {Removes} removes in {Batches} batches")]
    public static partial void Planned(ILogger logger, RunId run, long received, long adds, long removes, int batches);

    [LoggerMessage(EventId = 4002, Level = LogLevel.Information, Message = "Run {Run} is {State}")]
    public static partial void Ended(ILogger logger, RunId run, RunState state);

    [LoggerMessage(EventId = 4003, Level = LogLevel.Information, Message = "Run {Run} waits: {Reason}")]
    public static partial void Waits(ILogger logger, RunId run, string reason);

    [LoggerMessage(EventId = 4004, Level = LogLevel.Warning, Message = "Run {Run} failed: {Code}: {Message}")]
    public static partial void Failed(ILogger logger, RunId run, string code, string message);

    [LoggerMessage(EventId = 4005, Level = LogLevel.Warning, Message = "The audience of the sync {Sync} is gone at the destination; the next run builds a new one")]
    public static partial void AudienceMissing(ILogger logger, SyncId sync);

    [LoggerMessage(EventId = 4006, Level = LogLevel.Information, Message = "Sync {Sync} is deleted")]
    public static partial void Deleted(ILogger logger, SyncId sync);

    [LoggerMessage(EventId = 4007, Level = LogLevel.Warning, Message = "The schedule of the sync {Sync} cannot be read; it runs at every tick")]
    public static partial void BadSchedule(ILogger logger, SyncId sync);

    [LoggerMessage(EventId = 4008, Level = LogLevel.Information, Message = "What the platform took of run {Run} is {State}: {Accepted} rows")]
    public static partial void Processed(ILogger logger, RunId run, ProcessingState state, long accepted);

    [LoggerMessage(EventId = 4009, Level = LogLevel.Warning, Message = "What the platform took of run {Run} is {State}: it refused {Refused} of {Rows} rows afterwards, {Failed} calls as a whole, and did not say of {GivenUp} calls what became of them")]
    public static partial void RefusedLater(ILogger logger, RunId run, ProcessingState state, long refused, long rows, int failed, int givenUp);

    [LoggerMessage(EventId = 4010, Level = LogLevel.Warning, Message = "What became of the calls of the sync {Sync} could not be asked now; it is asked again within a quarter of an hour")]
    public static partial void NotAsked(ILogger logger, SyncId sync, Exception exception);

    [LoggerMessage(EventId = 4011, Level = LogLevel.Warning, Message = "The platform applied nothing of calls of {Batches} batches of the sync {Sync} that it had taken; their members are planned again")]
    public static partial void Reopened(ILogger logger, SyncId sync, int batches);

    [LoggerMessage(EventId = 4021, Level = LogLevel.Warning, Message = "The sync {Sync} has no run after the import: {Code}")]
    public static partial void NotFollowed(ILogger logger, SyncId sync, string code);

    [LoggerMessage(EventId = 4020, Level = LogLevel.Error, Message = "Run {Run} failed: planning it ended again and again with {Error}\n{Stack}")]
    public static partial void NotPlanned(ILogger logger, RunId run, string error, string? stack);

    [LoggerMessage(EventId = 4022, Level = LogLevel.Information, Message = "{Count} runs that were asked for before {Before} are no longer kept")]
    public static partial void Forgotten(ILogger logger, int count, string before);

    [LoggerMessage(EventId = 4023, Level = LogLevel.Warning, Message = "Old runs could not be removed; it is tried again at the next tick")]
    public static partial void NotForgotten(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 4012, Level = LogLevel.Error, Message = "The tick of the sync {Sync} failed; it is tried again with the next")]
    public static partial void TickFailed(ILogger logger, SyncId sync, Exception exception);
}
