using Activation.Api.Json;
using Activation.Profiles.Events;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Activation.Api.Events;

internal static class EventEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGroup("/api/events").WithTags("Events")
            .MapGet("/schema", SchemaAsync).WithSummary("The names of events and their properties, for whoever writes a rule").Produces<EventSchemaAnswer>();

    private static async Task<IResult> SchemaAsync(EventCatalog catalog, CancellationToken cancellationToken)
    {
        var schema = await catalog.ReadAsync(cancellationToken);
        return TypedResults.Json(
            new EventSchemaAnswer([.. schema.Names.Order(StringComparer.Ordinal)], [.. schema.Properties.OrderBy(p => p.Name, StringComparer.OrdinalIgnoreCase).Select(p => new EventPropertyAnswer(p.Name, p.Type))]),
            ApiJson.Default.EventSchemaAnswer);
    }
}
