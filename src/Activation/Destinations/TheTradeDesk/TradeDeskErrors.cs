using static Activation.Destinations.DestinationOutcome;

namespace Activation.Destinations.TheTradeDesk;

/// <summary>What The Trade Desk's answers mean. The credentials are refused by 401; 403 says that they are known and may not do this.</summary>
/// <remarks>
/// https://open.thetradedesk.com/advertiser/docsApp/GuidesAdvertiser/data/doc/post-data-advertiser-firstparty and
/// https://open.thetradedesk.com/advertiser/docsApp/Foundations/resources/doc/ReturnCodes
/// </remarks>
internal static class TradeDeskErrors
{
    private static readonly Dictionary<string, string> Forbidden = new(StringComparer.Ordinal)
    {
        ["IncorrectPermissions"] = "The Trade Desk does not let these credentials send data of this advertiser. Check advertiserId, and give the user behind the token or the key access to it, then replay.",
        ["AdvertiserMisconfigured"] = "The Trade Desk has not set the advertiser up to send first-party data. Ask your account manager there for it, then replay.",
        ["TargetingDataLimitReached"] = "The advertiser has as many segments at The Trade Desk as it may have. Delete some there, then replay.",
    };

    public static DestinationResult Classify(HttpReply reply, DateTimeOffset now)
    {
        var code = reply.IsSuccess ? null : PlatformClient.Read(reply.Body, TradeDeskJson.Default.TradeDeskAnswer)?.Code;
        var result = StatusRules.Classify(reply, "The Trade Desk", now, code);
        return reply.Status switch
        {
            401 => result with { Message = "The Trade Desk refused the credentials. Check advertiserId and dataServer, and set the destination's token or secretKey." },
            403 => result with { Message = Forbidden.GetValueOrDefault(code ?? "") ?? Forbidden["IncorrectPermissions"] },
            _ => result,
        };
    }
}
