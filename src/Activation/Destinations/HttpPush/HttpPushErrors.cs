using System.Globalization;
using static Activation.Destinations.DestinationOutcome;

namespace Activation.Destinations.HttpPush;

/// <summary>What a receiver's answer means: it has the HTTP status alone.</summary>
internal static class HttpPushErrors
{
    public const string Receiver = "The receiver";

    public static DestinationResult Classify(HttpReply reply, DateTimeOffset now)
    {
        var code = string.Create(CultureInfo.InvariantCulture, $"http{reply.Status}");
        return reply.Status switch
        {
            401 or 403 => new DestinationResult(
                Reconnect, code, "The receiver refused the signature, the access token or the client certificate. Set signingSecret, the OAuth client and the certificate as the receiver knows them."),
            404 or 410 => new DestinationResult(Stop, code, "There is no receiver at this address. Check the destination's url, then replay."),
            _ => StatusRules.Classify(reply, Receiver, now),
        };
    }
}
