using Activation.Api.Alerts;
using Activation.Api.Audit;
using Activation.Api.Destinations;
using Activation.Api.Events;
using Activation.Api.Health;
using Activation.Api.Home;
using Activation.Api.Imports;
using Activation.Api.Policies;
using Activation.Api.Privacy;
using Activation.Api.Problems;
using Activation.Api.Profiles;
using Activation.Api.Segments;
using Activation.Api.Sources;
using Activation.Api.Syncs;
using Activation.Api.Traits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Activation.Api;

public static class ApiApplication
{
    /// <summary>The whole API as a pipeline of its own: errors, key, routing, endpoints.</summary>
    public static IApplicationBuilder UseActivationApi(this IApplicationBuilder app) => app
        .UseMiddleware<ProblemMiddleware>()
        .UseMiddleware<ApiKeyMiddleware>()
        .UseRouting()
        .UseEndpoints(endpoints => endpoints.MapActivationApi());

    public static IEndpointRouteBuilder MapActivationApi(this IEndpointRouteBuilder endpoints)
    {
        HomeEndpoints.Map(endpoints);
        HealthEndpoints.Map(endpoints);
        MapResources(endpoints.MapGroup("").AddEndpointFilter<RouteGroupBuilder, AuditFilter>());
        return endpoints;
    }

    private static void MapResources(RouteGroupBuilder endpoints)
    {
        SourceEndpoints.Map(endpoints);
        ImportEndpoints.Map(endpoints);
        EventEndpoints.Map(endpoints);
        SegmentEndpoints.Map(endpoints);
        TraitEndpoints.Map(endpoints);
        ExplainEndpoints.Map(endpoints);
        HistoryEndpoints.Map(endpoints);
        DestinationTypeEndpoints.Map(endpoints);
        DestinationEndpoints.Map(endpoints);
        SyncEndpoints.Map(endpoints);
        FunnelEndpoints.Map(endpoints);
        AudienceEndpoints.Map(endpoints);
        RunEndpoints.Map(endpoints);
        RunMemberEndpoints.Map(endpoints);
        BatchEndpoints.Map(endpoints);
        ProfileEndpoints.Map(endpoints);
        PrivacyEndpoints.Map(endpoints);
        AlertEndpoints.Map(endpoints);
        AuditEndpoints.Map(endpoints);
        PolicyEndpoints.Map(endpoints);
    }
}
