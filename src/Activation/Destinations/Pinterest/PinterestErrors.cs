using System.Globalization;
using System.Text.Json;
using static Activation.Destinations.DestinationOutcome;

namespace Activation.Destinations.Pinterest;

/// <summary>What Pinterest's errors mean for us: the status decides, but for what Pinterest says of customer lists; its code is passed on.</summary>
/// <remarks>
/// https://developers.pinterest.com/docs/api/v5/customer_lists-update: `{code, message}` with any status that is no success, and
/// https://developers.pinterest.com/docs/reference/error-codes/
/// </remarks>
internal static class PinterestErrors
{
    private const string Unknown = "Pinterest does not know the list or the ad account. Check adAccountId, then replay.";

    /// <summary>USER_LIST_NOT_FOUND.</summary>
    private const int ListNotFound = 1018;

    /// <summary>MALFORMATTED_USER_LIST and NO_VALID_USER_LIST.</summary>
    private static readonly int[] Records = [2740, 2741];

    public static DestinationResult Classify(HttpReply reply, DateTimeOffset now)
    {
        var number = CodeOf(reply);
        var code = number is { } known ? string.Create(CultureInfo.InvariantCulture, $"{reply.Status}/{known}") : null;
        var result = StatusRules.Classify(reply, "Pinterest", now, code);
        return reply.Status switch
        {
            _ when number is { } list && Records.Contains(list) => result with { Outcome = Refused, Message = "Pinterest refuses what it is sent as invalid." },
            _ when number == ListNotFound => result with { Outcome = Stop, Message = Unknown },
            403 => result with { Message = "Pinterest does not let this token manage the ad account's audiences. Give its user the audience role there, and the token ads:read and ads:write, then replay." },
            404 => result with { Message = Unknown },
            409 => result with { Outcome = Retry, Message = "Pinterest is still working on an earlier change; the call is tried again." },
            429 => result with { Wait = result.Wait ?? TimeSpan.FromMinutes(1) },
            _ => result,
        };
    }

    /// <summary>Whether a failure may be for want of the list.</summary>
    public static bool MayBeMissing(HttpReply reply) => reply.Failure is null && (reply.Status == 404 || CodeOf(reply) == ListNotFound);

    private static int? CodeOf(HttpReply reply) => reply.IsSuccess ? null : PlatformClient.Read(reply.Body, PinterestJson.Default.PinterestError)?.Code;

    /// <summary>The fault that a list's answer tells of beside its success; null if it tells of none.</summary>
    public static DestinationResult? Of(PinterestList list) =>
        list.Exceptions.ValueKind == JsonValueKind.Object && list.Exceptions.TryGetProperty("code", out var code) && code.ValueKind == JsonValueKind.Number
            ? new DestinationResult(Refused, $"exception/{code.GetRawText()}", "Pinterest refuses what it is sent as invalid.")
            : null;
}
