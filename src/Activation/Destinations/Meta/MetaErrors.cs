using System.Globalization;
using static Activation.Destinations.DestinationOutcome;

namespace Activation.Destinations.Meta;

/// <summary>
/// What Meta's error codes mean for us. Throttles come as HTTP 400, so the code decides and not the status; subcodes are more specific than
/// codes and come first.
/// </summary>
/// <remarks>
/// https://developers.facebook.com/docs/graph-api/guides/error-handling and
/// https://developers.facebook.com/docs/marketing-api/error-reference
/// </remarks>
internal static class MetaErrors
{
    /// <summary>Our code of an error without a subcode that says no more than that a parameter is not valid: in an upload, it may be a row.</summary>
    public const string InvalidParameter = "100";

    /// <summary>Whether a code of ours says that a parameter is not valid, whatever its subcode.</summary>
    public static bool IsInvalidParameter(string code) => code == InvalidParameter || code.StartsWith($"{InvalidParameter}/", StringComparison.Ordinal);

    /// <summary>The object does not exist, or the token may not see it.</summary>
    public const int NotFoundSubcode = 33;

    private sealed record Rule(DestinationOutcome Outcome, string Message, TimeSpan? Wait = null);

    private static readonly Rule Busy = new(Retry, "Meta had an error of its own; the call is tried again.");

    private static readonly Rule Limit = new(Throttled, "Meta limits the calls of this ad account or app; the batch waits. If this lasts, ask Meta for a higher access tier or sync fewer audiences.");

    private static readonly Rule NewSession = new(Retry, "Meta closed the upload session; the batch is sent again in a new one.");

    private static readonly Rule Token = new(Reconnect, "Meta refused the access token. Make a new system user token with ads_management and set it as the destination's accessToken.");

    private static readonly Rule Permission = new(Stop, "The access token has no permission for this. Give its user the ads_management permission and access to the ad account.");

    private static readonly Rule Terms = new(Stop, "The Custom Audience terms are not accepted for this ad account. Accept them in Meta's Ads Manager, then replay.");

    private static readonly Rule Invalid = new(Stop, "Meta refused the call as invalid. Check the destination's adAccountId and apiVersion; if they are right, this is a defect: report the code.");

    private static readonly Rule Gone = new(AudienceMissing, "The audience no longer exists at Meta; it is made anew.");

    private static readonly Rule Restricted = new(Stop, "Meta has restricted the audience and lets it not be changed so. Give the sync's audience another name, or appeal in Meta's Audience Manager.");

    private static readonly Dictionary<int, Rule> BySubcode = new()
    {
        [1487366] = Gone,
        [1870145] = new(Throttled, "Meta is still working on an earlier update of this audience; the batch waits.", TimeSpan.FromMinutes(1)),
        [1870147] = NewSession,
        [1870158] = NewSession,
        [1870159] = NewSession,
        [1870034] = Terms,
        [1870090] = Terms,
        [1870047] = new(Stop, "Meta takes nobody out of an audience of which too few would be left. Replay once it has more people, or delete the audience with its sync (audience=delete)."),
        [1870050] = Permission,
        [1713230] = new(Stop, "Meta has blocked uploads to this audience. Open it in Meta's Audience Manager and follow what it says."),
        [1713228] = Restricted,
        [1713231] = Restricted,
        [1487301] = new(Stop, "The audience is not shared with this ad account. Share it, or let the sync make one of its own."),
        [1504022] = Limit,
        [1504039] = Limit,
        [2446079] = Limit,
        [1487742] = Limit,
    };

    private static readonly Dictionary<int, Rule> ByCode = new()
    {
        [1] = Busy,
        [2] = Busy,
        [341] = Busy,
        [5000] = Busy,
        [21009] = Busy,
        [4] = Limit,
        [17] = Limit,
        [32] = Limit,
        [613] = Limit,
        [368] = new(Throttled, "Meta has blocked this action for a while because of its policies; the batch waits. If this lasts, look at the account's quality page.", TimeSpan.FromMinutes(15)),
        [100] = Invalid,
        [105] = new(Stop, "Meta refused the call: too many parameters. This is a defect: report the code."),
        [102] = Token,
        [104] = new(Reconnect, "Meta refused the signature of the call. Set the secret of the app that the access token belongs to as the destination's appSecret, or leave it out."),
        [190] = Token,
        [10] = Permission,
        [194] = Permission,
        [294] = Permission,
        [2635] = new(Stop, "This version of Meta's API has ended. Set a newer apiVersion in the destination's settings."),
        [2650] = new(Stop, "Meta refused to update the audience. Open it in Meta's Audience Manager: it may have been made by another tool or another way."),
        [2654] = new(Stop, "Meta refused to make the audience. An ad account holds at most 500 customer list audiences: delete some that are no longer used, then run the sync again."),
        [2655] = Terms,
    };

    /// <param name="error">The error of the response; null if the body is not one of the platform's errors.</param>
    /// <param name="wait">What the response's headers ask to wait.</param>
    public static DestinationResult Classify(int status, MetaError? error, TimeSpan? wait)
    {
        var rule = error is null ? null : Find(error);
        rule ??= status == 429 ? Limit : status >= 500 || error is null or { IsTransient: true } ? Busy : Invalid;
        if (error is null && status is >= 300 and < 500 and not 429)
        {
            rule = new(Stop, "Not Meta's API answered. Check the destination's apiBaseUrl.");
        }

        return new DestinationResult(rule.Outcome, CodeOf(status, error), rule.Message, rule.Outcome == Throttled ? wait ?? rule.Wait : null);
    }

    private static Rule? Find(MetaError error) =>
        BySubcode.GetValueOrDefault(error.ErrorSubcode)
        ?? (error is { Code: 100, ErrorSubcode: NotFoundSubcode } ? Gone : null)
        ?? ByCode.GetValueOrDefault(error.Code)
        ?? error.Code switch
        {
            >= 200 and <= 299 => Permission,
            // https://developers.facebook.com/docs/graph-api/overview/rate-limiting: the business use case limits.
            >= 80000 and <= 80014 => Limit,
            _ => null,
        };

    private static string CodeOf(int status, MetaError? error) =>
        error is null ? string.Create(CultureInfo.InvariantCulture, $"http{status}")
        : error.ErrorSubcode == 0 ? error.Code.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{error.Code}/{error.ErrorSubcode}");
}
