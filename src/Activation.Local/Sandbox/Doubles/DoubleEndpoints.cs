using Activation.Local.Sandbox.Doubles.Adobe;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Activation.Local.Sandbox.Doubles;

/// <summary>All stand-ins, each below the type of its destination.</summary>
internal static class DoubleEndpoints
{
    public static void MapDoubles(this IEndpointRouteBuilder routes, CallPipeline pipeline, SandboxState state, SandboxPlatform platform, SandboxOptions options)
    {
        foreach (var stand in All(name => new DoubleAudiences(name, state, platform), platform, options))
        {
            stand.Map(new DoubleRoutes(routes.MapGroup($"/{stand.Name}"), pipeline, stand.Manners));
        }
    }

    private static IReadOnlyList<PlatformDouble> All(Func<string, DoubleAudiences> audiences, SandboxPlatform platform, SandboxOptions options) =>
    [
        new ConversionsDouble(audiences("metaconversions"), options),
        new HttpPushDouble(audiences("httppush"), options),
        new StorageDouble("serverfiles", platform, options),
        new StorageDouble("audiencemanagerfiles", platform, options),
        new SegmentEventsDouble(audiences("segmentevents"), options),
        new MessagingDouble("eventhub", 1024 * 1024, hasMessageIds: false, audiences("eventhub"), options),
        new MessagingDouble("servicebustopic", 256 * 1024, hasMessageIds: true, audiences("servicebustopic"), options),
        new GoogleDouble("google", audiences("google"), new GoogleContactRules(), options),
        new GoogleDouble("googlemobile", audiences("googlemobile"), new GoogleMobileRules(), options),
        new DcsDouble(new NamedAudiences(audiences("adobedcs"))),
        new AepDouble(new NamedAudiences(audiences("experienceplatform")), options),
        new MarketoDouble(audiences("marketo"), options),
        new CampaignDouble(audiences("campaign"), options),
        new CampaignClassicDouble(audiences("campaignclassic"), options),
        new TargetDouble(new NamedAudiences(audiences("target")), options),
        new AnalyticsDouble(new NamedAudiences(audiences("analytics")), options),
        new LinkedInDouble(audiences("linkedin"), options),
        new MicrosoftAdsDouble(audiences("microsoft"), options),
        new PinterestDouble(audiences("pinterest"), options),
        new AmazonDouble(audiences("amazon"), options),
        new RedditDouble(audiences("reddit"), options),
        new SnapchatDouble(audiences("snapchat"), options),
        new TheTradeDeskDouble(audiences("thetradedesk")),
        new TikTokDouble(audiences("tiktok"), options),
        new XDouble(audiences("x"), options),
    ];
}
