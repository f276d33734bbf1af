using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Activation.Local.Sandbox.Doubles;

/// <summary>Where a stand-in puts its addresses.</summary>
internal sealed class DoubleRoutes(IEndpointRouteBuilder group, CallPipeline pipeline, CallManners manners)
{
    /// <param name="pattern">Below the stand-in's own path, such as `/v1/segments/{id}`.</param>
    /// <param name="describe">What the log says of the call.</param>
    /// <param name="handle">Checks the call and applies it.</param>
    public void Map(string method, string pattern, Func<DoubleRequest, DoubleCall> describe, Func<DoubleRequest, SandboxReply> handle) =>
        group.MapMethods(pattern, [method], async context =>
        {
            var request = await DoubleRequest.ReadAsync(context);
            var (operation, audience, rows) = describe(request);
            await pipeline.RunAsync(context, new SandboxCall(0, context.Request.Method, context.Request.Path, operation, audience, rows), manners, () => handle(request));
        });

    public void Map(string method, string pattern, string operation, Func<DoubleRequest, SandboxReply> handle) =>
        Map(method, pattern, _ => new DoubleCall(operation), handle);
}

/// <param name="Operation">As <see cref="SandboxCall.Operation"/>, or `token` for the call that gets an access token.</param>
internal sealed record DoubleCall(string Operation, string? Audience = null, int Rows = 0);
