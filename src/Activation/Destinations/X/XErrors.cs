using System.Globalization;
using static Activation.Destinations.DestinationOutcome;

namespace Activation.Destinations.X;

/// <summary>What X's error codes and statuses mean for us.</summary>
/// <remarks>https://docs.x.com/x-ads-api/fundamentals/error-codes-and-responses and https://docs.x.com/x-ads-api/fundamentals/rate-limiting</remarks>
internal static class XErrors
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromMinutes(15);

    private static readonly Dictionary<string, DestinationResult> ByCode = new DestinationResult[]
    {
        new(AudienceMissing, "NOT_FOUND", "The audience no longer exists at X; it is made anew."),
        new(AudienceMissing, "TAILORED_AUDIENCE_NOT_FOUND", "The audience no longer exists at X; it is made anew."),
        new(AudienceMissing, "TAILORED_AUDIENCE_OR_TAILORED_AUDIENCE_EXPANDED_NOT_FOUND", "The audience no longer exists at X; it is made anew."),
        new(Retry, "CANCELLED_REQUEST", "X gave up the call; it is tried again."),
        new(Retry, "LOCK_ACQUISITION_TIMEOUT", "X is still working on an earlier change; the call is tried again."),
        new(Retry, "SERVICE_UNAVAILABLE", "X had an error of its own; the call is tried again."),
        new(Retry, "OVER_CAPACITY", "X is over its capacity; the call is tried again."),
        new(Stop, "ACCOUNT_NOT_FOUND", "X does not know the ads account, or the user behind the access token has no access to it. Check adsAccountId and the user's role."),
        new(Stop, "ROUTE_NOT_FOUND", "X does not offer this call. Set a newer apiVersion in the destination's settings."),
        new(Stop, "METHOD_NOT_ALLOWED", "X does not offer this call. Set a newer apiVersion in the destination's settings."),
        new(Stop, "READONLY_CLIENT_APPLICATION", "The app may only read. Give it write permission, make a new access token and set the destination's secret."),
        new(Stop, "UNAUTHORIZED_CLIENT_APPLICATION", "X has not admitted the app to this. Apply for access to the Ads API and its Audience endpoint."),
        new(Stop, "FEATURE_NOT_AVAILABLE", "X has not admitted the ads account to this. Apply for access to the Audience endpoint."),
    }.ToDictionary(r => r.Code, StringComparer.Ordinal);

    public static DestinationResult Classify(HttpReply reply, DateTimeOffset now)
    {
        if (reply.IsSuccess)
        {
            return DestinationResult.Success;
        }

        var errors = PlatformClient.Read(reply.Body, XJson.Default.XErrorList);
        var code = errors?.Errors is [{ Code: { Length: > 0 } first }, ..] ? first : errors?.OperationErrors is [_, ..] ? "operationError" : null;
        var result = (code is null ? null : ByCode.GetValueOrDefault(code)) ?? StatusRules.Classify(reply, "X", now, code);
        return result.Outcome == Throttled ? result with { Wait = result.Wait ?? UntilReset(reply, now) } : result;
    }

    /// <summary>The time until the limit's window ends, which X says in seconds since 1970; of the ads account's where there is one.</summary>
    private static TimeSpan? UntilReset(HttpReply reply, DateTimeOffset now)
    {
        foreach (var name in (ReadOnlySpan<string>)["x-account-rate-limit-reset", "x-rate-limit-reset"])
        {
            if (reply.Headers is { } headers && headers.TryGetValues(name, out var values) && long.TryParse(values.FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            {
                var wait = TimeSpan.FromSeconds(Math.Clamp(seconds - now.ToUnixTimeSeconds(), 0, (long)MaxWait.TotalSeconds));
                return wait;
            }
        }

        return null;
    }
}
