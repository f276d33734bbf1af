using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace Activation.Local.Sandbox;

/// <summary>What every call goes through: the fault, the hooks, the change, the answer, the log.</summary>
internal sealed class CallPipeline(SandboxPlatform platform, IHostApplicationLifetime lifetime)
{
    private const string Usage = """{"1":[{"type":"custom_audience","call_count":100,"total_cputime":100,"total_time":100,"estimated_time_to_regain_access":0}]}""";

    public async Task RunAsync(HttpContext context, SandboxCall call, Func<GraphReply> handle)
    {
        call = call with { Number = platform.Log.NextNumber() };
        call = call with { Fault = platform.NextFault(call) };
        try
        {
            switch (call.Fault)
            {
                case SandboxFault.Timeout:
                    await HangAsync(context);
                    return;
                case SandboxFault.Throttle or SandboxFault.Error500 or SandboxFault.Html:
                    await FailAsync(context, call);
                    break;
                default:
                    await ApplyAsync(context, call, handle);
                    break;
            }
        }
        finally
        {
            platform.Log.Add(call with { Status = context.RequestAborted.IsCancellationRequested ? 0 : context.Response.StatusCode });
        }
    }

    private async Task ApplyAsync(HttpContext context, SandboxCall call, Func<GraphReply> handle)
    {
        if (platform.BeforeApply is { } before)
        {
            await before(call, context.RequestAborted);
        }

        var reply = handle();
        if (platform.AfterApply is { } after)
        {
            await after(call, context.RequestAborted);
        }

        if (call.Fault == SandboxFault.LostResponse)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = reply.Status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(reply.Body.ToJsonString(), context.RequestAborted);
    }

    private static Task FailAsync(HttpContext context, SandboxCall call)
    {
        var (status, type, body) = call.Fault switch
        {
            SandboxFault.Throttle when call.IsWebhook => (429, "application/json", "{}"),
            SandboxFault.Throttle => (400, "application/json", GraphReply.Error(80003, "There have been too many calls to this ad-account.", 2446079).Body.ToJsonString()),
            SandboxFault.Html => (call.IsWebhook ? 502 : 200, "text/html", "<!DOCTYPE html><html><body>Sorry, something went wrong.</body></html>"),
            _ => (500, "application/json", GraphReply.Error(2, "Service temporarily unavailable").Body.ToJsonString()),
        };
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        if (call.Fault == SandboxFault.Throttle)
        {
            context.Response.Headers[call.IsWebhook ? "Retry-After" : "x-business-use-case-usage"] = call.IsWebhook ? "0" : Usage;
        }

        return context.Response.WriteAsync(body, context.RequestAborted);
    }

    private async Task HangAsync(HttpContext context)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, end.Token);
        }
        catch (OperationCanceledException)
        {
            context.Abort();
        }
    }
}
