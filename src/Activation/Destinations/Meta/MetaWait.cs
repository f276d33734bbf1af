using System.Text.Json;

namespace Activation.Destinations.Meta;

/// <summary>How long Meta asks to wait.</summary>
/// <remarks>https://developers.facebook.com/docs/graph-api/overview/rate-limiting: `estimated_time_to_regain_access` is in minutes.</remarks>
internal static class MetaWait
{
    private static readonly TimeSpan Most = TimeSpan.FromDays(1);

    public static TimeSpan? Of(HttpReply reply, DateTimeOffset now)
    {
        if (reply.Headers is { } headers && headers.TryGetValues("x-business-use-case-usage", out var usages) && Longest(string.Concat(usages)) is { } wait)
        {
            return wait;
        }

        return DestinationHttp.RetryAfter(reply, now);
    }

    /// <summary>The longest wait of any limit that the header names; null if it cannot be read.</summary>
    internal static TimeSpan? Longest(string header)
    {
        try
        {
            var minutes = JsonSerializer.Deserialize(header, MetaJson.Default.Usages)?.Values.SelectMany(u => u).Max(u => (double?)u.EstimatedTimeToRegainAccess);
            return minutes is { } m and >= 0 ? (m < Most.TotalMinutes ? TimeSpan.FromMinutes(m) : Most) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
