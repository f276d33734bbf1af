using System.Globalization;
using static Activation.Destinations.DestinationOutcome;

namespace Activation.Destinations;

/// <summary>What an HTTP status means where a platform's own code does not say more (RFC 9110). What a platform documents comes first.</summary>
internal static class StatusRules
{
    /// <param name="platform">Its name for people: `Google`.</param>
    /// <param name="code">The platform's own code for the failure; `http429` if it has none.</param>
    public static DestinationResult Classify(HttpReply reply, string platform, DateTimeOffset now, string? code = null)
    {
        code = string.IsNullOrEmpty(code) ? string.Create(CultureInfo.InvariantCulture, $"http{reply.Status}") : code;
        var wait = DestinationHttp.RetryAfter(reply, now);
        return reply.Status switch
        {
            >= 200 and < 300 => DestinationResult.Success,
            429 => new DestinationResult(Throttled, code, $"{platform} limits the calls of this account; the batch waits.", wait),
            503 when wait is not null => new DestinationResult(Throttled, code, $"{platform} is not available for now; the batch waits.", wait),
            408 or 425 or >= 500 => new DestinationResult(Retry, code, $"{platform} had an error of its own; the call is tried again.", wait),
            401 => new DestinationResult(Reconnect, code, $"{platform} refused the credentials. Renew them and set the destination's secret."),
            403 => new DestinationResult(Stop, code, $"{platform} does not allow this account to do that. Give the credentials access to it, then replay."),
            400 or 413 or 422 => new DestinationResult(Refused, code, $"{platform} refuses what it is sent as invalid."),
            >= 300 and < 400 => new DestinationResult(Stop, code, $"{platform} sends elsewhere, which is not followed. Set the destination's address to the final one, then replay."),
            _ => new DestinationResult(Stop, code, $"{platform} refused the call. Check the destination's settings, then replay."),
        };
    }
}
