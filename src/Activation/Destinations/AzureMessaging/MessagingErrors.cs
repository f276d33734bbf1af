using System.Globalization;
using static Activation.Destinations.DestinationOutcome;

namespace Activation.Destinations.AzureMessaging;

/// <summary>What the service's answers mean.</summary>
/// <remarks>https://learn.microsoft.com/en-us/rest/api/servicebus/send-message-batch#response-codes and https://learn.microsoft.com/en-us/rest/api/eventhub/send-batch-events</remarks>
internal static class MessagingErrors
{
    private static readonly TimeSpan Full = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Busy = TimeSpan.FromSeconds(10);

    public static DestinationResult Classify(HttpReply reply, MessagingKind kind, DateTimeOffset now)
    {
        var code = string.Create(CultureInfo.InvariantCulture, $"http{reply.Status}");
        var wait = DestinationHttp.RetryAfter(reply, now);
        return reply.Status switch
        {
            401 => new DestinationResult(Reconnect, code, $"The {kind.Entity} refused the credentials. They need the right to send: check keyName or clientId, and set the destination's key."),

            // "Quota exceeded or message too large": a request is too large only where its tier takes less than the setting says.
            403 => new DestinationResult(Throttled, code, $"The {kind.Entity} is full or disabled, or takes no request of this size; the batch waits. Read its messages, raise its quota, or set maxKilobytes to what its tier takes.", wait ?? Full),
            404 or 410 => new DestinationResult(Stop, code, $"There is no {kind.Entity} of this name in the namespace. Check {kind.EntitySetting}, then replay."),
            429 or 503 => new DestinationResult(Throttled, code, $"The {kind.Entity} is busy; the batch waits.", wait ?? Busy),
            _ => StatusRules.Classify(reply, kind.DisplayName, now),
        };
    }

    /// <summary>To a batch of no messages: who may send hears that it is empty, so only then the credentials and the address are right.</summary>
    public static DestinationResult ClassifyEmpty(HttpReply reply, MessagingKind kind, DateTimeOffset now) =>
        reply.Status == 400 ? DestinationResult.Success : Classify(reply, kind, now);
}
