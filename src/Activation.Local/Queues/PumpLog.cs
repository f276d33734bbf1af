namespace Activation.Local.Queues;

internal static partial class PumpLog
{
    [LoggerMessage(EventId = 7001, Level = LogLevel.Warning, Message = "A message of queue {Queue} failed, attempt {Attempt} of {Attempts}; it is tried again")]
    public static partial void Failed(ILogger logger, Exception exception, string queue, long attempt, int attempts);

    [LoggerMessage(EventId = 7002, Level = LogLevel.Error, Message = "A message of queue {Queue} failed for the last time and is in queue {Poison} now")]
    public static partial void Buried(ILogger logger, Exception? exception, string queue, string poison);

    [LoggerMessage(EventId = 7003, Level = LogLevel.Warning, Message = "A message of queue {Queue} could not be settled; it comes again")]
    public static partial void NotSettled(ILogger logger, Exception exception, string queue);

    [LoggerMessage(EventId = 7004, Level = LogLevel.Warning, Message = "Storage does not answer ({Exception}) for {What}; trying on")]
    public static partial void Down(ILogger logger, string exception, string what);

    [LoggerMessage(EventId = 7005, Level = LogLevel.Information, Message = "Storage answers again for {What}")]
    public static partial void Up(ILogger logger, string what);

    [LoggerMessage(EventId = 7006, Level = LogLevel.Error, Message = "A timer's call failed; the next one takes up what was left")]
    public static partial void TickFailed(ILogger logger, Exception exception);
}
