using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Scalar.AspNetCore;

namespace Activation.Api.Home;

/// <summary>The landing page, the API's description and its reference page; all of it served from here, also without internet.</summary>
internal static class HomeEndpoints
{
    private const string DescriptionPath = "/api/openapi.json";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/", Page).ExcludeFromDescription();
        endpoints.MapOpenApi(DescriptionPath);
        endpoints.MapScalarApiReference("/api/docs", options => options
            .WithTitle("Activation API")
            .WithOpenApiRoutePattern(DescriptionPath)
            .DisableDefaultFonts()
            .DisableTelemetry()
            .HideDeveloperTools()
            .DisableAgent());
    }

    private static IResult Page() =>
        TypedResults.Stream(typeof(HomeEndpoints).Assembly.GetManifestResourceStream("home.html") ?? Stream.Null, "text/html; charset=utf-8");
}
