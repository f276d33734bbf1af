using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Activation.Functions;

/// <summary>Every HTTP call, of any method. Anonymous for the Functions host: the API asks for its own key.</summary>
public sealed class Api(ApiPipeline pipeline)
{
    [Function(nameof(Api))]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, Route = "{*path}")] HttpRequest request)
    {
        await pipeline.InvokeAsync(request.HttpContext);
        return new EmptyResult();
    }
}
