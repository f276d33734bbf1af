using System.Globalization;
using static Activation.Destinations.DestinationOutcome;

namespace Activation.Destinations.TikTok;

/// <summary>What TikTok's return codes mean for us. They come with HTTP 200 and go before the status.</summary>
/// <remarks>https://business-api.tiktok.com/portal/docs?id=1737172488964097</remarks>
internal static class TikTokErrors
{
    /// <summary>What is named does not exist.</summary>
    public const string NotFound = "40007";

    private static readonly string[] Parameters = ["40000", "40002"];

    private sealed record Rule(DestinationOutcome Outcome, string Message, TimeSpan? Wait = null);

    private static readonly Rule Busy = new(Retry, "TikTok had an error of its own; the call is tried again.");

    // https://business-api.tiktok.com/portal/docs/rate-limits/v1.3: who exceeds the limit of a minute suspends calls for five.
    private static readonly Rule Limit = new(Throttled, "TikTok limits the calls of this app; the batch waits. If this lasts, ask TikTok for a higher level.", TimeSpan.FromMinutes(5));

    private static readonly Rule Token = new(Reconnect, "TikTok refused the access token. Authorize the app for the ad account again and set the destination's accessToken.");

    private static readonly Rule Permission = new(Stop, "The access token may not do this. Give the app the Audience Management permission, have TikTok admit it to the Streaming API, and authorize it for advertiserId.");

    private static readonly Rule Advertiser = new(Stop, "TikTok does not know the ad account. Check advertiserId.");

    private static readonly Rule Address = new(Stop, "TikTok does not offer this call at this address. Check the destination's apiBaseUrl; if it is right, this is a defect: report the code.");

    private static readonly Rule Rows = new(Refused, "TikTok refuses what it is sent as invalid.");

    private static readonly Dictionary<int, Rule> ByCode = new()
    {
        [20001] = new(Refused, "TikTok took a part of the rows and does not say which."),
        [40000] = Rows,
        [40002] = Rows,
        [40011] = Rows,
        [40001] = Permission,
        [40113] = Permission,
        [40118] = Permission,
        [40119] = Permission,
        [40124] = Permission,
        [40125] = Permission,
        [40006] = Address,
        [40008] = Address,
        [40010] = Address,
        [40051] = Address,
        [41001] = Address,
        [40007] = new(Retry, "TikTok does not find the audience yet; the call is tried again."),
        [40050] = Busy,
        [40202] = Busy,
        [40700] = Busy,
        [40016] = Limit,
        [40100] = Limit,
        [40132] = Limit,
        [40133] = Limit with { Wait = TimeSpan.FromSeconds(1) },
        [40101] = Token,
        [40102] = Token,
        [40104] = Token,
        [40105] = Token,
        [40106] = Token,
        [40300] = Advertiser,
        [40301] = Advertiser,
        [41000] = new(Stop, "TikTok does not take calls from the country of this host's address. Run the app in another region."),
        [60001] = new(Throttled, "TikTok is in maintenance; the batch waits.", TimeSpan.FromMinutes(5)),
    };

    public static DestinationResult Classify(HttpReply reply, DateTimeOffset now)
    {
        if (PlatformClient.Read(reply.Body, TikTokJson.Default.TikTokStatus)?.Code is not { } code)
        {
            return StatusRules.Classify(reply, "TikTok", now);
        }

        if (code == 0)
        {
            return DestinationResult.Success;
        }

        var rule = ByCode.GetValueOrDefault(code)
            ?? (code >= 50_000 ? Busy : new(Stop, "TikTok refused the call. Check the destination's advertiserId and accessToken; if they are right, this is a defect: report the code."));
        return new DestinationResult(rule.Outcome, code.ToString(CultureInfo.InvariantCulture), rule.Message, rule.Wait);
    }

    /// <summary>Whether a refused upload may be for want of its audience, which TikTok gives no code of its own.</summary>
    public static bool MayBeMissing(DestinationResult result) => result.Code == NotFound || Parameters.Contains(result.Code);
}
