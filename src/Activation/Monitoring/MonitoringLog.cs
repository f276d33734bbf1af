using Activation.Monitoring.Alerts;
using Activation.Monitoring.Audit;
using Microsoft.Extensions.Logging;

namespace Activation.Monitoring;

internal static partial class MonitoringLog
{
    [LoggerMessage(EventId = 6801, Level = LogLevel.Information, Message = "Audit entry {Number}: {Phase} of {Method} {Path}; hash {Hash}")]
    public static partial void Audited(ILogger logger, long number, AuditPhase phase, string method, string path, string? hash);

    [LoggerMessage(EventId = 6802, Level = LogLevel.Warning, Message = "Alert {Alert}: {Kind} of {Subject}")]
    public static partial void Raised(ILogger logger, string alert, AlertKind kind, string subject);

    [LoggerMessage(EventId = 6803, Level = LogLevel.Information, Message = "Alert {Alert} is over: {Kind} of {Subject}")]
    public static partial void Resolved(ILogger logger, string alert, AlertKind kind, string subject);

    [LoggerMessage(EventId = 6804, Level = LogLevel.Warning, Message = "Alert {Alert} was not taken at attempt {Attempt}, now {State}: {Error}")]
    public static partial void NotDelivered(ILogger logger, string alert, int attempt, AlertDeliveryState state, string error);

    [LoggerMessage(EventId = 6805, Level = LogLevel.Warning, Message = "What there is to tell could not be written down now; the watch looks again within a minute")]
    public static partial void NotRaised(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 6806, Level = LogLevel.Error, Message = "The watch could not look at the sync {Sync}; it looks again within a minute")]
    public static partial void NotWatched(ILogger logger, SyncId sync, Exception exception);
}
