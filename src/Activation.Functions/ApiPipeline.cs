using Activation.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Activation.Functions;

/// <summary>The API as ordinary ASP.NET Core, run inside a function: built once.</summary>
public sealed class ApiPipeline(IServiceProvider services)
{
    private readonly Lazy<RequestDelegate> pipeline = new(() => new ApplicationBuilder(services).UseActivationApi().Build());

    public Task InvokeAsync(HttpContext context)
    {
        // The worker has routed the request to the function; the API routes it anew.
        context.SetEndpoint(null);
        context.Request.RouteValues.Clear();
        return pipeline.Value(context);
    }
}
