using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Activation.Local.Sandbox;

/// <summary>`/sandbox/…`: what the platform holds, what it was asked, and what shall go wrong. Needs no token; it listens on this machine alone.</summary>
internal static class AdminEndpoints
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static void MapAdmin(this IEndpointRouteBuilder routes, SandboxPlatform platform)
    {
        routes.MapGet("/sandbox/audiences", () => Results.Json(new { items = platform.Audiences }, Json));
        routes.MapGet("/sandbox/audiences/{id}/keys", (string id) =>
            platform.Keys(id) is { } keys ? Results.Json(new { items = keys }, Json) : Results.NotFound());
        routes.MapGet("/sandbox/calls", () =>
        {
            var calls = platform.Calls;
            return Results.Json(new { count = calls.Count, items = calls }, Json);
        });
        routes.MapDelete("/sandbox/calls", () =>
        {
            platform.ClearCalls();
            return Results.NoContent();
        });
        routes.MapPut("/sandbox/faults", async (HttpContext context) =>
        {
            try
            {
                var plan = await JsonSerializer.DeserializeAsync<SandboxFaultPlan>(context.Request.Body, Json, context.RequestAborted);
                platform.SetFaults(plan);
                return Results.Json(plan, Json);
            }
            catch (JsonException)
            {
                return Results.BadRequest("The body is {failRate, seed, kinds: [throttle, error500, html, timeout, lostResponse], only: add or remove, count}.");
            }
        });
        routes.MapDelete("/sandbox/faults", () =>
        {
            platform.SetFaults(null);
            return Results.NoContent();
        });
    }
}
