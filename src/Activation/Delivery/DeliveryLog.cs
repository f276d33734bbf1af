using Microsoft.Extensions.Logging;

namespace Activation.Delivery;

internal static partial class DeliveryLog
{
    [LoggerMessage(EventId = 5001, Level = LogLevel.Debug, Message = "Batch {Batch} delivered: {Operation} of {Members} members, {Rejected} refused, attempt {Attempt}")]
    public static partial void Delivered(ILogger logger, BatchId batch, BatchOperation operation, int members, int rejected, int attempt);

    [LoggerMessage(EventId = 5002, Level = LogLevel.Warning, Message = "Batch {Batch} not delivered at attempt {Attempt}, now {State}: {Code}: {Message}")]
    public static partial void NotDelivered(ILogger logger, BatchId batch, int attempt, BatchState state, string code, string message);

    [LoggerMessage(EventId = 5003, Level = LogLevel.Debug, Message = "Batch {Batch} waits until {At} for its account: {Code}")]
    public static partial void Postponed(ILogger logger, BatchId batch, DateTimeOffset at, string code);

    [LoggerMessage(EventId = 5004, Level = LogLevel.Information, Message = "Destination {Destination} is connected again; its syncs go on")]
    public static partial void Reconnected(ILogger logger, DestinationId destination);

    [LoggerMessage(EventId = 5005, Level = LogLevel.Warning, Message = "Destination {Destination} cannot be tried again: {Code}")]
    public static partial void StillDisconnected(ILogger logger, DestinationId destination, string code);

    [LoggerMessage(EventId = 5020, Level = LogLevel.Error, Message = "A call of batch {Batch} with {Members} members ended with an error of the destination's code, {Error}, and counts as refused\n{Stack}")]
    public static partial void NotSendable(ILogger logger, BatchId batch, int members, string error, string? stack);

    [LoggerMessage(EventId = 5021, Level = LogLevel.Warning, Message = "The sync {Sync} does not go on with its destination, which is connected again: {Code}")]
    public static partial void NotResumed(ILogger logger, SyncId sync, string code);

    [LoggerMessage(EventId = 5006, Level = LogLevel.Debug, Message = "Destination {Destination} has a new refresh token")]
    public static partial void RefreshTokenKept(ILogger logger, DestinationId destination);

    [LoggerMessage(EventId = 5007, Level = LogLevel.Warning, Message = "The new refresh token of destination {Destination} could not be put among the secrets ({Reason}); the old one ends in time")]
    public static partial void RefreshTokenLost(ILogger logger, DestinationId destination, string reason);
}
