using System.Globalization;
using static Activation.Destinations.DestinationOutcome;

namespace Activation.Destinations.AdobeDcs;

/// <summary>
/// What an answer means. Errors come with status 200, in the body or in the header X-Error; most concern the one visitor of the call, and a visitor who has
/// opted out is answered with an empty object.
/// </summary>
/// <remarks>
/// https://experienceleague.adobe.com/en/docs/audience-manager/user-guide/api-and-sdk-code/dcs/dcs-api-reference/dcs-error-codes and, of opt-outs,
/// https://experienceleague.adobe.com/en/docs/audience-manager/user-guide/overview/data-security-and-privacy/opt-out-management
/// </remarks>
internal static class DcsErrors
{
    private const string OptedOut = "optedOut";
    private const string Busy = "Audience Manager had an error of its own; the call is tried again.";

    private static readonly Dictionary<int, (DestinationOutcome Outcome, string Message)> OfCalls = new()
    {
        [0] = (Retry, Busy),
        [1] = (Stop, "Audience Manager does not know this host. Check domainAlias; if it is right, ask Adobe to set the host up."),
        [2] = (Stop, "Audience Manager does not know this organization. Check organizationId."),
        [10] = (Retry, "Audience Manager could not evaluate traits; the call is tried again."),
        [100] = (Stop, "Audience Manager received no host name. A proxy at apiBaseUrl must pass the Host header on."),
        [109] = (Stop, "Audience Manager does not take calls with this referer. A proxy at apiBaseUrl must not add one."),
        [111] = (Stop, "Audience Manager refused a token that is not ours. A proxy at apiBaseUrl must not add one."),
        [198] = (Stop, "Audience Manager blocks calls from the country that this host is in, as your company set it up. Ask Adobe to allow it."),
        [199] = (Stop, "Audience Manager takes no calls from the country that this host is in. Run the app elsewhere."),
        [200] = (Retry, Busy),
        [201] = (Retry, Busy),
        [202] = (Retry, Busy),
        [203] = (Retry, Busy),
        [204] = (Retry, Busy),
        [205] = (Retry, Busy),
        [302] = (Stop, "The data source of hashed emails does not belong to this organization. Check emailDataSource and organizationId."),
        [304] = (Stop, "Audience Manager has blocked the data source of hashed emails. Ask Adobe why, then replay."),
    };

    private static readonly Dictionary<int, string> OfVisitors = new()
    {
        [101] = "invalidEcid",
        [102] = "invalidId",
        [104] = "invalidId",
        [171] = OptedOut,
        [172] = "cookiesBlocked",
        [173] = OptedOut,
        [300] = "invalidId",
        [301] = "tooManyIds",
        [303] = "blockedId",
        [306] = "blockedId",
        [307] = "blockedId",
        [309] = "tooManyIds",
        [310] = "tooManyIds",
        [311] = "invalidParameters",
        [312] = "invalidDeviceId",
        [315] = "noConsent",
    };

    /// <summary>Of a consent string that is put aside while the call is processed as usual.</summary>
    private static readonly HashSet<int> Notes = [313, 314];

    /// <summary>The result of the call and, if that is success, why its visitor was refused: null if taken.</summary>
    public static (DestinationResult Result, string? Refusal) Classify(HttpReply reply, DateTimeOffset now)
    {
        if (reply.Failure is { } failure)
        {
            return (failure, null);
        }

        var answer = PlatformClient.Read(reply.Body, DcsJson.Default.DcsAnswer);
        var codes = CodesOf(reply, answer).Where(c => !Notes.Contains(c)).ToList();
        foreach (var code in codes)
        {
            if (OfCalls.TryGetValue(code, out var rule))
            {
                return (new DestinationResult(rule.Outcome, code.ToString(CultureInfo.InvariantCulture), rule.Message), null);
            }
        }

        var result = StatusRules.Classify(reply, "Audience Manager", now, codes.Count > 0 ? codes[0].ToString(CultureInfo.InvariantCulture) : null);
        return result.Outcome != Success ? (result, null)
            : codes.Count > 0 ? (result, OfVisitors.GetValueOrDefault(codes[0], RejectedRow.ByPlatform))
            : answer is null ? (new DestinationResult(Retry, "unreadableResponse", "Audience Manager's answer could not be read, so it is not known whether the call was applied; it is tried again."), null)
            : (result, answer.Uuid is { Length: > 0 } ? null : "notProcessed");
    }

    /// <summary>Whether a refused visitor is in no segment any more: an opt-out ends collection, segmentation and activation.</summary>
    public static bool IsOut(string refusal) => refusal == OptedOut;

    private static IEnumerable<int> CodesOf(HttpReply reply, DcsAnswer? answer) =>
        answer?.Errors is { Count: > 0 } errors ? errors.Select(e => e.Code)
        : reply.Headers is { } headers && headers.TryGetValues("X-Error", out var values)
            ? values.SelectMany(v => v.Split(',', StringSplitOptions.TrimEntries)).Select(v => int.TryParse(v, NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : -1).Where(c => c >= 0)
            : [];
}
