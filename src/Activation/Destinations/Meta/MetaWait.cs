using System.Text.Json;

namespace Activation.Destinations.Meta;

/// <summary>How long Meta asks to wait.</summary>
/// <remarks>https://developers.facebook.com/docs/graph-api/overview/rate-limiting: `estimated_time_to_regain_access` is in minutes.</remarks>
internal static class MetaWait
{
    private const double NearlyUsedUp = 95;

    private static readonly TimeSpan Most = TimeSpan.FromDays(1);

    /// <summary>Where the platform does not say: its figures slide over an hour.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);

    public static TimeSpan? Of(HttpReply reply, DateTimeOffset now)
    {
        if (reply.Headers is { } headers && headers.TryGetValues("x-business-use-case-usage", out var usages) && Longest(string.Concat(usages)) is { } wait)
        {
            return wait;
        }

        return DestinationHttp.RetryAfter(reply, now);
    }

    /// <summary>How long the account should rest although the call was taken: its next ones would be the first to be refused.</summary>
    public static TimeSpan? AfterSuccess(HttpReply reply) =>
        reply.Headers is { } headers && headers.TryGetValues("x-business-use-case-usage", out var usages) && Read(string.Concat(usages)) is { } read && read.Any(u => u.Most >= NearlyUsedUp)
            ? Longest(read) is { } wait && wait > TimeSpan.Zero ? wait : Rest
            : null;

    /// <summary>The longest wait of any limit that the header names; null if it cannot be read.</summary>
    internal static TimeSpan? Longest(string header) => Read(header) is { } usages ? Longest(usages) : null;

    private static TimeSpan? Longest(IReadOnlyList<MetaUsage> usages)
    {
        var minutes = usages.Max(u => (double?)u.EstimatedTimeToRegainAccess);
        return minutes is { } m and >= 0 ? (m < Most.TotalMinutes ? TimeSpan.FromMinutes(m) : Most) : null;
    }

    private static List<MetaUsage>? Read(string header)
    {
        try
        {
            return JsonSerializer.Deserialize(header, MetaJson.Default.Usages)?.Values.SelectMany(u => u).ToList();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
