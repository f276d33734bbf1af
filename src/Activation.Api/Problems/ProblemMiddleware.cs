using System.Diagnostics;
using Activation.Api.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Activation.Api.Problems;

/// <summary>Every failure is a problem document: with no stack trace, and no value that was sent.</summary>
internal sealed class ProblemMiddleware(RequestDelegate next, ILogger<ProblemMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
            await DescribeBareStatusAsync(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller is gone; nobody reads an answer.
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            await ProblemWriter.WriteAsync(context, Describe(e, context));
        }
    }

    private static Task DescribeBareStatusAsync(HttpContext context)
    {
        if (context.Response.HasStarted || context.Response.ContentType is not null)
        {
            return Task.CompletedTask;
        }

        return context.Response.StatusCode switch
        {
            404 => ProblemWriter.WriteAsync(context, new ProblemDocument(404, "notFound", "There is nothing at this address; the API is described at /api/openapi.json.")),
            405 => ProblemWriter.WriteAsync(context, new ProblemDocument(405, "methodNotAllowed", "The address does not take this method.")),
            415 => ProblemWriter.WriteAsync(context, new ProblemDocument(415, "unsupportedMediaType", "Send JSON with the content type application/json.")),
            _ => Task.CompletedTask,
        };
    }

    private ProblemDocument Describe(Exception exception, HttpContext context)
    {
        switch (exception)
        {
            case ProblemException problem:
                return ProblemDocument.Of(problem);
            case BadHttpRequestException { StatusCode: 413 }:
                return new ProblemDocument(413, "bodyTooLarge", $"The body is larger than {RequestBody.MaxBytes / 1024 / 1024} MB, the most that is taken here: send it in parts.");
            case BadHttpRequestException bad:
                return new ProblemDocument(bad.StatusCode, "invalidRequest", "The request could not be read.");
            case var outage when Outages.IsStorageOutage(outage):
                ApiLog.StorageUnavailable(logger, exception, context.Request.Method);
                return new ProblemDocument(503, "storageUnavailable", "Storage does not answer; try again later. /health tells when it is back.");
            default:
                var trace = Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;
                ApiLog.Failed(logger, exception, context.Request.Method, trace);
                return new ProblemDocument(500, "internalError", "The request failed for a reason of ours; the log has it under the trace id.") { TraceId = trace };
        }
    }
}
