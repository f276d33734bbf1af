using Activation.Api.Json;
using Activation.Destinations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Activation.Api.Destinations;

internal static class DestinationTypeEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/api/destination-types", List).WithTags("Destinations").WithSummary("The catalogue of destination types").Produces<ListAnswer<DestinationTypeAnswer>>();

    private static IResult List(HttpRequest request, DestinationCatalog catalog) =>
        TypedResults.Json(
            Page.Of(request).Cut([.. catalog.All.Select(d => DestinationTypeAnswer.Of(d.Type)).OrderBy(t => t.Type, StringComparer.Ordinal)], t => t.Type),
            ApiJson.Default.ListAnswerDestinationTypeAnswer);
}
