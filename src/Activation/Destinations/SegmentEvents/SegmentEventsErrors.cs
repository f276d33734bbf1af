using System.Globalization;
using static Activation.Destinations.DestinationOutcome;

namespace Activation.Destinations.SegmentEvents;

/// <summary>What the API's answers mean. It answers 400 to what is too large or no JSON, and 200 to all else that it can read.</summary>
/// <remarks>https://segment.com/docs/connections/sources/catalog/libraries/server/http-api/#errors</remarks>
internal static class SegmentEventsErrors
{
    private const string Segment = "Segment";

    public static DestinationResult Classify(HttpReply reply, DateTimeOffset now)
    {
        var result = StatusRules.Classify(reply, Segment, now);
        return result.Outcome == Throttled && result.Wait is null ? result with { Wait = Reset(reply) } : result;
    }

    /// <summary>`X-RateLimit-Reset` is a number of seconds.</summary>
    private static TimeSpan? Reset(HttpReply reply) =>
        reply.Headers is { } headers && headers.TryGetValues("X-RateLimit-Reset", out var values) && int.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(Math.Min(seconds, 86_400))
            : null;
}
