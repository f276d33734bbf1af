using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Activation.Functions;

/// <summary>
/// The manual resync. The Functions host tries routes in the order of the functions' names, not by how specific they are
/// (https://github.com/Azure/azure-functions-host/issues/9876), so <see cref="Api"/> may get the same call: both give it to the one definition of the API.
/// </summary>
public sealed class Resync(ApiPipeline pipeline)
{
    [Function(nameof(Resync))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/syncs/{sync}/runs")] HttpRequest request)
    {
        await pipeline.InvokeAsync(request.HttpContext);
        return new EmptyResult();
    }
}
