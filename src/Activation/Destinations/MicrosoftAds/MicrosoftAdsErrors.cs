using System.Globalization;
using System.Text.Json;
using static Activation.Destinations.DestinationOutcome;

namespace Activation.Destinations.MicrosoftAds;

/// <summary>What Microsoft Advertising's error codes mean for us. They come with any status, 200 included.</summary>
/// <remarks>
/// https://learn.microsoft.com/en-us/advertising/guides/operation-error-codes?view=bingads-13 and
/// https://learn.microsoft.com/en-us/advertising/guides/handle-service-errors-exceptions?view=bingads-13
/// </remarks>
internal static class MicrosoftAdsErrors
{
    /// <summary>Of a kind of item that is not taken, here or of this account.</summary>
    public const string KindNotTaken = "8002";

    private const string TermsNotAccepted = "CustomerListTermsAndConditionsNotAccepted";

    private sealed record Rule(DestinationOutcome Outcome, string Message, TimeSpan? Wait = null);

    private static readonly Rule Token = new(Reconnect, "Microsoft refused the credentials. Connect the account again and set the destination's refreshToken; check the developerToken too.");

    private static readonly Rule Identity = new(Reconnect, "Microsoft no longer lets this user sign in this way. Connect the account with the user that it asks for and set the destination's refreshToken.");

    private static readonly Rule Limit = new(Throttled, "Microsoft limits the calls of this account; the batch waits.", TimeSpan.FromMinutes(1));

    private static readonly Rule Terms = new(Stop, "The Customer Match terms are not accepted. Accept them in Microsoft Advertising when you make a customer list there, or set acceptCustomerMatchTerms, then replay.");

    private static readonly Rule Missing = new(Stop, "Microsoft does not know the customer list or the account. Check customerId and accountId, then replay.");

    private static readonly Rule Defect = new(Stop, "Microsoft refused the form of the call. This is a defect: report the code.");

    private static readonly Dictionary<int, Rule> Rules = new()
    {
        [0] = new(Retry, "Microsoft had an error of its own; the call is tried again."),
        [100] = Defect,
        [105] = Token,
        [106] = new(Stop, "The user may not do this for the account. Check customerId and accountId, and give the user a role in the account, then replay."),
        [108] = new(Reconnect, "Microsoft has locked the user because of suspicious activity. Set a new password there, connect the account again and set the destination's refreshToken."),
        [109] = Token,
        [116] = Defect,
        [117] = Limit,
        [120] = Identity,
        [122] = Identity,
        [123] = Identity,
        [124] = Identity,
        [125] = Identity,
        [126] = Identity,
        [203] = Defect,
        [204] = Defect,
        [206] = Defect,
        [207] = Limit,
        [208] = Missing,
        [210] = Missing,
        [303] = new(Stop, "This version of Microsoft's API has ended. Update this application, then replay."),
        [513] = Defect,
        [517] = Missing,
        [3913] = Terms,
        [8000] = Missing,
        [8001] = Defect,
        [8002] = new(Stop, "Microsoft does not take items of this kind for the account. Give the sync other identifiers (`[\"email\"]` where it takes no customer ids), then replay."),
        [8003] = Terms,
    };

    /// <summary>Null if nothing is at fault, or single items alone.</summary>
    public static DestinationResult? Of(MicrosoftAdsReply? reply)
    {
        foreach (var error in (reply?.Errors ?? []).Concat(reply?.OperationErrors ?? []).Concat(reply?.PartialErrors ?? []))
        {
            var rule = error.ErrorCode == TermsNotAccepted ? Terms : error.Code is { } code ? Rules.GetValueOrDefault(code) : null;
            if (rule is not null)
            {
                return new DestinationResult(rule.Outcome, CodeOf(error), rule.Message, rule.Wait);
            }
        }

        var other = (reply?.Errors ?? []).Concat(reply?.OperationErrors ?? []).FirstOrDefault();
        return other is null ? null : new DestinationResult(Refused, CodeOf(other), "Microsoft refuses what it is sent as invalid.");
    }

    public static DestinationResult Classify(HttpReply reply, DateTimeOffset now)
    {
        var byStatus = StatusRules.Classify(reply, "Microsoft", now);
        var known = Of(PlatformClient.Read(reply.Body, MicrosoftAdsJson.Default.MicrosoftAdsReply));
        return known is null || (known.Outcome == Refused && byStatus.Outcome is not (Success or Refused or Stop)) ? byStatus
            : known with { Wait = known.Outcome == Throttled ? byStatus.Wait ?? known.Wait : null };
    }

    public static string CodeOf(MicrosoftAdsError error) =>
        error.Code is { } code and not 0 ? code.ToString(CultureInfo.InvariantCulture) : Name(error) ?? "0";

    /// <summary>The symbolic code as one of ours: `InvalidHash` is `invalidHash`.</summary>
    public static string Reason(MicrosoftAdsError error) => Name(error) is { } name ? JsonNamingPolicy.CamelCase.ConvertName(name) : RejectedRow.ByPlatform;

    private static string? Name(MicrosoftAdsError error) => error.ErrorCode is { Length: > 0 and <= 100 } name && name.All(char.IsAsciiLetter) ? name : null;
}
