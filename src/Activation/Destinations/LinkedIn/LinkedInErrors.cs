using System.Globalization;
using static Activation.Destinations.DestinationOutcome;

namespace Activation.Destinations.LinkedIn;

/// <summary>What LinkedIn's errors mean for us.</summary>
/// <remarks>https://learn.microsoft.com/en-us/linkedin/shared/api-guide/concepts/error-handling</remarks>
internal static class LinkedInErrors
{
    /// <summary>How long a new segment takes until it can be filled.</summary>
    public static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);

    public static DestinationResult Classify(HttpReply reply, DateTimeOffset now)
    {
        if (reply.IsSuccess)
        {
            return DestinationResult.Success;
        }

        var error = PlatformClient.Read(reply.Body, LinkedInJson.Default.LinkedInError);
        var code = error?.ServiceErrorCode is { } number && number != reply.Status
            ? string.Create(CultureInfo.InvariantCulture, $"{reply.Status}/{number}")
            : string.Create(CultureInfo.InvariantCulture, $"http{reply.Status}");
        var known = StatusRules.Classify(reply, "LinkedIn", now, code);
        return reply.Status switch
        {
            404 => known with { Message = "LinkedIn does not know the segment or the ad account. Check adAccountId, then replay." },
            409 => known with { Outcome = Retry, Message = "LinkedIn is still working on an earlier change of the segment; the call is tried again." },
            403 => known with { Message = "LinkedIn does not let this token manage the ad account's audiences. Its member needs a role above viewer there, and the application the permission rw_dmp_segments; then replay." },
            426 => known with { Message = "This version of LinkedIn's API has ended. Set a newer apiVersion in the destination's settings, then replay." },
            429 => known with { Wait = known.Wait ?? TimeSpan.FromMinutes(1) },
            _ => known,
        };
    }

    /// <summary>An element's own status: null if it was taken.</summary>
    public static DestinationOutcome? Of(int? status) => status switch
    {
        >= 200 and < 300 => null,
        429 => Throttled,
        >= 400 and < 500 and not 408 => Refused,
        _ => Retry,
    };
}
