using System.Text.Json;
using Activation.Api.Json;
using Microsoft.AspNetCore.Http;

namespace Activation.Api.Problems;

internal static class ProblemWriter
{
    public static async Task WriteAsync(HttpContext context, ProblemDocument problem)
    {
        context.Response.Clear();
        context.Response.StatusCode = problem.Status;
        context.Response.ContentType = "application/problem+json";
        await context.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(problem, ApiJson.Default.ProblemDocument), context.RequestAborted);
    }
}
