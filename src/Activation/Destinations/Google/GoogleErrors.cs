using System.Text.RegularExpressions;
using static Activation.Destinations.DestinationOutcome;

namespace Activation.Destinations.Google;

/// <summary>What Google's errors mean for us. A violated field's reason says more than the error's, and that more than its status.</summary>
/// <remarks>
/// https://developers.google.com/data-manager/api/devguides/concepts/understand-errors,
/// https://developers.google.com/data-manager/api/reference/rest/v1/ErrorReason
/// </remarks>
internal static partial class GoogleErrors
{
    private sealed record Rule(DestinationOutcome Outcome, string Message);

    private static readonly Rule Busy = new(Retry, "Google had an error of its own; the call is tried again.");

    private static readonly Rule Limit = new(Throttled, "The Cloud project of the credentials has used up its quota of the Data Manager API; the batch waits. If this lasts, ask Google for more, or send fewer audiences by this project.");

    private static readonly Rule Token = new(Reconnect, "Google refused the access token. Make new credentials with the scope datamanager and set them as the destination's credentials.");

    private static readonly Rule Permission = new(Stop, "The credentials may not do this for the account, or it is not known. Check accountId, accountType and loginAccountId, and give the credentials' user access to the account, then replay.");

    private static readonly Rule Missing = new(Stop, "Google does not know the list or the account. Check accountId and accountType, then replay.");

    private static readonly Rule NotThisList = new(Stop, "Google does not let this list be filled this way. It may have been made for another kind of data: let the sync make one of its own, then replay.");

    private static readonly Rule Defect = new(Stop, "Google refused the form of the call. This is a defect: report the code.");

    private static readonly Rule Row = new(Refused, "Google refuses what it is sent as invalid.");

    private static readonly Dictionary<string, Rule> Rules = new(StringComparer.Ordinal)
    {
        ["INTERNAL"] = Busy,
        ["INTERNAL_ERROR"] = Busy,
        ["UNKNOWN"] = Busy,
        ["UNAVAILABLE"] = Busy,
        ["ABORTED"] = Busy,
        ["CANCELLED"] = Busy,
        ["DEADLINE_EXCEEDED"] = Busy,
        ["RESOURCE_EXHAUSTED"] = Limit,
        ["RATE_LIMIT_EXCEEDED"] = Limit,
        ["UNAUTHENTICATED"] = Token,
        ["ACCESS_TOKEN_EXPIRED"] = Token,
        ["ACCESS_TOKEN_SCOPE_INSUFFICIENT"] = Token,
        ["CREDENTIALS_MISSING"] = Token,
        ["PERMISSION_DENIED"] = Permission,
        ["SERVICE_DISABLED"] = new(Stop, "The Data Manager API is switched off in the Cloud project of the credentials. Enable it there, then replay."),
        ["TERMS_AND_CONDITIONS_NOT_SIGNED"] = new(Stop, "The Customer Match terms are not accepted for this account. Accept them in Google Ads (or Display & Video 360), then replay."),
        ["NOT_FOUND"] = Missing,
        ["INVALID_USER_LIST_ID"] = Missing,
        ["INVALID_DESTINATION"] = Missing,
        ["INVALID_USER_LIST_TYPE"] = NotThisList,
        ["DATA_PARTNER_USER_LIST_MUTATE_NOT_ALLOWED"] = NotThisList,
        ["FAILED_PRECONDITION"] = new(Stop, "The account is not in a state that allows this. Open it in Google Ads and look for what it asks, then replay."),
        ["TOO_MANY_AUDIENCE_MEMBERS"] = Defect,
        ["TOO_MANY_DESTINATIONS"] = Defect,
        ["MULTIPLE_DATA_TYPES_NOT_ALLOWED"] = Defect,
        ["DIFFERENT_LOGIN_ACCOUNTS_NOT_ALLOWED_FOR_DATA_PARTNER"] = Defect,
        ["DUPLICATE_DESTINATION_REFERENCE"] = Defect,
        ["INVALID_ENUM_VALUE"] = Defect,
        ["INVALID_REQUEST_ID"] = Defect,
    };

    public static DestinationResult Classify(HttpReply reply, DateTimeOffset now)
    {
        var byStatus = StatusRules.Classify(reply, "Google", now);
        if (reply.IsSuccess || PlatformClient.Read(reply.Body, GoogleJson.Default.GoogleErrorEnvelope)?.Error is not { } error || CodeOf(error) is not { } code)
        {
            return byStatus;
        }

        var rule = Rules.GetValueOrDefault(code) ?? Rules.GetValueOrDefault(error.Status ?? "") ?? (error.Status is "INVALID_ARGUMENT" or "OUT_OF_RANGE" ? Row : null);
        return rule is null ? byStatus with { Code = code } : new DestinationResult(rule.Outcome, code, rule.Message, rule.Outcome == Throttled ? byStatus.Wait ?? QuotaWait(error) : null);
    }

    /// <summary>Whether the error can come of a list that is gone.</summary>
    public static bool MayBeMissing(DestinationResult result) => result.Code is "NOT_FOUND" or "INVALID_USER_LIST_ID" or "INVALID_DESTINATION" or "PERMISSION_DENIED";

    /// <summary>All fields that the error names.</summary>
    public static IEnumerable<GoogleFieldViolation> Violations(GoogleError error) => (error.Details ?? []).SelectMany(d => d.FieldViolations ?? []);

    private static string? CodeOf(GoogleError error)
    {
        var violations = Violations(error).ToList();
        var violated = violations.Find(v => GoogleViolations.MemberOf(v) is null) ?? violations.FirstOrDefault();
        string?[] codes = [violated?.Reason, .. (error.Details ?? []).Select(d => d.Reason), error.Status];
        return codes.FirstOrDefault(c => c is not null && Code().IsMatch(c));
    }

    /// <summary>A minute's quota is back after a minute; a day's is tried again after an hour.</summary>
    private static TimeSpan QuotaWait(GoogleError error) =>
        (error.Details ?? []).Any(d => d.Metadata?.QuotaLimit?.Contains("PerDay", StringComparison.Ordinal) == true) ? TimeSpan.FromHours(1) : TimeSpan.FromMinutes(1);

    [GeneratedRegex("^[A-Z][A-Z0-9_]{1,99}\\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Code();
}
