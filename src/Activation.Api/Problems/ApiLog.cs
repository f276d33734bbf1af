using Microsoft.Extensions.Logging;

namespace Activation.Api.Problems;

internal static partial class ApiLog
{
    [LoggerMessage(EventId = 8001, Level = LogLevel.Error, Message = "{Method} failed; trace {TraceId}")]
    public static partial void Failed(ILogger logger, Exception exception, string method, string traceId);

    [LoggerMessage(EventId = 8002, Level = LogLevel.Warning, Message = "{Method} failed: storage does not answer")]
    public static partial void StorageUnavailable(ILogger logger, Exception exception, string method);

    [LoggerMessage(EventId = 8003, Level = LogLevel.Warning, Message = "Health: {Part} does not answer")]
    public static partial void Unhealthy(ILogger logger, Exception exception, string part);
}
