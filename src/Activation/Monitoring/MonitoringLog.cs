using Activation.Monitoring.Audit;
using Microsoft.Extensions.Logging;

namespace Activation.Monitoring;

internal static partial class MonitoringLog
{
    [LoggerMessage(EventId = 6801, Level = LogLevel.Information, Message = "Audit entry {Number}: {Phase} of {Method} {Path}; hash {Hash}")]
    public static partial void Audited(ILogger logger, long number, AuditPhase phase, string method, string path, string? hash);
}
