using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Activation.Local.Sandbox;

/// <summary>The addresses of the Graph API and its authorization.</summary>
internal static class GraphEndpoints
{
    private const string Version = "/{version:regex(^v[0-9]+\\.[0-9]+$)}";

    public static void MapGraph(this IEndpointRouteBuilder routes, CallPipeline pipeline, GraphApi api, SandboxOptions options)
    {
        Map("GET", "/act_{node:long}", "check");
        Map("GET", "/act_{node:long}/customaudiences", "list");
        Map("POST", "/act_{node:long}/customaudiences", "create");
        Map("DELETE", "/act_{node:long}/usersofanyaudience", "erase");
        Map("GET", "/{node:long}", "get");
        Map("POST", "/{node:long}", "rename");
        Map("DELETE", "/{node:long}", "delete");
        Map("POST", "/{node:long}/users", "add");
        Map("DELETE", "/{node:long}/users", "remove");
        Map("POST", "/{node:long}/usersreplace", "replace");
        Map("GET", "/{node:long}/sessions", "session");

        void Map(string method, string path, string operation) =>
            routes.MapMethods(Version + path, [method], context => HandleAsync(context, operation, pipeline, api, options));
    }

    private static async Task HandleAsync(HttpContext context, string operation, CallPipeline pipeline, GraphApi api, SandboxOptions options)
    {
        using var json = await ReadBodyAsync(context);
        var node = (string?)context.Request.RouteValues["node"] ?? "";
        var request = new GraphRequest(operation, node, json?.RootElement ?? default, context.Request.Query);
        var call = new SandboxCall(0, context.Request.Method, context.Request.Path, operation, operation is "check" or "list" or "create" or "erase" ? null : node, request.RowCount);
        await pipeline.RunAsync(context, call, GraphReply.Manners, () => GraphAccess.Refuse(context.Request, options) ?? api.Handle(request));
    }

    private static async Task<JsonDocument?> ReadBodyAsync(HttpContext context)
    {
        if (!context.Request.HasJsonContentType())
        {
            return null;
        }

        try
        {
            return await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
