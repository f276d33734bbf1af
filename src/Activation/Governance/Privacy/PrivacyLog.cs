using Microsoft.Extensions.Logging;

namespace Activation.Governance.Privacy;

internal static partial class PrivacyLog
{
    [LoggerMessage(EventId = 6501, Level = LogLevel.Information, Message = "Privacy request {Request} was taken: {Type} of {Identifiers} identifiers")]
    public static partial void Taken(ILogger logger, string request, PrivacyRequestType type, int identifiers);

    [LoggerMessage(EventId = 6502, Level = LogLevel.Information, Message = "Privacy request {Request} ended: {Status}")]
    public static partial void Ended(ILogger logger, string request, PrivacyStatus status);
}
