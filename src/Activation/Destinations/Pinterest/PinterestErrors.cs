using System.Globalization;
using System.Text.Json;
using static Activation.Destinations.DestinationOutcome;

namespace Activation.Destinations.Pinterest;

/// <summary>What Pinterest's errors mean for us: the status decides, its code is passed on.</summary>
/// <remarks>https://developers.pinterest.com/docs/api/v5/customer_lists-update: `{code, message}` with any status that is no success.</remarks>
internal static class PinterestErrors
{
    public static DestinationResult Classify(HttpReply reply, DateTimeOffset now)
    {
        var number = reply.IsSuccess ? null : PlatformClient.Read(reply.Body, PinterestJson.Default.PinterestError)?.Code;
        var code = number is { } known ? string.Create(CultureInfo.InvariantCulture, $"{reply.Status}/{known}") : null;
        var result = StatusRules.Classify(reply, "Pinterest", now, code);
        return reply.Status switch
        {
            403 => result with { Message = "Pinterest does not let this token manage the ad account's audiences. Give its user the audience role there, and the token ads:read and ads:write, then replay." },
            404 => result with { Message = "Pinterest does not know the list or the ad account. Check adAccountId, then replay." },
            409 => result with { Outcome = Retry, Message = "Pinterest is still working on an earlier change; the call is tried again." },
            429 => result with { Wait = result.Wait ?? TimeSpan.FromMinutes(1) },
            _ => result,
        };
    }

    /// <summary>The fault that a list's answer tells of beside its success; null if it tells of none.</summary>
    public static DestinationResult? Of(PinterestList list) =>
        list.Exceptions.ValueKind == JsonValueKind.Object && list.Exceptions.TryGetProperty("code", out var code) && code.ValueKind == JsonValueKind.Number
            ? new DestinationResult(Refused, $"exception/{code.GetRawText()}", "Pinterest refuses what it is sent as invalid.")
            : null;
}
