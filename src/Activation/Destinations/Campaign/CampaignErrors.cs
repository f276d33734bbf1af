using static Activation.Destinations.DestinationOutcome;

namespace Activation.Destinations.Campaign;

/// <summary>What an error means. The gateway has codes of its own, and says with 500 or 502 that an address is wrong.</summary>
/// <remarks>https://experienceleague.adobe.com/en/docs/campaign-standard/using/working-with-apis/troubleshooting</remarks>
internal static class CampaignErrors
{
    /// <summary>Reason of a member without a profile: nobody who could subscribe, and in a remove nobody who does.</summary>
    public const string ProfileNotFound = "profileNotFound";

    public static DestinationResult Classify(HttpReply reply, DateTimeOffset now)
    {
        var error = reply.IsSuccess ? null : PlatformClient.Read(reply.Body, CampaignJson.Default.CampaignError);
        return (error?.ErrorCode, error?.Code) switch
        {
            ("401013", _) => new DestinationResult(Reconnect, "401013", "Campaign refused the access token. Check the credential and set the destination's secret."),
            ("403023", _) => new DestinationResult(Stop, "403023", "Campaign says that the credential is not provisioned for this product. Ask Adobe to mend it, then replay."),
            (null, 500 or 502) => new DestinationResult(Stop, $"{error?.Code}", "Campaign does not know this address. Check organization; if it is right, ask Adobe about the instance's CNAME."),
            _ => StatusRules.Classify(reply, "Campaign", now, error?.ErrorCode),
        };
    }
}
