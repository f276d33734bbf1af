using Microsoft.Extensions.Logging;

namespace Activation.Governance;

internal static partial class GovernanceLog
{
    [LoggerMessage(EventId = 6551, Level = LogLevel.Warning, Message = "The sync {Sync} sends nobody: its data are denied to its destination by {Policies}")]
    public static partial void Blocked(ILogger logger, SyncId sync, string policies);
}
