using Microsoft.Extensions.Logging;

namespace Activation.Storage;

internal static partial class StorageLog
{
    [LoggerMessage(EventId = 1001, Level = LogLevel.Warning, Message = "Lease on {Name} was not renewed; trying again")]
    public static partial void LeaseNotRenewed(ILogger logger, Exception exception, string name);

    [LoggerMessage(EventId = 1002, Level = LogLevel.Error, Message = "Lease on {Name} is lost; its work stops here and another host takes it up")]
    public static partial void LeaseLost(ILogger logger, Exception exception, string name);

    [LoggerMessage(EventId = 1003, Level = LogLevel.Debug, Message = "Lease on {Name} was not released; it ends by itself")]
    public static partial void LeaseNotReleased(ILogger logger, Exception exception, string name);
}
