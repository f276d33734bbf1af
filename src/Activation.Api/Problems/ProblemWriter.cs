using System.Text.Encodings.Web;
using System.Text.Json;
using Activation.Api.Json;
using Microsoft.AspNetCore.Http;

namespace Activation.Api.Problems;

internal static class ProblemWriter
{
    // People read these in a terminal: quotes stay quotes. Nothing puts the answer into a page, and its type says that it is JSON.
    private static readonly ApiJson Readable = new(new JsonSerializerOptions(ApiJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static async Task WriteAsync(HttpContext context, ProblemDocument problem)
    {
        context.Response.Clear();
        context.Response.StatusCode = problem.Status;
        context.Response.ContentType = "application/problem+json";
        await context.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(problem, Readable.ProblemDocument), context.RequestAborted);
    }
}
