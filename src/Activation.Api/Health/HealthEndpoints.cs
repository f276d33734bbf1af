using Activation.Api.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Activation.Api.Health;

internal static class HealthEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/health", GetAsync).WithTags("Health").WithSummary("Whether storage and broker answer")
            .Produces<HealthAnswer>().Produces<HealthAnswer>(503);

    private static async Task<IResult> GetAsync(HealthCheck health, CancellationToken cancellationToken)
    {
        var answer = await health.RunAsync(cancellationToken);
        return TypedResults.Json(answer, ApiJson.Default.HealthAnswer, statusCode: HealthCheck.IsOk(answer) ? 200 : 503);
    }
}
