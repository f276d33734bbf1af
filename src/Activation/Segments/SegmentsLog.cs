using Microsoft.Extensions.Logging;

namespace Activation.Segments;

internal static partial class SegmentsLog
{
    [LoggerMessage(3001, LogLevel.Warning, "The stored rule of segment {Segment} is not valid any more ({Code} at {Path}); save it again.")]
    public static partial void StoredRuleInvalid(ILogger logger, string segment, string code, string? path);
}
